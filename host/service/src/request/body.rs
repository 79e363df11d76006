//! The body of a request, under limits of size, time and of what all requests hold together.

use super::large::LARGE_BYTES;
use super::reply::rejection::Rejection;
use crate::config::sections::server::BodyConfig;
use crate::memory::budget::{Budget, Held};
use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};
use sluice_wire::{Decompression, body::content_encoding::Encoding};
use std::{sync::Arc, time::Duration};

/// What a field of a head takes beside its text.
const FIELD_BYTES: usize = 128;
/// The task of a request, and hyper's state for it: over HTTP/2 they outlive the connection.
const REQUEST_BYTES: usize = 8 << 10;

/// Counts a request and its head, whoever has sent it: its fields stay in memory for as long as its body takes.
pub fn hold_head(budget: &Arc<Budget>, head: &HeaderMap) -> Held {
    let fields = head.iter().map(|(name, value)| FIELD_BYTES + name.as_str().len() + value.len());
    let mut held = budget.hold();
    // Whether there is room is asked when it is known for whom.
    let _ = held.add(REQUEST_BYTES + fields.sum::<usize>());
    held
}

/// Reads a body of at most `limit` bytes, as it came.
///
/// # Errors
/// [`Rejection::BodyTooLarge`] as soon as it is known, by `Content-Length` or by the bytes that came;
/// [`Rejection::BodyTimeout`], [`Rejection::BodyBroken`], [`Rejection::BodiesBusy`].
pub async fn read(
    body: &mut Incoming,
    limit: usize,
    timeout: Duration,
    mut held: Held,
) -> Result<(Bytes, Held), Rejection> {
    if body.size_hint().lower() > limit as u64 {
        return Err(Rejection::BodyTooLarge { limit });
    }
    let gathered = tokio::time::timeout(timeout, gather(body, limit, &mut held)).await;
    Ok((gathered.map_err(|_| Rejection::BodyTimeout { timeout })??, held))
}

async fn gather(body: &mut Incoming, limit: usize, held: &mut Held) -> Result<Bytes, Rejection> {
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Rejection::BodyBroken)?.into_data() else { continue };
        if first.len() + all.len() + data.len() > limit {
            return Err(Rejection::BodyTooLarge { limit });
        }
        held.add(data.len())?;
        if first.is_empty() && all.is_empty() {
            first = data;
            continue;
        }
        if all.is_empty() {
            let announced = usize::try_from(body.size_hint().lower()).unwrap_or(limit).min(limit);
            all.reserve(first.len() + data.len() + announced);
            all.extend_from_slice(&std::mem::take(&mut first));
        }
        all.extend_from_slice(&data);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

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

/// Takes what is left of the body of a refused request, so that its client, which writes before it reads, gets to read why.
/// No more than twice the largest body, and not for long: a client that goes on sees its connection closed.
pub async fn discard(body: &mut Incoming, mut look: impl FnMut(&[u8])) {
    const BYTES: usize = 8 << 20;
    const TIME: Duration = Duration::from_secs(1);
    let discarded = async {
        let mut left = BYTES;
        while let Some(Ok(frame)) = body.frame().await {
            frame.data_ref().into_iter().for_each(|data| look(data));
            match left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) {
                Some(rest) => left = rest,
                None => break,
            }
        }
    };
    let _ = tokio::time::timeout(TIME, discarded).await;
}

/// What a body may hold at most when nobody has said yet who sends it: as much as a browser's beacon.
/// <https://fetch.spec.whatwg.org/#http-network-or-cache-fetch> (64 kibibytes in flight).
pub const BEACON_BYTES: usize = 64 << 10;

/// What a compressed body may hold at most when nobody has said yet who sends it. A browser's beacon is not compressed.
const COMPRESSED_BEACON_BYTES: usize = BEACON_BYTES / 8;

/// Whether a body is larger than what a sender who is not known may send, or may be.
#[must_use]
pub fn is_large(body: &Incoming, headers: &HeaderMap) -> bool {
    let is_compressed = headers.contains_key(header::CONTENT_ENCODING);
    let most = if is_compressed { COMPRESSED_BEACON_BYTES } else { BEACON_BYTES };
    body.size_hint().upper().is_none_or(|bytes| bytes > most as u64)
}

/// Bytes that a body may have as it comes.
#[must_use]
pub fn limit(config: &BodyConfig, is_known: bool) -> usize {
    if is_known { config.max_bytes } else { config.max_bytes.min(BEACON_BYTES) }
}

/// Up to here, what may be sent as it is may be sent compressed at any ratio.
const ANY_RATIO_BYTES: usize = 1 << 20;

/// Bytes that a body of so many `compressed` ones may have when it is decompressed. Of a sender who is not known, it may be
/// eight times a beacon.
#[must_use]
pub fn decompressed_limit(config: &BodyConfig, compressed: usize, is_known: bool) -> usize {
    let by_ratio =
        compressed.saturating_mul(config.max_decompression_ratio).max(limit(config, is_known).min(ANY_RATIO_BYTES));
    let by_size = if is_known { usize::MAX } else { 8 * BEACON_BYTES };
    config.max_decompressed_bytes.min(by_ratio).min(by_size)
}

#[cfg(test)]
mod tests;
