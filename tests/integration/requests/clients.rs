//! Who a client is when an ingress, or a load balancer, stands before the service.

use sluice_tests::{Ask, Genesys, Raw, Service, Setup, event, until};

const CLIENT: &str = "203.0.113.9";

/// What the log says of a client.
fn net(address: &str) -> String {
    match address.rsplit_once('.') {
        Some((net, _)) => format!("{net}.0/24"),
        None => address.replace("::1", "::/48"),
    }
}

fn behind_a_trusted_peer() -> (Genesys, Setup) {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("server.trusted_peers", vec!["127.0.0.1", "10.0.0.0/8"]);
    (genesys, setup)
}

/// The client's address as the log has it.
fn client(service: &Service, ask: Ask<'_>) -> String {
    let reply = ask.without("authorization").json(&event("m")).send();
    reply.refuses(401, "token_missing");
    client_of(service, reply.header("x-request-id"))
}

fn client_of(service: &Service, request_id: &str) -> String {
    let entry = service.log.entry("the refusal", |entry| entry["request_id"] == request_id);
    entry["client"].as_str().expect("an address").to_owned()
}

#[test]
fn a_header_is_believed_of_a_trusted_peer() {
    let (_genesys, setup) = behind_a_trusted_peer();
    let service = setup.start();
    assert_eq!(client(&service, service.ask().header("x-forwarded-for", CLIENT)), net(CLIENT));
    let through_two =
        service.ask().header("x-forwarded-for", "198.51.100.1").another("x-forwarded-for", "203.0.113.9, 10.1.1.1");
    assert_eq!(client(&service, through_two), net(CLIENT));
    // The header that is not configured may be the client's own.
    assert_eq!(client(&service, service.ask().header("forwarded", "for=203.0.113.9")), net("127.0.0.1"));
}

#[test]
fn the_header_of_rfc_7239_is_believed_where_it_is_configured() {
    let (_genesys, setup) = behind_a_trusted_peer();
    let service = setup.set("server.forwarded_header", "forwarded").start();
    let said = "for=198.51.100.1;proto=http, for=\"203.0.113.9:4711\";proto=https, for=10.1.1.1";
    assert_eq!(client(&service, service.ask().header("forwarded", said)), net(CLIENT));
    assert_eq!(client(&service, service.ask().header("x-forwarded-for", CLIENT)), net("127.0.0.1"));
}

#[test]
fn nobody_is_believed_unless_configured() {
    let (_genesys, service) = crate::plain();
    for header in ["x-forwarded-for", "forwarded", "x-real-ip"] {
        assert_eq!(client(&service, service.ask().header(header, CLIENT)), net("127.0.0.1"), "{header}");
    }
    let mut raw = service.raw();
    raw.send(format!("PROXY TCP4 {CLIENT} 10.0.0.1 4711 443\r\n{}", Raw::request("{}")));
    assert_eq!(raw.reply().status, 400);
}

#[test]
fn what_is_malformed_is_passed_over_and_not_in_the_log() {
    let (_genesys, setup) = behind_a_trusted_peer();
    let service = setup.start();
    let ugly = "203.0.113.9, <script>\u{9b}31m";
    assert_eq!(client(&service, service.ask().header("x-forwarded-for", ugly)), net("127.0.0.1"));
    assert_eq!(client(&service, service.ask().header("x-forwarded-for", &",".repeat(9_000))), net("127.0.0.1"));
    assert!(!service.log.text().contains("script"));
}

/// The head of version 2: command, family and protocol, and what follows the length.
fn version_2(command: u8, family: u8, rest: &[u8]) -> Vec<u8> {
    let length = u16::try_from(rest.len()).expect("short").to_be_bytes();
    [&b"\r\n\r\n\0\r\nQUIT\n"[..], &[command, family], &length, rest].concat()
}

fn refused_client(service: &Service, head: &[u8], more: &str) -> String {
    let request = format!("POST /v1/events HTTP/1.1\r\nhost: sluice\r\n{more}content-length: 2\r\n\r\n{{}}");
    let reply = service.raw().send([head, request.as_bytes()].concat()).reply();
    reply.refuses(401, "token_missing");
    client_of(service, reply.header("x-request-id"))
}

#[test]
fn a_proxy_protocol_head_names_the_client() {
    let (_genesys, setup) = behind_a_trusted_peer();
    let service = setup.set("server.proxy_protocol", "required").start();
    let ipv4 = [203, 0, 113, 9, 10, 0, 0, 1, 0x12, 0x67, 0x01, 0xbb];
    let with_extensions = [&ipv4[..], &[0x04, 0x00, 0x03, 0, 0, 0]].concat();
    let ipv6 = [&[0x20, 0x01, 0x0d, 0xb8][..], &[0; 11], &[1], &[0; 16], &[0x12, 0x67, 0x01, 0xbb]].concat();
    for (head, expected) in [
        (format!("PROXY TCP4 {CLIENT} 10.0.0.1 4711 443\r\n").into_bytes(), CLIENT),
        (b"PROXY TCP6 2001:db8::1 fd00::1 4711 443\r\n".to_vec(), "2001:db8::1"),
        (b"PROXY UNKNOWN\r\n".to_vec(), "127.0.0.1"),
        (b"PROXY UNKNOWN ffff::1 ffff::2 65535 65535\r\n".to_vec(), "127.0.0.1"),
        (version_2(0x21, 0x11, &ipv4), CLIENT),
        (version_2(0x21, 0x11, &with_extensions), CLIENT),
        (version_2(0x21, 0x21, &ipv6), "2001:db8::1"),
        (version_2(0x20, 0x11, &ipv4), "127.0.0.1"),
        (version_2(0x20, 0x00, &[]), "127.0.0.1"),
    ] {
        assert_eq!(refused_client(&service, &head, ""), net(expected), "{head:?}");
    }
}

#[test]
fn headers_of_a_client_that_a_head_names_are_not_believed_but_those_of_an_ingress_are() {
    let (_genesys, setup) = behind_a_trusted_peer();
    let service = setup.set("server.proxy_protocol", "required").start();
    let from = |source: &str| format!("PROXY TCP4 {source} 10.0.0.1 4711 443\r\n");
    let said = "x-forwarded-for: 198.51.100.1\r\n";
    assert_eq!(refused_client(&service, from(CLIENT).as_bytes(), said), net(CLIENT));
    assert_eq!(refused_client(&service, from("10.3.3.3").as_bytes(), said), net("198.51.100.1"));
}

#[test]
fn a_head_may_come_in_pieces_and_requests_follow_it() {
    let (_genesys, setup) = behind_a_trusted_peer();
    let service = setup.set("server.proxy_protocol", "required").start();
    let mut raw = service.raw();
    for piece in ["PROXY T", "CP4 203.0.113.9 10.0.0.1 4711 ", "443\r", "\n"] {
        raw.send(piece);
    }
    for _ in 0..2 {
        raw.send(Raw::request(r#"{"message":"m"}"#)).reply().counts(1, 0, 0);
    }
}

#[test]
fn a_trusted_peer_without_a_good_head_is_closed() {
    let (_genesys, setup) = behind_a_trusted_peer();
    let service = setup.set("server.proxy_protocol", "required").set("server.handshake_timeout_ms", 300).start();
    let heads = [
        Raw::request("{}").into_bytes(),
        b"PROXY TCP4 nobody 10.0.0.1 4711 443\r\n".to_vec(),
        b"PROXY TCP4 203.0.113.9 10.0.0.1 4711 99999\r\n".to_vec(),
        format!("PROXY UNKNOWN {}", "x".repeat(5_000)).into_bytes(),
        version_2(0x21, 0x11, &[0; 8_000]),
        version_2(0x41, 0x11, &[0; 12]),
        version_2(0x21, 0x11, &[0; 4]),
        // These wait for more.
        b"PROXY TCP4 203.0.113.9".to_vec(),
        Vec::new(),
    ];
    for head in heads {
        let mut raw = service.raw();
        // The service may have closed it by now.
        let _ = raw.try_send(&head);
        assert!(!matches!(raw.try_reply(), Ok(Some(_))), "{head:?}");
    }
    let failed = |reason: &str| service.scrape().get("telemetry_http_handshakes_failed_total", &[("reason", reason)]);
    until("all of them are counted", || {
        (failed("proxy_protocol") == Some(7.0) && failed("timeout") == Some(2.0)).then_some(())
    });
    service.raw().send(format!("PROXY UNKNOWN\r\n{}", Raw::request(r#"{"message":"m"}"#))).reply().counts(1, 0, 0);
}

#[test]
fn a_handshake_that_does_not_end_does_not_keep_the_service_from_ending() {
    let (_genesys, setup) = behind_a_trusted_peer();
    let mut service =
        setup.set("server.proxy_protocol", "required").set("server.handshake_timeout_ms", 3_600_000).start();
    let mut raw = service.raw();
    raw.send("PROXY TCP4 ");
    until("the connection is taken", || {
        (service.scrape().get("telemetry_http_connections", &[]) == Some(1.0)).then_some(())
    });
    service.terminate();
    assert_eq!(service.ended(), Some(0));
}
