//! What all replies are made of.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;
use sluice_wire::otlp::Encoding;

/// The reply of every route.
pub type Reply = Response<Full<Bytes>>;

pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");

pub(super) fn media_type(encoding: Encoding) -> HeaderValue {
    match encoding {
        Encoding::Json => JSON,
        Encoding::Protobuf => HeaderValue::from_static("application/x-protobuf"),
    }
}

/// A reply without a body.
pub(super) fn empty(status: StatusCode) -> Reply {
    let mut reply = Response::new(Full::default());
    *reply.status_mut() = status;
    reply
}

/// A reply with a body.
pub(super) fn with_body(status: StatusCode, media_type: HeaderValue, body: Vec<u8>) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(body)));
    *reply.status_mut() = status;
    reply.headers_mut().insert(header::CONTENT_TYPE, media_type);
    reply
}
