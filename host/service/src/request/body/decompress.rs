//! A body that has arrived, and what it is when it is decompressed.

use crate::memory::budget::Held;
use crate::request::large::LARGE_BYTES;
use crate::request::rejection::Rejection;
use bytes::Bytes;
use sluice_wire::{Decompression, body::content_encoding::Encoding};

/// A body that has arrived.
pub enum Body {
    /// As it is read.
    Whole(Bytes),
    /// As it came; it may be compressed.
    Arrived(Bytes),
    /// Its beginning is decompressed, and it is large.
    Begun(Box<Decompression>),
}

/// Decompresses a body up to a large one's size. It becomes no larger than `limit` bytes; the memory for it counts as held. Other
/// requests have their turn between two steps.
///
/// # Errors
/// [`Rejection::DecompressedTooLarge`], [`Rejection::EncodingBroken`], [`Rejection::BodiesBusy`].
pub async fn decompress_small(
    encoding: Encoding,
    body: Bytes,
    limit: usize,
    held: &mut Held,
) -> Result<Body, Rejection> {
    let mut hold = |bytes| held.add(bytes).is_ok();
    let mut body = Decompression::begin(encoding, body, limit, &mut hold)?;
    while !body.step(&mut hold)? {
        if body.written() > LARGE_BYTES {
            return Ok(Body::Begun(Box::new(body)));
        }
        tokio::task::yield_now().await;
    }
    Ok(Body::Whole(body.finish()))
}

impl Body {
    /// The whole body, for a thread that serves nobody else.
    ///
    /// # Errors
    /// Those of [`decompress_small`].
    pub fn decompress(self, encoding: Option<Encoding>, limit: usize, held: &mut Held) -> Result<Bytes, Rejection> {
        let mut hold = |bytes| held.add(bytes).is_ok();
        let mut body = match (self, encoding) {
            (Self::Whole(body), _) | (Self::Arrived(body), None) => return Ok(body),
            (Self::Arrived(body), Some(encoding)) => Decompression::begin(encoding, body, limit, &mut hold)?,
            (Self::Begun(body), _) => *body,
        };
        while !body.step(&mut hold)? {}
        Ok(body.finish())
    }
}
