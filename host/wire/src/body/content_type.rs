//! `Content-Type`: which types each route takes. <https://www.rfc-editor.org/rfc/rfc9110#section-8.3>

pub use super::form::Form;
use crate::{error::WireError, route::Route};
use http::{HeaderMap, header};

/// As the header `Accept` has them.
const OF_EVENTS: &str = "application/json, application/x-ndjson, text/plain";
const OF_OTLP: &str = "application/json, application/x-protobuf, text/plain";
const OF_FARO: &str = "application/json, text/plain";

/// What `Content-Type` says; a beacon's `text/plain` and no type at all are taken as JSON. Parameters, such as a charset, are
/// passed over: JSON is UTF-8.
///
/// # Errors
/// [`WireError::UnsupportedType`].
pub fn form(route: Route, headers: &HeaderMap) -> Result<Form, WireError> {
    let taken = match route {
        Route::Events => OF_EVENTS,
        Route::Otlp(_) => OF_OTLP,
        Route::Faro => OF_FARO,
        // An envelope with a file in it is bytes, and has no type.
        Route::Sentry(_) => return Ok(Form::Json),
    };
    match (route, said(headers)) {
        (_, Some(Form::Json)) => Ok(Form::Json),
        (Route::Events, Some(Form::Lines)) => Ok(Form::Lines),
        (Route::Otlp(_), Some(Form::Protobuf)) => Ok(Form::Protobuf),
        _ => Err(WireError::UnsupportedType { taken }),
    }
}

/// What the header says, whatever the route takes.
#[must_use]
pub fn said(headers: &HeaderMap) -> Option<Form> {
    const NAMES: [(&str, Form); 8] = [
        ("application/json", Form::Json),
        ("text/plain", Form::Json),
        ("", Form::Json),
        ("application/x-ndjson", Form::Lines),
        ("application/ndjson", Form::Lines),
        ("application/jsonl", Form::Lines),
        ("application/x-protobuf", Form::Protobuf),
        ("application/protobuf", Form::Protobuf),
    ];
    let Some(value) = headers.get(header::CONTENT_TYPE) else { return Some(Form::Json) };
    let essence = value.to_str().ok()?.split(';').next()?.trim();
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(essence)).map(|(_, form)| *form)
}
