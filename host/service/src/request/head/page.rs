//! Which page a request comes from. <https://fetch.spec.whatwg.org/#origin-header>

use crate::server::connection::ingress::Addressed;
use http::{HeaderMap, HeaderValue, header};

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

    /// The origin of a page that may send here.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        match self {
            Self::SameOrigin(origin) | Self::OtherOrigin(origin) => origin.to_str().ok(),
            Self::Unsaid | Self::Refused => None,
        }
    }
}

/// Whether a page sends to the address that it came from. Where the scheme is not known, because TLS ends at an ingress that
/// is not believed, host and port decide.
#[must_use]
fn is_same_origin(origin: &str, addressed: &Addressed<'_>) -> bool {
    let (Some((scheme, authority)), Some(own)) = (origin.split_once("://"), addressed.authority) else { return false };
    let default_port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return false,
    };
    addressed.scheme.is_none_or(|own| own.eq_ignore_ascii_case(scheme))
        && own.strip_suffix(default_port).unwrap_or(own).eq_ignore_ascii_case(authority)
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
