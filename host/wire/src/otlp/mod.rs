//! OTLP over HTTP: `/v1/logs`, `/v1/traces` and `/v1/metrics`, in protobuf and in JSON.
//! <https://opentelemetry.io/docs/specs/otlp/#otlphttp>
//!
//! Both encodings become the structs of [`read`], which borrow from the body, and those become events, one way for both: one
//! message gives the same lines in either.

mod export_request;
mod read;
pub mod reply;
mod signal;
mod write;

pub use export_request::decode;
pub(crate) use export_request::{document, write_spans};
pub use signal::{Encoding, Signal};
pub(crate) use write::spans::Around;
