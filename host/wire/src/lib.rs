//! The only home of wire formats: bytes to a batch, and what happened to a reply.

mod base64;
pub mod content_encoding;
pub mod content_type;
mod decompress;
mod decompressor;
mod error;
mod event_text;
pub mod faro;
mod form;
pub mod json;
mod known;
pub mod otlp;
mod route;

use bytes::Bytes;
use content_type::Form;
use otlp::Encoding;
use sluice_event::{Batch, DecodeError, DecodeLimits};

pub use decompress::{Decompression, decompress_at_once};
pub use error::WireError;
pub use route::Route;

/// Reads a batch; of Faro's `meta`, without the members named in `omitted_meta`.
///
/// # Errors
/// Where the body is not what the route takes, or more than `limits` allow.
pub fn decode(
    route: Route,
    form: Form,
    body: Bytes,
    limits: &DecodeLimits,
    omitted_meta: &[String],
) -> Result<Batch, DecodeError> {
    match route {
        Route::Events => json::decode(form, body, limits),
        Route::Otlp(signal) => otlp::decode(signal, Encoding::of(form), body, limits),
        Route::Faro => faro::decode(body, limits, omitted_meta),
    }
}

#[cfg(test)]
mod tests;
