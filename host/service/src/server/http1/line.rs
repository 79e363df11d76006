//! Lines as they arrive, in one piece or in many.

use memchr::memchr;

/// Bytes of a line that are kept when it comes in pieces. A line that says how long a body is has to fit.
pub(super) const MAX_FRAMING_LINE: usize = 128;

/// The pieces of a line whose end has not come.
#[derive(Default)]
pub(super) struct Line {
    /// The first bytes, up to [`MAX_FRAMING_LINE`] and one more.
    kept: Vec<u8>,
    ends_with_cr: bool,
    has_begun: bool,
}

/// A line that ends in a bare LF.
pub(super) struct BareLf;

impl Line {
    /// Where the LF is that ends the line; if there is none, `bytes` are a piece of it.
    pub(super) fn find_end(&mut self, bytes: &[u8]) -> Option<usize> {
        let end = memchr(b'\n', bytes);
        if end.is_none() {
            self.push(bytes);
        }
        end
    }

    /// The line whose last piece is `bytes`, without its CR and LF. It is whole if it has at most [`MAX_FRAMING_LINE`] bytes.
    pub(super) fn finish<'a>(&'a mut self, bytes: &'a [u8]) -> Result<&'a [u8], BareLf> {
        if !self.has_begun {
            return bytes.strip_suffix(b"\r").ok_or(BareLf);
        }
        self.push(bytes);
        if !self.ends_with_cr {
            return Err(BareLf);
        }
        Ok(self.kept.strip_suffix(b"\r").unwrap_or(&self.kept))
    }

    /// Whether a piece of it has come.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Begins with the next one.
    pub(super) fn clear(&mut self) {
        self.kept.clear();
        self.has_begun = false;
    }

    fn push(&mut self, bytes: &[u8]) {
        let Some(last) = bytes.last() else { return };
        let room = (MAX_FRAMING_LINE + 1).saturating_sub(self.kept.len()).min(bytes.len());
        self.kept.extend_from_slice(&bytes[..room]);
        self.ends_with_cr = *last == b'\r';
        self.has_begun = true;
    }
}
