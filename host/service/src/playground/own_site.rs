//! Which requests come from the playground's own page. Any page in the developer's browser can send requests to this machine,
//! and a name of its own may lead here.

use super::refusal::Refusal;
use http::{HeaderMap, HeaderName, Method, StatusCode, header, request::Parts, uri::Authority};
use std::net::IpAddr;

/// <https://www.w3.org/TR/fetch-metadata/>
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses what other sites ask for. `listening` is where the playground listens.
///
/// # Errors
/// With what the request lacks.
pub(super) fn check(head: &Parts, listening: IpAddr) -> Result<(), Refusal> {
    let host = text(&head.headers, &header::HOST).and_then(|host| host.parse::<Authority>().ok());
    let host = host.filter(|host| is_own(host.host(), listening)).ok_or_else(|| {
        forbidden(
            "the Host of the request is not a name of this machine: open the playground by localhost or its address",
        )
    })?;
    if head.method == Method::GET || head.method == Method::HEAD {
        return Ok(());
    }
    let own = format!("http://{host}");
    if !text(&head.headers, &header::ORIGIN).is_some_and(|origin| origin.eq_ignore_ascii_case(&own)) {
        return Err(forbidden("the Origin of the request is not the playground's own page"));
    }
    if text(&head.headers, &SEC_FETCH_SITE).is_some_and(|site| site != "same-origin") {
        return Err(forbidden("the request was made by a page of another site"));
    }
    // A form of another site can send other types without asking first.
    if text(&head.headers, &header::CONTENT_TYPE) != Some("application/json") {
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the Content-Type is not application/json"));
    }
    Ok(())
}

/// A name that is not this machine's own leads here only if somebody wants to be taken for the playground's page
/// (DNS rebinding). An address leads nowhere else.
fn is_own(host: &str, listening: IpAddr) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost")
        || address.is_ok_and(|address| address.is_loopback() || address == listening || listening.is_unspecified())
}

fn forbidden(why: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, why)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Request;

    const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    fn status(method: &str, headers: &[(&str, &str)], listening: IpAddr) -> u16 {
        let mut request = Request::builder().method(method).uri("/playground/run");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (head, ()) = request.body(()).expect("a request").into_parts();
        check(&head, listening).err().map_or(200, |refusal| refusal.status.as_u16())
    }

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        for own in ["localhost:9108", "LOCALHOST", "127.0.0.1:9108", "127.8.8.8", "[::1]:9108"] {
            assert_eq!(status("GET", &[("host", own)], LOOPBACK), 200, "{own}");
        }
        for other in ["evil.example:9108", "localhost.evil.example", "10.0.0.7:9108", "", "a b"] {
            assert_eq!(status("GET", &[("host", other)], LOOPBACK), 403, "{other}");
        }
        assert_eq!(status("GET", &[], LOOPBACK), 403);
        assert_eq!(status("GET", &[("host", "10.0.0.7:9108")], IpAddr::from([0, 0, 0, 0])), 200);
        assert_eq!(status("GET", &[("host", "evil.example")], IpAddr::from([0, 0, 0, 0])), 403);
    }

    #[test]
    fn only_the_own_page_may_ask_for_work() {
        let host = ("host", "127.0.0.1:9108");
        let (own, json) = (("origin", "http://127.0.0.1:9108"), ("content-type", "application/json"));
        assert_eq!(status("POST", &[host, own, json], LOOPBACK), 200);
        assert_eq!(status("POST", &[host, own, json, ("sec-fetch-site", "same-origin")], LOOPBACK), 200);
        assert_eq!(status("POST", &[host, json], LOOPBACK), 403, "no origin");
        for other in
            ["http://localhost:9108", "http://127.0.0.1:8080", "https://127.0.0.1:9108", "null", "http://evil.example"]
        {
            assert_eq!(status("POST", &[host, ("origin", other), json], LOOPBACK), 403, "{other}");
        }
        assert_eq!(status("POST", &[host, own, json, ("sec-fetch-site", "same-site")], LOOPBACK), 403);
        assert_eq!(status("POST", &[host, own, ("content-type", "text/plain")], LOOPBACK), 415);
        assert_eq!(status("POST", &[host, own], LOOPBACK), 415);
    }
}
