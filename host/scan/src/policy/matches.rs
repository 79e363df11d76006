//! What a scan finds.

/// Bytes `start..end` of a text matched the pattern at `pattern` in the list that was compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// The place of the pattern in the list.
    pub pattern: u32,
}

impl Match {
    /// Texts are parts of a request body, and so far smaller than 4 GiB; places beyond would saturate.
    pub(crate) fn new(start: usize, end: usize, pattern: u32) -> Match {
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Match { start: place(start), end: place(end), pattern }
    }
}
