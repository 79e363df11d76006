//! Decoders: what was encoded comes back, both encodings of one message give the same lines, and nothing from outside harms.

mod compression;
mod faro;
mod hostile;
mod measure;
mod messages;
mod odd;
mod otlp;
mod sentry;

use super::otlp::{Encoding, Signal, decode};
use bytes::Bytes;
use prost::encoding::encode_varint;
use serde_json::Value;
use sluice_event::{
    Batch, DecodeError, DecodeLimits,
    line::{Envelope, write_lines},
};

/// The content of the lines of a batch.
fn lines(batch: &Batch) -> Vec<Value> {
    let envelope = Envelope {
        received_at: "2026-11-22T10:00:00.000Z",
        tenant_id: None,
        tenant_name: None,
        user: None,
        sender: sluice_event::line::Sender::Token,
        request_id: "r",
        max_line_bytes: 1 << 24,
    };
    let mut out = Vec::new();
    write_lines(batch, &envelope, &mut out);
    out.split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

fn read(signal: Signal, encoding: Encoding, body: impl Into<Bytes>) -> Result<Vec<Value>, DecodeError> {
    decode(signal, encoding, body.into(), &DecodeLimits::default()).map(|batch| lines(&batch))
}

/// A message as a field of the message around it.
fn wrapped(field: u64, message: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    encode_varint(field << 3 | 2, &mut out);
    encode_varint(message.len() as u64, &mut out);
    out.extend_from_slice(message);
    out
}
