//! Plain JSON: one event, an array of events, an envelope with `events`, or one event a line.

use crate::body::content_type::Form;
use bytes::Bytes;
use sluice_event::{Batch, DecodeError, DecodeLimits};

/// Reads a batch.
///
/// # Errors
/// Where the body is not JSON, no events, or more than `limits` allow.
pub fn decode(form: Form, body: Bytes, limits: &DecodeLimits) -> Result<Batch, DecodeError> {
    match form {
        Form::Lines => Batch::from_ndjson(body, limits),
        Form::Json | Form::Protobuf => Batch::from_json(body, limits),
    }
}
