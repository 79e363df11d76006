//! Bodies: what is decoded gives good lines, and plain JSON is what `serde_json` says it is.

use crate::lines;
use bytes::Bytes;
use serde_json::Value;
use sluice_event::{Batch, DecodeError, DecodeLimits};
use sluice_wire::{
    Received,
    body::content_encoding::Encoding as Compression,
    datadog::{self as datadog_format, Intake},
    decompress_at_once, faro as faro_format,
    otlp::{self, Encoding, Signal},
    reports::{self as reports_format, Seen},
    sentry::{self as sentry_format, Endpoint, ItemCounter},
};

const LIMITS: DecodeLimits = DecodeLimits { max_events: 50, max_depth: 32, max_nodes: 10_000 };
/// Bytes that a stream may become.
const DECOMPRESSED: usize = 1 << 20;

pub fn json(data: &[u8]) {
    let decoded = Batch::from_json(Bytes::copy_from_slice(data), &LIMITS);
    // One byte order mark is passed over.
    let json = serde_json::from_slice::<Value>(data.strip_prefix("\u{feff}".as_bytes()).unwrap_or(data));
    match (&decoded, json) {
        // Half a character, and a number that no float holds, are JSON to us and an error to serde_json.
        (Ok(_), Err(error)) => {
            let why = error.to_string();
            assert!(why.contains("hex escape") || why.contains("surrogate") || why.contains("out of range"), "{why}");
        }
        (Err(DecodeError::Syntax { .. }), Ok(json)) => panic!("refused: {json}"),
        _ => {}
    }
    decoded.iter().for_each(lines::check);
}

pub fn ndjson(data: &[u8]) {
    Batch::from_ndjson(Bytes::copy_from_slice(data), &LIMITS).iter().for_each(lines::check);
}

pub fn otlp_json(data: &[u8]) {
    signals(data, Encoding::Json);
}

pub fn otlp_protobuf(data: &[u8]) {
    signals(data, Encoding::Protobuf);
}

/// The first byte chooses the signal.
fn signals(data: &[u8], encoding: Encoding) {
    let Some((first, body)) = data.split_first() else { return };
    let signal = [Signal::Logs, Signal::Traces, Signal::Metrics][usize::from(*first) % 3];
    otlp::decode(signal, encoding, Bytes::copy_from_slice(body), &LIMITS).iter().for_each(lines::check);
}

pub fn faro(data: &[u8]) {
    faro_format::decode(Bytes::copy_from_slice(data), &LIMITS, &["sdk".to_owned()]).iter().for_each(lines::check);
}

pub fn sentry(data: &[u8]) {
    let decoded = sentry_format::decode(Endpoint::Envelope, Bytes::copy_from_slice(data), &LIMITS);
    decoded.iter().for_each(|(batch, _)| lines::check(batch));
    // In pieces or not, what is refused is counted alike.
    let counts = |pieces: &mut dyn Iterator<Item = &[u8]>| -> Vec<_> {
        let mut counter = ItemCounter::default();
        pieces.for_each(|piece| counter.feed(piece));
        counter.finish().map(|(category, count)| (category.name(), count)).collect()
    };
    assert_eq!(counts(&mut [data].into_iter()), counts(&mut data.chunks(3)));
}

pub fn reports(data: &[u8]) {
    let received = Received {
        at_ms: 1_795_341_600_000,
        user_agent: Some("agent"),
        query: None,
        seen: &|_| Seen::New { merged: 0 },
    };
    if let Ok(decoded) = reports_format::decode(Bytes::copy_from_slice(data), &LIMITS, &received) {
        assert_eq!(decoded.batch.len(), decoded.delivered.len());
        lines::check(&decoded.batch);
    }
}

/// The first byte chooses the intake.
pub fn datadog(data: &[u8]) {
    let Some((first, body)) = data.split_first() else { return };
    let intake = [Intake::Rum, Intake::Logs][usize::from(*first) % 2];
    let received = Received { at_ms: 0, user_agent: None, query: None, seen: &|_| Seen::Written };
    datadog_format::decode(intake, Bytes::copy_from_slice(body), &LIMITS, &received).iter().for_each(lines::check);
}

pub fn gzip(data: &[u8]) {
    decompressed(Compression::Gzip, data);
}

pub fn deflate(data: &[u8]) {
    decompressed(Compression::Deflate, data);
}

pub fn brotli(data: &[u8]) {
    decompressed(Compression::Brotli, data);
}

pub fn zstd(data: &[u8]) {
    decompressed(Compression::Zstd, data);
}

fn decompressed(compression: Compression, data: &[u8]) {
    if let Ok(body) = decompress_at_once(compression, data, DECOMPRESSED) {
        assert!(body.len() <= DECOMPRESSED);
    }
}
