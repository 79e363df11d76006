//! Bodies that try to break something.

use std::fmt::Write;

use super::*;

#[test]
fn deep_nesting_is_refused() {
    for bomb in ["[".repeat(10_000), "{\"a\":".repeat(10_000), format!("{{\"a\":{}", "[".repeat(100_000))] {
        assert_eq!(decode(bomb).unwrap_err(), DecodeError::TooDeep { limit: 32 });
    }
    let (open, close) = ("[".repeat(31), "]".repeat(31));
    assert!(decode(format!("{{\"a\":{open}1{close}}}")).is_ok());
    assert!(decode(format!("{{\"a\":[{open}1{close}]}}")).is_err());
}

#[test]
fn broken_text_is_refused() {
    for body in [
        &b"{\"a\":\"\xff\"}"[..],
        b"{\"a\":\"\x00\"}",
        b"\x00",
        b"",
        b" ",
        b"{",
        b"{\"a\"}",
        b"{\"a\":1,}",
        b"[1,]",
        b"{}{}",
        b"{\"a\":01}",
        b"{\"a\":NaN}",
        b"{\"a\":Infinity}",
        b"{\"a\":.5}",
        b"{'a':1}",
        b"{\"a\":\"\n\"}",
        b"{\"a\":\"\\x\"}",
        b"{\"a\":\"\xed\xa0\x80\"}",
        b"{\"a\":\"\\ud8\"}",
        b"{\"a\":tru}",
    ] {
        assert!(matches!(decode(body), Err(DecodeError::Syntax { .. })), "{}", body.escape_ascii());
    }
}

#[test]
fn what_is_no_event_is_refused() {
    for (body, index) in [("1", 0), ("\"a\"", 0), ("[null]", 0), (r#"{"events":[[],7]}"#, 0)] {
        assert_eq!(decode(body).unwrap_err(), DecodeError::NotAnEvent { index });
    }
}

#[test]
fn too_many_events_are_refused() {
    let events = vec!["{}"; 1001];
    for body in [format!("[{}]", events.join(",")), format!("{{\"events\":[{}]}}", events.join(","))] {
        assert_eq!(decode(body).unwrap_err(), DecodeError::TooManyEvents { limit: 1000 });
    }
    let lines = Batch::from_ndjson(Bytes::from(events.join("\n")), &DecodeLimits::default());
    assert_eq!(lines.unwrap_err(), DecodeError::TooManyEvents { limit: 1000 });
}

#[test]
fn too_many_values_are_refused() {
    let body = format!("{{\"a\":[{}1]}}", "1,".repeat(1 << 18));
    assert_eq!(decode(body).unwrap_err(), DecodeError::TooManyValues { limit: 1 << 18 });
}

#[test]
fn an_envelope_cannot_make_a_small_body_large() {
    let event = vec!["{}"; 1000].join(",");
    let body = format!("{{\"events\":[{event}],\"session\":\"{}\"}}", "s".repeat(100_000));
    assert!(matches!(decode(body), Err(DecodeError::EnvelopeTooLarge { .. })));
    let body = format!("{{\"events\":[{event}],\"sdk\":[{}1]}}", "1,".repeat(1000));
    assert!(matches!(decode(body), Err(DecodeError::TooManyValues { .. })));
}

#[test]
fn half_an_emoji_does_not_cost_the_batch() {
    for (sent, seen) in [
        (r#"cut \ud83d"#, "cut \u{fffd}"),
        (r#"\ude00 tail"#, "\u{fffd} tail"),
        (r#"\ud83d\n"#, "\u{fffd}\n"),
        (r#"\ud83d\ud83d\ude00"#, "\u{fffd}😀"),
        (r#"\\ud83d \ud83d"#, "\\ud83d \u{fffd}"),
        (r#"\uD83Dx"#, "\u{fffd}x"),
    ] {
        assert_eq!(line(&format!("{{\"message\":\"{sent}\"}}"))["message"], seen, "{sent}");
    }
}

#[test]
fn a_hundred_thousand_names_are_read_and_the_last_of_each_counts() {
    let mut body = String::from("{");
    for index in 0..100_000 {
        write!(body, "\"k{}\":{index},", index % 60_000).unwrap();
    }
    body.push_str("\"message\":\"m\"}");
    let batch = decode(body).unwrap();
    assert_eq!(text(&batch, "/attributes/k0").unwrap(), "60000");
    assert_eq!(text(&batch, "/attributes/k59999").unwrap(), "59999");
    let (lines, counts) = lines_within(&batch, DEFAULT_LINE_BYTES);
    assert_eq!((lines.len(), counts.truncated), (1, 1));
}

#[test]
fn a_body_over_several_lines_gives_one_line() {
    let pretty = "{\n\t\"message\": \"m\",\r\n\t\"a\": {\n\"b\": [\n1,\t2 ]\n}, \"c\": 1\n}\n";
    assert_eq!(line(pretty)["attributes"], serde_json::json!({"a": {"b": [1, 2]}, "c": 1}));
}

#[test]
fn what_would_change_how_a_line_reads_is_escaped() {
    let sent = "{\"message\":\"\u{202e}a\u{7f}\u{85}\u{2028}é€😀\u{61c}\u{2066}\",\"\u{200f}k\":{\"\u{9b}\":\"\\u0000\\u001b\"}}";
    let line = line(sent);
    assert_eq!(line["message"], "\u{202e}a\u{7f}\u{85}\u{2028}é€😀\u{61c}\u{2066}");
    assert_eq!(line["attributes"]["\u{200f}k"]["\u{9b}"], "\0\u{1b}");
}

#[test]
fn errors_say_nothing_of_the_body() {
    let error = decode(r#"{"email":"ada@example.org" oops}"#).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("ada"));
    assert_eq!(error.to_string(), "the body is not JSON: expected `,` or `}` at byte 27");
}
