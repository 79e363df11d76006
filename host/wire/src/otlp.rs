//! OTLP over HTTP: `/v1/logs`, `/v1/traces` and `/v1/metrics`, in protobuf and in JSON.
//! <https://opentelemetry.io/docs/specs/otlp/#otlphttp>
//!
//! Both encodings become the structs of `opentelemetry-proto`, and those become events, one way for both: one message gives
//! the same lines in either. JSON is read by [`from_json`] and not by the structs' own `serde`, which refuses unknown members
//! inside values and nulls, has no bound of depth or count, and knows no names of enums.

mod attributes;
mod from_json;
mod logs;
mod metrics;
mod origin;
mod points;
mod protobuf;
mod record;
pub mod reply;
mod signal;
mod span_parts;
mod spans;

pub use signal::{Encoding, Signal};
pub(super) use spans::Around;

use super::event_text::EventText;
use bytes::Bytes;
use opentelemetry_proto::tonic::collector::{
    logs::v1::ExportLogsServiceRequest, metrics::v1::ExportMetricsServiceRequest, trace::v1::ExportTraceServiceRequest,
};
use sluice_event::{Batch, DecodeError, DecodeLimits, Document, Json};

/// Reads a batch.
///
/// # Errors
/// Where the body is no such message, or more than `limits` allow.
pub fn decode(signal: Signal, encoding: Encoding, body: Bytes, limits: &DecodeLimits) -> Result<Batch, DecodeError> {
    let mut events = EventText::new(body.len(), limits);
    match encoding {
        Encoding::Protobuf => {
            protobuf::check(signal, &body, limits)?;
            match signal {
                Signal::Logs => {
                    logs::write(&protobuf::decode::<ExportLogsServiceRequest>(body)?.resource_logs, &mut events)?;
                }
                Signal::Traces => {
                    let request = protobuf::decode::<ExportTraceServiceRequest>(body)?;
                    spans::write(&request.resource_spans, &Around::default(), &mut events)?;
                }
                Signal::Metrics => {
                    metrics::write(
                        &protobuf::decode::<ExportMetricsServiceRequest>(body)?.resource_metrics,
                        &mut events,
                    )?;
                }
            }
        }
        Encoding::Json => {
            let document = document(body, limits)?;
            match signal {
                Signal::Logs => logs::write(&from_json::logs(document.root())?, &mut events)?,
                Signal::Traces => spans::write(&from_json::spans(document.root())?, &Around::default(), &mut events)?,
                Signal::Metrics => metrics::write(&from_json::metrics(document.root())?, &mut events)?,
            }
        }
    }
    events.batch(limits)
}

/// Writes the spans of an `ExportTraceServiceRequest` in JSON, as Faro has it in its own body.
pub(super) fn write_spans(request: Json<'_>, around: &Around<'_>, events: &mut EventText) -> Result<(), DecodeError> {
    spans::write(&from_json::spans(request)?, around, events)
}

/// A list of pairs within another takes four levels of OTLP's JSON and eight nodes, where an event's takes one and two.
pub(super) fn document(body: Bytes, limits: &DecodeLimits) -> Result<Document, DecodeError> {
    const WRAPPERS: usize = 12;
    json_document(body, 4 * limits.max_depth + WRAPPERS, 4 * limits.max_nodes)
}

/// A body of JSON that is not in the shape of events.
fn json_document(body: Bytes, depth: usize, nodes: usize) -> Result<Document, DecodeError> {
    let body = String::from_utf8(body.into())
        .map_err(|error| DecodeError::Syntax { offset: error.utf8_error().valid_up_to(), what: "invalid UTF-8" })?;
    Document::read(body, depth, nodes)
}
