//! Replies, in the encoding of the request. <https://opentelemetry.io/docs/specs/otlp/#otlphttp-response>

use super::signal::{Encoding, Signal};
use prost::Message;
use serde_json::json;
use sluice_event::{DecodeReport, line::Counts};

/// `ExportLogsServiceResponse`, and those of the other signals, which have the same fields under other names.
#[derive(Clone, PartialEq, Message)]
struct ExportServiceResponse {
    #[prost(message, optional, tag = "1")]
    partial_success: Option<ExportPartialSuccess>,
}

/// `ExportLogsPartialSuccess`, and those of the other signals.
#[derive(Clone, PartialEq, Message)]
struct ExportPartialSuccess {
    /// `rejected_log_records`, `rejected_spans` or `rejected_data_points`.
    #[prost(int64, tag = "1")]
    rejected: i64,
    #[prost(string, tag = "2")]
    error_message: String,
}

/// <https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto>
#[derive(Clone, PartialEq, Message)]
struct Status {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

/// The `Export…ServiceResponse`. Events that a filter dropped were taken as they should be; those whose content was withheld
/// because a filter failed, and records that could not be read, count as rejected: the client cannot send them again, but its
/// operator can see that they are lost. A body in which nothing was recognised gets a message alone, as the protocol has it
/// for warnings.
#[must_use]
pub fn written(signal: Signal, encoding: Encoding, counts: &Counts, report: &DecodeReport) -> Vec<u8> {
    let Some(partial_success) = partial_success(counts, report) else {
        return match encoding {
            Encoding::Json => b"{}".to_vec(),
            Encoding::Protobuf => Vec::new(),
        };
    };
    match encoding {
        Encoding::Json => {
            let name = match signal {
                Signal::Logs => "rejectedLogRecords",
                Signal::Traces => "rejectedSpans",
                Signal::Metrics => "rejectedDataPoints",
            };
            let ExportPartialSuccess { rejected, error_message } = partial_success;
            // Integers of 64 bits are texts in protobuf's JSON.
            let reply = json!({"partialSuccess": {name: rejected.to_string(), "errorMessage": error_message}});
            reply.to_string().into_bytes()
        }
        Encoding::Protobuf => ExportServiceResponse { partial_success: Some(partial_success) }.encode_to_vec(),
    }
}

fn partial_success(counts: &Counts, report: &DecodeReport) -> Option<ExportPartialSuccess> {
    let mut messages = Vec::new();
    if let Some(first) = report.rejected.first() {
        let (count, list, index, reason) =
            (report.rejected_count - report.other_kinds, first.list, first.index, first.reason);
        messages
            .push(format!("{count} could not be read, the first of them number {index} of a list `{list}`: {reason}"));
    }
    if report.other_kinds > 0 {
        messages.push(format!("{} left out: the publishable key is not for their kinds", report.other_kinds));
    }
    if counts.withheld > 0 {
        messages.push("a filter failed: only the envelopes of these were written".to_owned());
    }
    messages.extend(report.unrecognised.map(|why| why.to_string()));
    (!messages.is_empty()).then(|| ExportPartialSuccess {
        rejected: i64::from(counts.withheld).saturating_add_unsigned(report.rejected_count as u64),
        error_message: messages.join("; "),
    })
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
