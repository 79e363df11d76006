//! The only home of wire formats: bytes to a batch, and what happened to a reply.

pub mod body;
mod error;
mod event_text;
pub mod faro;
mod format;
pub mod json;
pub mod otlp;
pub mod publishable_key;
pub mod recording;
mod route;
pub mod sentry;

use body::content_type::Form;
use bytes::Bytes;
use otlp::Encoding;
use sluice_event::{Batch, DecodeError, DecodeLimits};

pub use body::decompress::{Decompression, decompress_at_once};
pub use error::WireError;
pub use format::Format;
pub use route::Route;

/// What a body says.
#[derive(Debug)]
pub struct Decoded {
    /// The events.
    pub batch: Batch,
    /// What an envelope of Sentry says beside them.
    pub sentry: Option<Box<sentry::Summary>>,
}

/// Reads a body; of Faro's `meta`, without the members named in `omitted_meta`.
///
/// # Errors
/// Where the body is not what the route takes, or more than `limits` allow.
pub fn decode(
    route: Route,
    form: Form,
    body: Bytes,
    limits: &DecodeLimits,
    omitted_meta: &[String],
) -> Result<Decoded, DecodeError> {
    let batch = match route {
        Route::Events => json::decode(form, body, limits),
        Route::Otlp(signal) => otlp::decode(signal, Encoding::of(form), body, limits),
        Route::Faro => faro::decode(body, limits, omitted_meta),
        Route::Sentry(endpoint) => {
            let (batch, summary) = sentry::decode(endpoint, body, limits)?;
            return Ok(Decoded { batch, sentry: Some(Box::new(summary)) });
        }
    };
    Ok(Decoded { batch: batch?, sentry: None })
}

#[cfg(test)]
mod tests;
