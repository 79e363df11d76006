//! Plain JSON: one event, an array of events, an envelope with `events`, or one event a line.

use crate::{
    event::{Batch, DecodeLimits},
    rejection::Rejection,
};
use bytes::Bytes;
use http::{HeaderMap, header};

/// As the header `Accept` has it.
const TAKEN: &str = "application/json, application/x-ndjson, text/plain";

/// How the text of a body is cut into events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// One JSON document.
    Document,
    /// One JSON document a line. <https://github.com/ndjson/ndjson-spec>
    Lines,
}

/// What `Content-Type` says; a beacon's `text/plain` and no type at all are taken as JSON.
///
/// # Errors
/// [`Rejection::UnsupportedType`].
pub fn framing(headers: &HeaderMap) -> Result<Framing, Rejection> {
    let Some(value) = headers.get(header::CONTENT_TYPE) else { return Ok(Framing::Document) };
    let unsupported = Rejection::UnsupportedType { taken: TAKEN };
    let Ok(text) = value.to_str() else { return Err(unsupported) };
    let essence = text.split(';').next().unwrap_or_default().trim();
    let is = |name: &str| essence.eq_ignore_ascii_case(name);
    if is("application/json") || is("text/plain") || is("") {
        Ok(Framing::Document)
    } else if is("application/x-ndjson") || is("application/ndjson") || is("application/jsonl") {
        Ok(Framing::Lines)
    } else {
        Err(unsupported)
    }
}

/// Reads a batch.
///
/// # Errors
/// [`Rejection::Unreadable`].
pub fn decode(framing: Framing, body: Bytes, limits: &DecodeLimits) -> Result<Batch, Rejection> {
    Ok(match framing {
        Framing::Document => Batch::from_json(body, limits)?,
        Framing::Lines => Batch::from_ndjson(body, limits)?,
    })
}
