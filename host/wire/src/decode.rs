//! From a route to its decoder.

use crate::{
    body::content_type::Form,
    datadog,
    decoded::Decoded,
    faro, json,
    otlp::{self, Encoding},
    received::Received,
    reports,
    route::Route,
    sentry,
};
use bytes::Bytes;
use sluice_event::{DecodeError, DecodeLimits};

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
            return Ok(Decoded {
                batch: Box::new(batch),
                sentry: Some(Box::new(summary)),
                delivered: Vec::new(),
                is_later: false,
            });
        }
        Route::Reports => return reports::decode(body, limits, received),
        Route::Datadog(intake) => datadog::decode(intake, body, limits, received),
    };
    Ok(Decoded { batch: Box::new(batch?), sentry: None, delivered: Vec::new(), is_later: false })
}
