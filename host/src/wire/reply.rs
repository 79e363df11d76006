//! Replies: what became of a batch, or why a request was refused.

use crate::{body::content_encoding::Encoding, line::Counts, rejection::Rejection};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use std::io::Write;

/// The reply of every route.
pub type Reply = Response<Full<Bytes>>;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// 200 with the fates of the batch's events.
#[must_use]
pub fn written(counts: &Counts) -> Reply {
    let mut body = Vec::with_capacity(64);
    let Counts { written, dropped, withheld, .. } = counts;
    let _ = write!(body, r#"{{"written":{written},"dropped":{dropped},"withheld":{withheld}}}"#);
    json(StatusCode::OK, body)
}

/// 204, for a preflight.
#[must_use]
pub fn empty() -> Reply {
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = StatusCode::NO_CONTENT;
    reply
}

/// The error as JSON: a stable `reason`, a text for people, and the id to find the request by.
#[must_use]
pub fn rejected(rejection: &Rejection, request_id: &str) -> Reply {
    let body = serde_json::json!({"error": {
        "reason": rejection.reason(),
        "message": rejection.to_string(),
        "request_id": request_id,
    }});
    let mut reply = json(rejection.status(), body.to_string().into_bytes());
    let headers = reply.headers_mut();
    if let Some(wait) = rejection.retry_after() {
        headers.insert(header::RETRY_AFTER, wait.as_secs().max(1).into());
    }
    if matches!(rejection, Rejection::TokenTwice) {
        // https://www.rfc-editor.org/rfc/rfc6750#section-3.1
        let invalid = HeaderValue::from_static(r#"Bearer error="invalid_request""#);
        headers.insert(header::WWW_AUTHENTICATE, invalid);
    }
    match rejection.status() {
        StatusCode::UNAUTHORIZED => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => say_what_is_taken(rejection, headers),
        StatusCode::METHOD_NOT_ALLOWED => {
            headers.insert(header::ALLOW, HeaderValue::from_static("POST, OPTIONS"));
        }
        _ => {}
    }
    reply
}

/// <https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16>
fn say_what_is_taken(rejection: &Rejection, headers: &mut HeaderMap) {
    match rejection {
        Rejection::UnsupportedType { taken } => headers.insert(header::ACCEPT, HeaderValue::from_static(taken)),
        _ => headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(Encoding::TAKEN)),
    };
}

fn json(status: StatusCode, body: Vec<u8>) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(body)));
    *reply.status_mut() = status;
    reply.headers_mut().insert(header::CONTENT_TYPE, JSON);
    reply
}
