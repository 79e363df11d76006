//! Decompressing a body under a cap that is checked while the bytes come.

use super::content_encoding::Encoding;
use super::decompressor::{Broken, Decompressor, Step};
use crate::error::WireError;
use bytes::{Buf, Bytes};

/// Bytes that are read, or written, at a time: some 200 µs, after which other requests have their turn.
const STEP_BYTES: usize = 64 << 10;
/// Bytes that a small body gets to be decompressed into.
const FIRST_BYTES: usize = 4 << 10;

/// Most streams behind one another: some shippers of logs compress each record by itself. Each has a state of its own, which
/// costs more to set up than an empty one has bytes.
const MAX_STREAMS: usize = 1024;

/// Bytes up to which a body is copied when it grows.
const SMALL_BYTES: usize = 256 << 10;

/// A body while it is decompressed, which becomes no larger than its limit.
///
/// Memory is asked for before it is taken: `hold` counts so many bytes more, and says whether they may be held.
pub struct Decompression {
    encoding: Encoding,
    decompressor: Decompressor,
    /// Streams that have begun.
    streams: usize,
    /// Bytes that the largest window so far takes.
    window: usize,
    input: Bytes,
    output: Vec<u8>,
    written: usize,
    limit: usize,
}

/// Decompresses a whole body in one go, beside any budget of memory: for a thread that has nothing else to do.
///
/// # Errors
/// As [`Decompression::step`].
pub fn decompress_at_once(encoding: Encoding, body: &[u8], limit: usize) -> Result<Bytes, WireError> {
    let mut body = Decompression::begin(encoding, Bytes::copy_from_slice(body), limit, |_| true)?;
    while !body.step(|_| true)? {}
    Ok(body.finish())
}

impl Decompression {
    /// Begins with a whole compressed body.
    ///
    /// # Errors
    /// As [`Decompression::step`].
    pub fn begin(
        encoding: Encoding,
        input: Bytes,
        limit: usize,
        hold: impl FnMut(usize) -> bool,
    ) -> Result<Self, WireError> {
        check_announced(encoding, &input, limit, 0)?;
        let window = Decompressor::window(encoding, &input);
        ask(hold, window)?;
        let decompressor = Decompressor::new(encoding, &input)?;
        Ok(Self { encoding, decompressor, streams: 1, window, input, output: Vec::new(), written: 0, limit })
    }

    /// Begins with the stream that follows; what came before it counts.
    fn next_stream(&mut self, hold: impl FnMut(usize) -> bool) -> Result<(), WireError> {
        if !self.encoding.may_repeat() || self.streams == MAX_STREAMS {
            return Err(WireError::EncodingBroken);
        }
        check_announced(self.encoding, &self.input, self.limit, self.written)?;
        let window = Decompressor::window(self.encoding, &self.input);
        ask(hold, window.saturating_sub(self.window))?;
        self.window = self.window.max(window);
        self.decompressor = Decompressor::new(self.encoding, &self.input)?;
        self.streams += 1;
        Ok(())
    }

    /// Goes on for a while; says whether the body is whole.
    ///
    /// # Errors
    /// [`WireError::DecompressedTooLarge`] as soon as there is one byte too much; [`WireError::EncodingBroken`] where the body is
    /// not whole streams and nothing else, more than one of which only gzip (RFC 1952, 2.2) and zstd (RFC 8878, 3) have;
    /// [`WireError::OutOfMemory`] where `hold` says no.
    pub fn step(&mut self, mut hold: impl FnMut(usize) -> bool) -> Result<bool, WireError> {
        if self.written == self.output.len() {
            self.grow(&mut hold)?;
        }
        let input = &self.input[..self.input.len().min(STEP_BYTES)];
        let end = self.output.len().min(self.written + STEP_BYTES);
        let Step { read, written, ended } = self.decompressor.step(input, &mut self.output[self.written..end])?;
        self.input.advance(read);
        self.written += written;
        if self.written > self.limit {
            return Err(WireError::DecompressedTooLarge { limit: self.limit });
        }
        match (ended, self.input.is_empty()) {
            (true, true) => {
                self.output.truncate(self.written);
                Ok(true)
            }
            (true, false) => self.next_stream(hold).map(|()| false),
            (false, _) if read == 0 && written == 0 => Err(WireError::EncodingBroken),
            (false, _) => Ok(false),
        }
    }

    /// Bytes of the body so far.
    #[must_use]
    pub fn written(&self) -> usize {
        self.written
    }

    /// The body, once [`Decompression::step`] has said that it is whole.
    #[must_use]
    pub fn finish(self) -> Bytes {
        self.output.into()
    }

    /// Makes room, up to one byte more than the body may have: whether there is one has to be seen.
    fn grow(&mut self, hold: impl FnMut(usize) -> bool) -> Result<(), WireError> {
        let first = self.input.len().saturating_mul(4).clamp(FIRST_BYTES, SMALL_BYTES);
        let room = if self.output.is_empty() { first } else { self.output.len() * 2 }.min(self.limit + 1);
        ask(hold, room - self.output.len())?;
        // Past a small body, addresses for the largest one: no page of them takes memory before it is written to.
        let capacity = if room <= SMALL_BYTES { room } else { self.limit + 1 };
        self.output.reserve_exact(capacity - self.output.len());
        self.output.resize(room, 0);
        Ok(())
    }
}

/// Refuses a stream that says beforehand that it makes the body too large.
fn check_announced(encoding: Encoding, input: &[u8], limit: usize, written: usize) -> Result<(), WireError> {
    let left = limit.saturating_sub(written) as u64;
    match Decompressor::announced(encoding, input) {
        Some(bytes) if bytes > left => Err(WireError::DecompressedTooLarge { limit }),
        _ => Ok(()),
    }
}

fn ask(mut hold: impl FnMut(usize) -> bool, bytes: usize) -> Result<(), WireError> {
    if hold(bytes) { Ok(()) } else { Err(WireError::OutOfMemory) }
}

impl From<Broken> for WireError {
    fn from(_: Broken) -> Self {
        Self::EncodingBroken
    }
}
