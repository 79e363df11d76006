//! Replies to requests that were refused.

use super::response::{JSON, Reply, media_type, with_body};
use super::{retry_after, sentry_limits};
use crate::request::credentials::Place;
use crate::request::rejection::Rejection;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sluice_wire::{
    Route,
    body::{
        content_encoding,
        content_type::{self, Form},
    },
    otlp::{self, Encoding, reply::RpcCode},
};

/// The error: for OTLP, a `google.rpc.Status` in the encoding of the request, which has these `asked` headers; for all others,
/// JSON with a stable `reason`, a text for people, and the id to find the request by.
#[must_use]
pub fn rejected(route: Option<Route>, asked: &HeaderMap, rejection: &Rejection, request_id: &str) -> Reply {
    let mut reply = match route {
        Some(Route::Otlp(_)) => {
            let encoding = Encoding::of(content_type::said(asked).unwrap_or(Form::Json));
            let body = otlp::reply::refused(encoding, rpc_code(rejection.status()), rejection.to_string());
            with_body(rejection.status(), media_type(encoding), body)
        }
        _ => with_body(rejection.status(), JSON, error(rejection, request_id)),
    };
    let headers = reply.headers_mut();
    let retry_after = rejection.retry_after().map(|wait| retry_after::seconds(route, wait, asked));
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    if let Some(Route::Sentry(_)) = route {
        sentry_limits::tell_limits(headers, rejection, retry_after);
    }
    if let Some(challenge) = challenge(rejection) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => say_what_is_taken(rejection, headers),
        StatusCode::METHOD_NOT_ALLOWED => {
            headers.insert(header::ALLOW, HeaderValue::from_static("POST, OPTIONS"));
        }
        _ => {}
    }
    reply
}

fn rpc_code(status: StatusCode) -> RpcCode {
    match status.as_u16() {
        401 => RpcCode::Unauthenticated,
        403 => RpcCode::PermissionDenied,
        404 => RpcCode::NotFound,
        408 => RpcCode::DeadlineExceeded,
        405 | 501 => RpcCode::Unimplemented,
        413 | 429 => RpcCode::ResourceExhausted,
        502..=504 => RpcCode::Unavailable,
        500.. => RpcCode::Internal,
        _ => RpcCode::InvalidArgument,
    }
}

/// No error where there is no token of this scheme to be wrong: <https://www.rfc-editor.org/rfc/rfc6750#section-3.1>
fn challenge(rejection: &Rejection) -> Option<&'static str> {
    match rejection {
        Rejection::TokenMissing | Rejection::TokenMalformed { at: Place::OtherScheme } => Some("Bearer"),
        Rejection::TokenMalformed { .. } | Rejection::TokenTwice => Some(r#"Bearer error="invalid_request""#),
        Rejection::TokenRefused => Some(r#"Bearer error="invalid_token""#),
        _ => None,
    }
}

/// <https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16>
fn say_what_is_taken(rejection: &Rejection, headers: &mut HeaderMap) {
    match rejection {
        Rejection::UnsupportedType { taken } => headers.insert(header::ACCEPT, HeaderValue::from_static(taken)),
        _ => headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(content_encoding::Encoding::TAKEN)),
    };
}

fn error(rejection: &Rejection, request_id: &str) -> Vec<u8> {
    let body = serde_json::json!({"error": {
        "reason": rejection.reason(),
        "message": rejection.to_string(),
        "request_id": request_id,
    }});
    body.to_string().into_bytes()
}
