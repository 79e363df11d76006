//! The only home of wire formats: bytes to a batch, and what happened to a reply.

pub mod body;
pub mod datadog;
mod error;
pub mod faro;
mod format;
pub mod json;
mod mapping;
pub mod otlp;
pub mod publishable_key;
pub mod recording;
pub mod reports;
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

/// What the head of a request says of its body.
pub struct Received<'a> {
    /// When it came: milliseconds since 1970.
    pub at_ms: i64,
    /// The browser, where the body does not say it.
    pub user_agent: Option<&'a str>,
    /// The query that it was sent with.
    pub query: Option<&'a str>,
    /// What is known of reports that were delivered before.
    pub seen: &'a dyn Fn(&reports::Delivered) -> reports::Seen,
}

impl Received<'_> {
    /// Of a body that came by no request.
    pub const NOTHING: Received<'static> =
        Received { at_ms: 0, user_agent: None, query: None, seen: &|_| reports::Seen::New { merged: 0 } };
}

/// What a body says.
#[derive(Debug)]
pub struct Decoded {
    /// The events.
    pub batch: Batch,
    /// What an envelope of Sentry says beside them.
    pub sentry: Option<Box<sentry::Summary>>,
    /// By what to know its reports when they are delivered again.
    pub delivered: Vec<reports::Delivered>,
    /// Whether its report is to be read again later.
    pub is_later: bool,
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
    received: &Received<'_>,
) -> Result<Decoded, DecodeError> {
    let batch = match route {
        Route::Events => json::decode(form, body, limits),
        Route::Otlp(signal) => otlp::decode(signal, Encoding::of(form), body, limits),
        Route::Faro => faro::decode(body, limits, omitted_meta),
        Route::Sentry(endpoint) => {
            let (batch, summary) = sentry::decode(endpoint, body, limits)?;
            return Ok(Decoded { batch, sentry: Some(Box::new(summary)), delivered: Vec::new(), is_later: false });
        }
        Route::Reports => return reports::decode(body, limits, received),
        Route::Datadog(intake) => datadog::decode(intake, body, limits, received),
    };
    Ok(Decoded { batch: batch?, sentry: None, delivered: Vec::new(), is_later: false })
}

#[cfg(test)]
mod tests;
