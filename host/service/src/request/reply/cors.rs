//! The headers that tell browsers which pages may send, and may read the reply.
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>

use super::header_names::SENTRY_RATE_LIMITS;
use super::response::{Reply, empty};
use crate::request::head::page::Page;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

/// Seconds that a browser may remember a preflight; Chromium's own bound is 7200.
const PREFLIGHT_SECONDS: HeaderValue = HeaderValue::from_static("7200");
const METHODS: HeaderValue = HeaderValue::from_static("POST");
const EXPOSED: HeaderValue = HeaderValue::from_static("retry-after, x-request-id");
/// The same, where the reply has what Sentry's SDKs read.
const EXPOSED_TO_SENTRY: HeaderValue = HeaderValue::from_static("retry-after, x-request-id, x-sentry-rate-limits");
const VARY: HeaderValue = HeaderValue::from_static("origin");
const VARY_PREFLIGHT: HeaderValue =
    HeaderValue::from_static("access-control-request-headers, access-control-request-private-network");
/// Most bytes of the list of headers that a preflight asks for.
const MAX_ASKED_HEADERS: usize = 2048;
/// <https://wicg.github.io/private-network-access/#headers>
const ASKED_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-request-private-network");
const ALLOW_PRIVATE_NETWORK: HeaderName = HeaderName::from_static("access-control-allow-private-network");

/// Adds what lets a page read the reply, if it may.
pub fn allow(headers: &mut HeaderMap, page: &Page) {
    if let Page::SameOrigin(origin) | Page::OtherOrigin(origin) = page {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        let exposed = if headers.contains_key(SENTRY_RATE_LIMITS) { EXPOSED_TO_SENTRY } else { EXPOSED };
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
    headers.append(header::VARY, VARY);
}

/// 204, with the headers that a preflight asks for.
#[must_use]
pub fn preflight(asked: &HeaderMap) -> Reply {
    let mut reply = empty(StatusCode::NO_CONTENT);
    answer_preflight(reply.headers_mut(), asked);
    reply
}

/// Adds what answers a preflight: the method, and the headers that it asks for. SDKs gain new ones, so none is singled out:
/// no header makes this service do anything for a page that its origin may not ask for anyway.
fn answer_preflight(headers: &mut HeaderMap, asked: &HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
    for names in asked.get_all(header::ACCESS_CONTROL_REQUEST_HEADERS).iter().filter(|names| are_header_names(names)) {
        headers.append(header::ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
    }
    if asked.get(ASKED_PRIVATE_NETWORK).is_some_and(|asked| asked == "true") {
        headers.insert(ALLOW_PRIVATE_NETWORK, HeaderValue::from_static("true"));
    }
    headers.append(header::VARY, VARY_PREFLIGHT);
}

fn are_header_names(names: &HeaderValue) -> bool {
    names.len() <= MAX_ASKED_HEADERS
        && names.to_str().is_ok_and(|names| names.split(',').all(|name| name.trim().parse::<HeaderName>().is_ok()))
}
