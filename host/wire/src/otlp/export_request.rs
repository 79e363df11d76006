//! From an export request to events.

use super::{
    read::{Message, Reader},
    signal::{Encoding, Signal},
    write::{
        logs, metrics,
        spans::{self, Around},
    },
};
use bytes::Bytes;
use sluice_event::{Batch, BatchBuilder, DecodeError, DecodeLimits, DecodeReport, Document, Json};

/// Reads a batch.
///
/// # Errors
/// Where the body is no such message, or more than `limits` allow.
pub fn decode(signal: Signal, encoding: Encoding, body: Bytes, limits: &DecodeLimits) -> Result<Batch, DecodeError> {
    match encoding {
        Encoding::Protobuf => {
            Batch::build(body.len(), limits, |events| write(signal, Message::Protobuf(&body), limits, events))
        }
        Encoding::Json => document(body, limits)?.into_batch_with_other_names(limits, |document, events| {
            write(signal, Message::Json(document.root()), limits, events)
        }),
    }
}

fn write(
    signal: Signal,
    request: Message<'_>,
    limits: &DecodeLimits,
    events: &mut BatchBuilder<'_>,
) -> Result<DecodeReport, DecodeError> {
    let mut reader = Reader::new(request, limits);
    match signal {
        Signal::Logs => logs::write(request, &mut reader, events),
        Signal::Traces => spans::write(request, &Around::default(), &mut reader, events),
        Signal::Metrics => metrics::write(request, &mut reader, events),
    }?;
    Ok(reader.report)
}

/// Writes the spans of an `ExportTraceServiceRequest` in JSON, as Faro has it in its own body.
pub(crate) fn write_spans(
    request: Json<'_>,
    around: &Around<'_>,
    limits: &DecodeLimits,
    events: &mut BatchBuilder<'_>,
) -> Result<DecodeReport, DecodeError> {
    let request = Message::Json(request);
    let mut reader = Reader::new(request, limits);
    spans::write(request, around, &mut reader, events)?;
    Ok(reader.report)
}

/// A list of pairs within another takes four levels of OTLP's JSON and eight nodes, where an event's takes one and two.
pub(crate) fn document(body: Bytes, limits: &DecodeLimits) -> Result<Document, DecodeError> {
    const WRAPPERS: usize = 12;
    json_document(body, 4 * limits.max_depth + WRAPPERS, 4 * limits.max_nodes)
}

/// A body of JSON that is not in the shape of events.
fn json_document(body: Bytes, depth: usize, nodes: usize) -> Result<Document, DecodeError> {
    let body = String::from_utf8(body.into())
        .map_err(|error| DecodeError::Syntax { offset: error.utf8_error().valid_up_to(), what: "invalid UTF-8" })?;
    Document::read(body, depth, nodes)
}
