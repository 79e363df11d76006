//! What is promised of every line, tried with what clients can send. [`sluice_tests::Line::read`] holds each line against it.

use crate::plain;
use serde_json::{Value, json};
use sluice_tests::{Dice, Genesys, Line, Service, Setup};

/// The line of a body that is one event.
fn line_of(service: &Service, body: &str) -> Line {
    let before = service.output.count();
    service.ask().body(body.to_owned()).send().counts(1, 0, 0);
    service.output.lines(before + 1).remove(before)
}

#[test]
fn numbers_keep_the_digits_that_the_client_sent() {
    let (_genesys, service) = plain();
    let numbers = [
        "0",
        "-0",
        "77.1",
        "-1E-300",
        "1.0",
        "1.10",
        "12345678901234567890",
        "123456789012345678901234567890.5",
        "9007199254740993",
        "0.1e1",
        "2.5e-3",
        "1E5",
        "-17",
        "0.000000000000000000001",
    ];
    for number in numbers {
        let line = line_of(&service, &format!(r#"{{"values":{{"n":{number}}},"attributes":{{"a":[{number}]}}}}"#));
        assert!(line.text.contains(&format!(r#""values":{{"n":{number}}}"#)), "{number} became {}", line.text);
        assert!(line.text.contains(&format!(r#""a":[{number}]"#)), "{number} became {}", line.text);
    }
}

#[test]
fn of_members_with_one_name_the_last_counts_however_the_name_is_written() {
    let (_genesys, service) = plain();
    let cases = [
        (r#"{"message":"a","message":"b"}"#, "/message"),
        (r#"{"message":"a","\u006d\u0065ssage":"b"}"#, "/message"),
        (r#"{"attributes":{"x":"a","x":"b"}}"#, "/attributes/x"),
        (r#"{"attributes":{"\u0078":"a","x":"b"}}"#, "/attributes/x"),
        (r#"{"attributes":{"o":{"x":1,"y":{"z":"a","z":"b"}}}}"#, "/attributes/o/y/z"),
        (r#"{"unknown":"a","unknown":"b"}"#, "/attributes/unknown"),
        (r#"{"x":"a","attributes":{"x":"b"}}"#, "/attributes/x"),
        (r#"{"attributes":{"x":"b"},"x":"a"}"#, "/attributes/x"),
    ];
    for (body, path) in cases {
        assert_eq!(line_of(&service, body).at(path), "b", "{body}");
    }
    let many: String = (0..200).map(|number| format!(r#""k{}":{number},"#, number % 50)).collect();
    let line = line_of(&service, &format!(r#"{{"attributes":{{{many}"end":1}}}}"#));
    assert_eq!(line.at("/attributes").as_object().map(serde_json::Map::len), Some(51));
    assert_eq!(line.at("/attributes/k7"), 157);
}

#[test]
fn every_character_arrives_and_none_can_break_or_hide_a_line() {
    let (_genesys, service) = plain();
    let characters = (0..=0x2100).chain([0xfeff, 0xfffd, 0xffff, 0x1_f600, 0x10_ffff]).filter_map(char::from_u32);
    let text: String = characters.collect();
    let line = line_of(&service, &json!({"message": text}).to_string());
    assert_eq!(line.at("/message"), &Value::from(text.clone()));
    let line = line_of(&service, &json!({"attributes": {&text: 1}}).to_string());
    assert_eq!(line.at("/attributes")[&text], 1);
}

#[test]
fn every_character_arrives_however_it_was_escaped() {
    let (_genesys, service) = plain();
    let line =
        line_of(&service, r#"{"message":"\u0000\u001F\u007f\u0085\u2028\u202E\uD83D\ude00\/\"\\\b\f\n\r\t\u00e9"}"#);
    assert_eq!(line.at("/message"), "\0\u{1f}\u{7f}\u{85}\u{2028}\u{202e}\u{1f600}/\"\\\u{8}\u{c}\n\r\t\u{e9}");
}

#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    let (_genesys, service) = plain();
    for (body, message) in [
        (r#"{"message":"a\ud83d"}"#, "a\u{fffd}"),
        (r#"{"message":"\ude00b"}"#, "\u{fffd}b"),
        (r#"{"message":"\ud83dx\ude00"}"#, "\u{fffd}x\u{fffd}"),
    ] {
        assert_eq!(line_of(&service, body).at("/message"), message, "{body}");
    }
}

#[test]
fn a_client_cannot_write_a_second_line() {
    let (_genesys, service) = plain();
    let forged = "\n{\"source\":\"service\",\"message\":\"forged\"}\n";
    let line = line_of(
        &service,
        &json!({"message": forged, "name": forged, "session": forged, forged: forged, "event_id": forged}).to_string(),
    );
    assert_eq!(line.at("/message"), forged);
    assert_eq!(line.at("/source"), "client");
}

#[test]
fn long_lines_are_cut_and_say_so() {
    let (_genesys, service) = plain();
    let bodies = [
        json!({"message": "x".repeat(200_000)}),
        json!({"message": "\u{2028}".repeat(100_000)}),
        json!({"message": "kept", "attributes": {"long": "\u{1f600}".repeat(50_000)}}),
        json!({"message": "kept", "attributes": {"many": vec![1; 60_000]}}),
        json!({"message": "kept", "attributes": {"x".repeat(100_000): 1}}),
        (0..20_000).map(|number| (format!("key-{number}"), json!("value"))).collect::<serde_json::Map<_, _>>().into(),
        json!({"name": "x".repeat(70_000), "message": "y".repeat(70_000), "session": "z".repeat(70_000)}),
    ];
    for (number, body) in bodies.iter().enumerate() {
        let line = line_of(&service, &body.to_string());
        assert_eq!(line.at("/truncated"), true, "body {number}");
        if body["message"] == "kept" {
            assert_eq!(line.at("/message"), "kept");
        }
    }
}

#[test]
fn the_cap_of_a_line_is_the_operators() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("body.max_line_bytes", 4096).start();
    let fits = line_of(&service, &json!({"message": "x".repeat(3000)}).to_string());
    assert_eq!(fits.json.get("truncated"), None);
    let cut = line_of(&service, &json!({"message": "x".repeat(5000)}).to_string());
    assert_eq!(cut.at("/truncated"), true);
    assert!(cut.text.len() < 4096, "{} bytes", cut.text.len());
}

#[test]
fn types_never_change_from_line_to_line_whatever_a_client_sends() {
    let (_genesys, service) = plain();
    let values = ["null", "true", "-7", "\"text\"", "[1,\"a\",null]", "{\"a\":{\"b\":[]}}", "\"\""];
    let members = [
        "time",
        "timestamp",
        "kind",
        "level",
        "name",
        "message",
        "app",
        "session",
        "page",
        "browser",
        "trace",
        "values",
        "attributes",
        "event_id",
        "request_id",
        "received_at",
        "source",
        "tenant",
        "user",
        "redactions",
        "withheld",
        "truncated",
        "other",
        "",
    ];
    let mut sent = 0;
    for member in members {
        for value in values {
            service.ask().body(format!(r#"{{"{member}":{value}}}"#)).send().counts(1, 0, 0);
            sent += 1;
        }
    }
    for line in service.output.lines(sent) {
        assert_eq!(line.at("/source"), "client");
        assert_eq!(line.at("/tenant/name"), "Tenant A");
    }
}

#[test]
fn times_are_rfc_3339_whatever_a_client_sends() {
    let (_genesys, service) = plain();
    for (sent, written) in [
        (json!("2026-11-22T10:00:00Z"), Some("2026-11-22T10:00:00Z")),
        (json!(1_795_341_600_250_u64), Some("2026-11-22T10:00:00.25Z")),
        (json!("yesterday"), None),
        (json!(-1e300), None),
        (json!("2026-02-30T10:00:00Z"), None),
    ] {
        let line = line_of(&service, &json!({"time": sent}).to_string());
        let expected = written.map_or_else(|| line.at("/received_at").clone(), Value::from);
        assert_eq!(line.at("/timestamp"), &expected, "{sent}");
    }
}

#[test]
fn whatever_attributes_a_client_sends_are_what_the_line_says() {
    let (_genesys, service) = plain();
    let mut dice = Dice::new(20_261_122);
    for round in 0..40 {
        let attributes: Vec<Value> = (0..25).map(|_| json!({dice.text(): dice.value(0), "n": dice.value(0)})).collect();
        let events: Vec<_> = attributes.iter().map(|attributes| json!({"attributes": attributes})).collect();
        let body = dice.disguise(&json!(events).to_string());
        service.ask().body(body.clone()).send().counts(25, 0, 0);
        let lines = service.output.lines((round + 1) * 25).split_off(round * 25);
        for (line, sent) in lines.iter().zip(&attributes) {
            assert_eq!(line.at("/attributes"), sent, "round {round}: {body}");
        }
    }
}
