use super::*;
use proptest::prelude::*;

const INGRESS: &str = "10.0.0.7";

fn config(header: ForwardedHeader) -> ServerConfig {
    let trusted = vec!["10.0.0.0/8".to_owned(), "fd00::/8".to_owned(), "192.0.2.1".to_owned()];
    ServerConfig { trusted_peers: trusted.try_into().unwrap(), forwarded_header: header, ..ServerConfig::default() }
}

fn peer(address: &str, is_trusted: bool) -> Peer {
    Peer { address: address.parse().unwrap(), is_trusted, is_tls: false }
}

fn head(headers: &[(&'static str, &[u8])]) -> Parts {
    let mut head = http::Request::new(()).into_parts().0;
    for (name, value) in headers {
        head.headers.append(*name, HeaderValue::from_bytes(value).unwrap());
    }
    head
}

fn x_forwarded_for(values: &[&str]) -> String {
    let head = head(&values.iter().map(|value| ("x-forwarded-for", value.as_bytes())).collect::<Vec<_>>());
    client_address(&config(ForwardedHeader::XForwardedFor), peer(INGRESS, true), &head.headers).to_string()
}

fn forwarded(values: &[&str]) -> String {
    let head = head(&values.iter().map(|value| ("forwarded", value.as_bytes())).collect::<Vec<_>>());
    client_address(&config(ForwardedHeader::Forwarded), peer(INGRESS, true), &head.headers).to_string()
}

#[test]
fn the_client_is_the_right_most_address_that_is_not_trusted() {
    for (values, client) in [
        (&["203.0.113.9"][..], "203.0.113.9"),
        (&["198.51.100.1, 203.0.113.9, 10.1.2.3"], "203.0.113.9"),
        (&["198.51.100.1", "203.0.113.9,192.0.2.1"], "203.0.113.9"),
        (&["203.0.113.9:4711"], "203.0.113.9"),
        (&["2001:db8::1"], "2001:db8::1"),
        (&["[2001:db8::1]:4711"], "2001:db8::1"),
        (&["::ffff:203.0.113.9"], "203.0.113.9"),
        (&["10.1.1.1, ::ffff:10.2.2.2"], "10.1.1.1"),
        (&[], INGRESS),
    ] {
        assert_eq!(x_forwarded_for(values), client, "{values:?}");
    }
}

#[test]
fn what_is_malformed_ends_the_search() {
    for (values, client) in [
        (&["203.0.113.9, nonsense"][..], INGRESS),
        (&["203.0.113.9, "], INGRESS),
        (&["203.0.113.9, unknown, 10.1.2.3"], "10.1.2.3"),
        (&["[2001:db8::1"], INGRESS),
        (&["[2001:db8::1]x"], INGRESS),
        (&["203.0.113.999"], INGRESS),
    ] {
        assert_eq!(x_forwarded_for(values), client, "{values:?}");
    }
}

#[test]
fn the_header_of_rfc_7239_says_the_same() {
    for (values, client) in [
        (&["for=203.0.113.9;proto=https;by=10.0.0.7"][..], "203.0.113.9"),
        (&["for=198.51.100.1, For=\"203.0.113.9:80\", for=10.1.2.3"], "203.0.113.9"),
        (&["for=198.51.100.1", "for=\"[2001:db8::1]:4711\""], "2001:db8::1"),
        (&["for=203.0.113.9;ext=\"a,b;c\\\"\""], "203.0.113.9"),
        (&["for=unknown"], INGRESS),
        (&["for=_hidden"], INGRESS),
        (&["for=\"203.0.113.8, for=203.0.113.9"], INGRESS),
        (&["for=203.0.113.8;for=203.0.113.9"], INGRESS),
        (&["proto=https"], INGRESS),
    ] {
        assert_eq!(forwarded(values), client, "{values:?}");
    }
}

#[test]
fn nothing_is_believed_of_a_peer_that_is_not_trusted_and_of_a_header_that_is_not_configured() {
    let head = head(&[
        ("x-forwarded-for", b"203.0.113.9"),
        ("forwarded", b"for=203.0.113.8;host=evil.example"),
        ("x-forwarded-host", b"evil.example"),
        ("host", b"tlm.example.com"),
    ]);
    let config = config(ForwardedHeader::XForwardedFor);
    let stranger = peer("198.51.100.1", false);
    assert_eq!(client_address(&config, stranger, &head.headers), stranger.address);
    assert_eq!(addressed(&config, stranger, &head).authority, Some("tlm.example.com"));
    assert_eq!(client_address(&config, peer(INGRESS, true), &head.headers).to_string(), "203.0.113.9");
}

#[test]
fn the_nearest_trusted_peer_says_how_the_browser_addressed_the_service() {
    let said = head(&[
        ("host", b"10.1.2.3:8107"),
        ("x-forwarded-proto", b"http, https"),
        ("x-forwarded-host", b"evil.example, tlm.example.com"),
        ("forwarded", b"host=evil.example;proto=http, host=tlm.example.org;proto=https"),
    ]);
    let by = |header| addressed(&config(header), peer(INGRESS, true), &said).authority.map(str::to_owned);
    assert_eq!(by(ForwardedHeader::XForwardedFor).as_deref(), Some("tlm.example.com"));
    assert_eq!(by(ForwardedHeader::Forwarded).as_deref(), Some("tlm.example.org"));
}

#[test]
fn the_authority_of_http_2_counts_as_host() {
    let head = http::Request::post("https://tlm.example.com/v1/events").body(()).unwrap().into_parts().0;
    let tls = Peer { is_tls: true, ..peer("198.51.100.1", false) };
    let expected = Addressed { scheme: Some("https"), authority: Some("tlm.example.com") };
    assert_eq!(addressed(&ServerConfig::default(), tls, &head), expected);
}

proptest! {
    #[test]
    fn a_client_cannot_put_an_address_in_place_of_its_own(said in "[ -~]{0,80}") {
        prop_assert_eq!(x_forwarded_for(&[&format!("{said}, 203.0.113.9")]), "203.0.113.9");
        prop_assert_eq!(x_forwarded_for(&[&said, "203.0.113.9, 10.1.1.1"]), "203.0.113.9");
    }

    #[test]
    fn a_client_cannot_forge_what_a_proxy_has_added_to_forwarded(said in "[ -~]{0,80}") {
        let client = forwarded(&[&format!("{said}, for=203.0.113.9")]);
        prop_assert!(client == "203.0.113.9" || client == INGRESS, "{}", client);
    }
}
