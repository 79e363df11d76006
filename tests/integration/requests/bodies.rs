//! Bodies that are no batch: each is refused as documented, nothing of it is written, and the service goes on.

use crate::plain;
use sluice_tests::{Closed, Genesys, Raw, Setup};

/// Everything that is refused with 400 and the reason `unreadable`.
fn unreadable() -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("nothing", text("")),
        ("blanks", text("  \r\n\t")),
        ("a word", text("events")),
        ("an object without its end", text(r#"{"message":"secret-4711""#)),
        ("an array without its end", text(r#"[{"message":"secret-4711"}"#)),
        ("a trailing comma", text(r#"[{"message":"secret-4711"},]"#)),
        ("two documents", text(r#"{"message":"secret-4711"} {"message":"b"}"#)),
        ("single quotes", text("{'message':'secret-4711'}")),
        ("a comment", text(r#"{"message":"secret-4711"} // the end"#)),
        ("NaN", text(r#"{"values":{"lcp":NaN}}"#)),
        ("Infinity", text(r#"{"values":{"lcp":-Infinity}}"#)),
        ("a leading zero", text(r#"{"values":{"lcp":007}}"#)),
        ("a plus sign", text(r#"{"values":{"lcp":+1}}"#)),
        ("a number", text("4711")),
        ("a text", text(r#""secret-4711""#)),
        ("an array of arrays", text(r#"[["secret-4711"]]"#)),
        ("an array of texts", text(r#"["a","secret-4711"]"#)),
        ("a bare NUL", text("{\"message\":\"a\0b\"}")),
        ("NUL between values", text("{\"message\":\"secret-4711\"}\0")),
        ("a bare line break", text("{\"message\":\"secret\n4711\"}")),
        ("two byte order marks", text("\u{feff}\u{feff}{\"message\":\"secret-4711\"}")),
        ("an unknown escape", text(r#"{"message":"\x41"}"#)),
        ("half an escape", text(r#"{"message":"\u00"}"#)),
        ("broken UTF-8 in a text", b"{\"message\":\"secret-4711\xff\xfe\"}".to_vec()),
        ("an overlong slash", b"{\"message\":\"\xc0\xaf\"}".to_vec()),
        ("a surrogate in UTF-8", b"{\"message\":\"\xed\xa0\x80\"}".to_vec()),
        ("UTF-8 that ends early", b"{\"message\":\"\xe2\x82".to_vec()),
        ("UTF-16", "{\"a\":1}".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("10,000 arrays in one another", format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)).into_bytes()),
        ("10,000 arrays without their ends", "[".repeat(10_000).into_bytes()),
        ("10,000 objects in one another", format!("{}1{}", r#"{"a":"#.repeat(10_000), "}".repeat(10_000)).into_bytes()),
        (
            "deep below an event",
            format!(r#"{{"attributes":{{"a":{}{}}}}}"#, "[".repeat(40), "]".repeat(40)).into_bytes(),
        ),
        ("gzip without a word of it", vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
    ]
}

#[test]
fn what_is_no_batch_of_events_is_unreadable_and_is_not_repeated_in_the_reply() {
    let (_genesys, service) = plain();
    for (what, body) in unreadable() {
        let reply = service.ask().body(body).send();
        assert_eq!(reply.status, 400, "{what}: {}", reply.text());
        reply.refuses(400, "unreadable");
        assert!(!reply.text().contains("secret"), "{what}: {}", reply.text());
    }
    service.wrote_nothing(0);
    let refused = service.scrape().get("telemetry_http_rejections_total", &[("reason", "unreadable")]);
    assert_eq!(refused, Some(unreadable().len() as f64));
    assert!(!service.log.text().contains("secret"));
}

#[test]
fn one_broken_line_among_good_ones_refuses_the_whole_body() {
    let (_genesys, service) = plain();
    for broken in ["{\"message\":\"b\"", "{} {}", "{\"a\":\"\0\"}"] {
        let body = format!("{{\"message\":\"a\"}}\n{broken}\n{{\"message\":\"c\"}}\n");
        service.ask().header("content-type", "application/x-ndjson").body(body).send().refuses(400, "unreadable");
    }
    service.wrote_nothing(0);
}

#[test]
fn a_null_character_that_is_escaped_is_a_character_like_others() {
    let (_genesys, service) = plain();
    service.ask().body(r#"{"message":"a\u0000b"}"#).send().counts(1, 0, 0);
    assert_eq!(service.output.lines(1)[0].at("/message"), "a\0b");
}

#[test]
fn a_body_that_is_too_large_is_refused_by_its_announced_length_and_the_connection_goes_on_or_ends() {
    let (_genesys, service) = plain();
    // Announced, and never sent: the reply does not wait for it.
    let mut raw = service.raw();
    raw.send(Raw::head("content-length: 4194305\r\n"));
    let reply = raw.reply();
    reply.refuses(413, "body_too_large");
    service.ask().body(" ".repeat((4 << 20) + 1)).send().refuses(413, "body_too_large");
    service.wrote_nothing(0);
}

#[test]
fn a_body_that_is_too_large_is_refused_in_pieces_too() {
    let (_genesys, service) = plain();
    let mut raw = service.raw();
    raw.send(Raw::head("transfer-encoding: chunked\r\n"));
    let piece = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..65 {
        // The service may have answered and closed the connection by now.
        if raw.try_send(&piece).is_err() {
            break;
        }
    }
    raw.reply().refuses(413, "body_too_large");
    service.wrote_nothing(0);
}

#[test]
fn the_largest_body_is_taken_in_one_piece_and_in_many() {
    let (_genesys, service) = plain();
    let frame = r#"{"message":""}"#;
    let body = format!(r#"{{"message":"{}"}}"#, "x".repeat((4 << 20) - frame.len()));
    service.ask().body(body.clone()).send().counts(1, 0, 0);
    let mut raw = service.raw();
    raw.send(Raw::head("transfer-encoding: chunked\r\n"));
    for piece in body.as_bytes().chunks(10_000) {
        raw.send(format!("{:x}\r\n", piece.len())).send(piece).send("\r\n");
    }
    raw.send("0\r\n\r\n").reply().counts(1, 0, 0);
    let lines = service.output.lines(2);
    assert!(lines.iter().all(|line| line.at("/truncated") == true));
    assert_eq!(service.scrape().get("telemetry_lines_truncated_total", &[]), Some(2.0));
}

#[test]
fn a_body_without_a_token_in_the_header_may_be_as_large_as_a_beacon_and_no_larger() {
    let (_genesys, service) = plain();
    let body = format!(r#"{{"message":"{}"}}"#, "x".repeat(64 << 10));
    service.ask().without("authorization").body(body).send().refuses(413, "body_too_large");
    service.wrote_nothing(0);
}

#[test]
fn a_body_that_never_ends_is_given_up() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("server.body_timeout_ms", 100).start();
    for (head, begin) in
        [("content-length: 100\r\n", "{\"message\":"), ("transfer-encoding: chunked\r\n", "b\r\n{\"message\":\r\n")]
    {
        let mut raw = service.raw();
        raw.send(Raw::head(head)).send(begin);
        raw.reply().refuses(408, "body_timeout");
        assert_eq!(raw.closed(), Closed::Cleanly);
    }
    service.wrote_nothing(0);
}

#[test]
fn a_body_that_breaks_off_is_not_written() {
    let (_genesys, service) = plain();
    service.raw().send(Raw::head("content-length: 100\r\n")).send("{\"message\":\"half\"}").finish();
    service.raw().send(Raw::head("transfer-encoding: chunked\r\n")).send("5\r\n{\"mes\r\n").finish();
    let mut raw = service.raw();
    raw.send(Raw::head("transfer-encoding: chunked\r\n")).send("zz\r\n{}\r\n0\r\n\r\n");
    raw.reply().refuses(400, "body_broken");
    service.wrote_nothing(0);
}

#[test]
fn many_values_in_a_small_body_are_bounded() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("body.max_nodes", 1000).start();
    let body = format!(r#"{{"attributes":{{"a":[{}0]}}}}"#, "0,".repeat(1000));
    service.ask().body(body).send().refuses(400, "unreadable");
    service.wrote_nothing(0);
}

#[test]
fn an_unknown_content_type_and_an_encoding_are_refused() {
    let (_genesys, service) = plain();
    for content_type in ["text/html", "application/xml", "multipart/form-data; boundary=x", "application/jsonx"] {
        service.ask().header("content-type", content_type).body("{}").send().refuses(415, "unsupported_type");
    }
    service.ask().header("content-encoding", "compress").body("{}").send().refuses(415, "unsupported_encoding");
    service.wrote_nothing(0);
}
