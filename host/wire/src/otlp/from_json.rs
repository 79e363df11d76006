//! OTLP's JSON to the structs of `opentelemetry-proto`. <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>
//!
//! Names of members are in lower camel case, unknown ones are passed over, null is the default; integers of 64 bits come as
//! texts or as numbers, enums as numbers (and, more than is asked, as their names), ids in hexadecimal, bytes in base64.

mod common;
mod logs;
mod metrics;
mod points;
mod spans;
mod values;

pub(super) use logs::logs;
pub(super) use metrics::metrics;
pub(super) use spans::spans;
