//! Decompressing a body under a cap that is checked while the bytes come.

use super::{
    Budget, Held,
    content_encoding::Encoding,
    decompressor::{Broken, Decompressor, Step},
};
use crate::rejection::Rejection;
use bytes::Bytes;

/// Bytes that are read, or written, at a time: some 200 µs, after which other requests have their turn.
const STEP_BYTES: usize = 64 << 10;
/// Bytes that a small body gets to be decompressed into.
const FIRST_BYTES: usize = 4 << 10;

/// Bytes up to which a body is copied when it grows.
const SMALL_BYTES: usize = 256 << 10;

/// A body while it is decompressed.
struct Body<'a> {
    decompressor: Decompressor,
    input: &'a [u8],
    output: Vec<u8>,
    written: usize,
    limit: usize,
}

/// Decompresses a whole body, which becomes no larger than `limit` bytes; the memory for it counts as held.
///
/// # Errors
/// [`Rejection::DecompressedTooLarge`] as soon as there is one byte too much; [`Rejection::EncodingBroken`] where the body is
/// not one whole stream and nothing else; [`Rejection::BodiesBusy`].
pub async fn decompress(encoding: Encoding, body: &[u8], limit: usize, held: &mut Held) -> Result<Bytes, Rejection> {
    let mut body = Body::new(encoding, body, limit, held)?;
    while !body.step(held)? {
        tokio::task::yield_now().await;
    }
    Ok(body.output.into())
}

/// As [`decompress`], in one go and beside any budget: for a thread that has nothing else to do.
///
/// # Errors
/// As [`decompress`].
pub fn decompress_at_once(encoding: Encoding, body: &[u8], limit: usize) -> Result<Bytes, Rejection> {
    let mut held = Budget::new(usize::MAX).hold();
    let mut body = Body::new(encoding, body, limit, &mut held)?;
    while !body.step(&mut held)? {}
    Ok(body.output.into())
}

impl<'a> Body<'a> {
    fn new(encoding: Encoding, input: &'a [u8], limit: usize, held: &mut Held) -> Result<Self, Rejection> {
        if Decompressor::announced(encoding, input).is_some_and(|bytes| bytes > limit as u64) {
            return Err(Rejection::DecompressedTooLarge { limit });
        }
        held.add(Decompressor::window(encoding, input))?;
        let decompressor = Decompressor::new(encoding, input)?;
        Ok(Self { decompressor, input, output: Vec::new(), written: 0, limit })
    }

    /// Goes on for a while; says whether the body is whole.
    fn step(&mut self, held: &mut Held) -> Result<bool, Rejection> {
        if self.written == self.output.len() {
            self.grow(held)?;
        }
        let input = &self.input[..self.input.len().min(STEP_BYTES)];
        let end = self.output.len().min(self.written + STEP_BYTES);
        let Step { read, written, ended } = self.decompressor.step(input, &mut self.output[self.written..end])?;
        self.input = &self.input[read..];
        self.written += written;
        if self.written > self.limit {
            return Err(Rejection::DecompressedTooLarge { limit: self.limit });
        }
        match (ended, self.input.is_empty()) {
            (true, true) => {
                self.output.truncate(self.written);
                Ok(true)
            }
            (true, false) => Err(Rejection::EncodingBroken),
            (false, _) if read == 0 && written == 0 => Err(Rejection::EncodingBroken),
            (false, _) => Ok(false),
        }
    }

    /// Makes room, up to one byte more than the body may have: whether there is one has to be seen.
    fn grow(&mut self, held: &mut Held) -> Result<(), Rejection> {
        let first = self.input.len().saturating_mul(4).clamp(FIRST_BYTES, SMALL_BYTES);
        let room = if self.output.is_empty() { first } else { self.output.len() * 2 }.min(self.limit + 1);
        held.add(room - self.output.len())?;
        // Past a small body, addresses for the largest one: no page of them takes memory before it is written to.
        let capacity = if room <= SMALL_BYTES { room } else { self.limit + 1 };
        self.output.reserve_exact(capacity - self.output.len());
        self.output.resize(room, 0);
        Ok(())
    }
}

impl From<Broken> for Rejection {
    fn from(_: Broken) -> Self {
        Self::EncodingBroken
    }
}
