//! Places in a tape's text.

/// A place in a tape's text: bytes `start` up to but not including `end`.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn len(self) -> usize {
        (self.end - self.start) as usize
    }
}

/// The text of a span, which is in the body or past its end.
#[inline]
pub(crate) fn slice<'a>(body: &'a str, extra: &'a str, span: Span) -> &'a str {
    let (start, end) = (span.start as usize, span.end as usize);
    if end <= body.len() { &body[start..end] } else { &extra[start - body.len()..end - body.len()] }
}
