//! Cross-origin rules: which pages may send, and the headers that tell their browsers so.
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>

mod pages;

pub use pages::Pages;

use crate::request::sentry::RATE_LIMITS;
use crate::server::connection::ingress::Addressed;
use http::{HeaderMap, HeaderName, HeaderValue, header};

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

/// Where the page is from that a request came from.
#[derive(Debug, PartialEq, Eq)]
pub enum Page {
    /// No page, or one that its browser does not tell of.
    Unsaid,
    /// From the address that the request was sent to.
    SameOrigin(HeaderValue),
    /// From an origin that some tenant, or everybody, may have.
    OtherOrigin(HeaderValue),
    /// From an origin that nobody may have.
    Refused,
}

impl Page {
    /// By the header `Origin`, which browsers send once.
    #[must_use]
    pub fn of<'a>(
        headers: &HeaderMap,
        addressed: impl FnOnce() -> Addressed<'a>,
        allows: impl FnOnce(&str) -> bool,
    ) -> Self {
        let mut origins = headers.get_all(header::ORIGIN).iter();
        let (Some(value), another) = (origins.next(), origins.next()) else { return Self::Unsaid };
        match value.to_str() {
            Ok(origin) if another.is_none() && is_same_origin(origin, &addressed()) => Self::SameOrigin(value.clone()),
            Ok(origin) if another.is_none() && allows(origin) => Self::OtherOrigin(value.clone()),
            _ => Self::Refused,
        }
    }
}

/// Whether a page sends to the address that it came from. Where the scheme is not known, because TLS ends at an ingress that
/// is not believed, host and port decide.
#[must_use]
pub fn is_same_origin(origin: &str, addressed: &Addressed<'_>) -> bool {
    let (Some((scheme, authority)), Some(own)) = (origin.split_once("://"), addressed.authority) else { return false };
    let default_port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return false,
    };
    addressed.scheme.is_none_or(|own| own.eq_ignore_ascii_case(scheme))
        && own.strip_suffix(default_port).unwrap_or(own).eq_ignore_ascii_case(authority)
}

/// Adds what lets a page read the reply, if it may.
pub fn allow(headers: &mut HeaderMap, page: &Page) {
    if let Page::SameOrigin(origin) | Page::OtherOrigin(origin) = page {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        let exposed = if headers.contains_key(RATE_LIMITS) { EXPOSED_TO_SENTRY } else { EXPOSED };
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
    headers.append(header::VARY, VARY);
}

/// Adds what answers a preflight: the method, and the headers that it asks for. SDKs gain new ones, so none is singled out:
/// no header makes this service do anything for a page that its origin may not ask for anyway.
pub fn answer_preflight(headers: &mut HeaderMap, asked: &HeaderMap) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_origin_is_the_same_host_and_port_and_scheme_where_that_is_known() {
        let same =
            |origin, scheme, authority| is_same_origin(origin, &Addressed { scheme, authority: Some(authority) });
        for (origin, scheme, authority) in [
            ("https://a.example", Some("https"), "a.example"),
            ("https://a.example", None, "A.example"),
            ("http://a.example", None, "a.example"),
            ("https://a.example", Some("HTTPS"), "a.example:443"),
            ("http://a.example:8107", None, "a.example:8107"),
        ] {
            assert!(same(origin, scheme, authority), "{origin} {scheme:?} {authority}");
        }
        for (origin, scheme, authority) in [
            ("http://a.example", Some("https"), "a.example"),
            ("https://a.example", None, "a.example:80"),
            ("https://a.example:444", None, "a.example"),
            ("https://b.a.example", None, "a.example"),
            ("null", None, "null"),
            ("app://a.example", None, "a.example"),
        ] {
            assert!(!same(origin, scheme, authority), "{origin} {scheme:?} {authority}");
        }
        assert!(!is_same_origin("https://a.example", &Addressed::default()));
    }
}
