//! How large a body may be, by who sends it.

use crate::config::sections::server::BodyConfig;
use http::{HeaderMap, header};
use hyper::body::{Body as _, Incoming};

/// What a body may hold at most when nobody has said yet who sends it: as much as a browser's beacon.
/// <https://fetch.spec.whatwg.org/#http-network-or-cache-fetch> (64 kibibytes in flight).
const BEACON_BYTES: usize = 64 << 10;

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
