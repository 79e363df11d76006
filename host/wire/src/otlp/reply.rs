//! Replies, in the encoding of the request. <https://opentelemetry.io/docs/specs/otlp/#otlphttp-response>

use super::{Encoding, Signal};
use opentelemetry_proto::tonic::collector::{
    logs::v1::{ExportLogsPartialSuccess, ExportLogsServiceResponse},
    metrics::v1::{ExportMetricsPartialSuccess, ExportMetricsServiceResponse},
    trace::v1::{ExportTracePartialSuccess, ExportTraceServiceResponse},
};
use prost::Message;
use serde_json::json;
use sluice_event::line::Counts;

/// <https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto>
#[derive(Clone, PartialEq, Message)]
struct Status {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

/// The `Export…ServiceResponse`. Events that a filter dropped were taken as they should be; those whose content was withheld
/// because a filter failed count as rejected: the client cannot send them again, but its operator can see that they are lost.
#[must_use]
pub fn written(signal: Signal, encoding: Encoding, counts: &Counts) -> Vec<u8> {
    let rejected = i64::from(counts.withheld);
    let message = || "a filter failed: only the envelopes of these were written".to_owned();
    match (encoding, rejected) {
        (Encoding::Json, 0) => b"{}".to_vec(),
        (Encoding::Json, _) => {
            let name = match signal {
                Signal::Logs => "rejectedLogRecords",
                Signal::Traces => "rejectedSpans",
                Signal::Metrics => "rejectedDataPoints",
            };
            // Integers of 64 bits are texts in protobuf's JSON.
            let reply = json!({"partialSuccess": {name: rejected.to_string(), "errorMessage": message()}});
            reply.to_string().into_bytes()
        }
        (Encoding::Protobuf, 0) => Vec::new(),
        (Encoding::Protobuf, _) => match signal {
            Signal::Logs => {
                let part = ExportLogsPartialSuccess { rejected_log_records: rejected, error_message: message() };
                ExportLogsServiceResponse { partial_success: Some(part) }.encode_to_vec()
            }
            Signal::Traces => {
                let part = ExportTracePartialSuccess { rejected_spans: rejected, error_message: message() };
                ExportTraceServiceResponse { partial_success: Some(part) }.encode_to_vec()
            }
            Signal::Metrics => {
                let part = ExportMetricsPartialSuccess { rejected_data_points: rejected, error_message: message() };
                ExportMetricsServiceResponse { partial_success: Some(part) }.encode_to_vec()
            }
        },
    }
}

/// Why a request was refused. <https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RpcCode {
    /// The request is wrong, and would be at any time.
    InvalidArgument = 3,
    /// It took too long.
    DeadlineExceeded = 4,
    /// There is no such path.
    NotFound = 5,
    /// The sender may not.
    PermissionDenied = 7,
    /// It is too large, or there are too many.
    ResourceExhausted = 8,
    /// The path does not take it.
    Unimplemented = 12,
    /// The service failed.
    Internal = 13,
    /// Not at the moment.
    Unavailable = 14,
    /// The sender is not known.
    Unauthenticated = 16,
}

/// A `google.rpc.Status`.
#[must_use]
pub fn refused(encoding: Encoding, code: RpcCode, message: String) -> Vec<u8> {
    let status = Status { code: code as i32, message };
    match encoding {
        Encoding::Protobuf => status.encode_to_vec(),
        Encoding::Json => json!({"code": status.code, "message": status.message}).to_string().into_bytes(),
    }
}
