//! Lines that have to be cut.

use serde_json::json;

use super::*;

#[test]
fn a_line_that_is_too_long_is_cut_and_stays_a_line() {
    let long = "x".repeat(100_000);
    for body in [
        format!(r#"{{"message":"{long}","level":"info"}}"#),
        format!(r#"{{"level":"info","attributes":{{"a":{{"b":["{long}"]}}}}}}"#),
        format!(r#"{{"level":"info","{long}":1}}"#),
        format!(r#"{{"level":"info","a":[{}1]}}"#, "1,".repeat(50_000)),
        format!(r#"{{"level":"info","a":0.{}}}"#, "1".repeat(100_000)),
        format!(r#"{{"level":"info","app":{{"name":"{long}","version":"{long}"}}}}"#),
        format!(r#"{{"level":"info","message":"{}"}}"#, "\u{202e}".repeat(20_000)),
        format!(r#"{{"level":"info","message":"{}"}}"#, "\\u0000".repeat(20_000)),
    ] {
        for max in [4096, 10_000, 64 * 1024] {
            let batch = decode(&body).unwrap();
            let (lines, counts) = lines_within(&batch, max);
            assert_eq!((counts.written, counts.truncated), (1, 1));
            let line: Json = serde_json::from_str(&lines[0]).unwrap();
            assert_eq!((&line["truncated"], &line["level"]), (&json!(true), &json!("info")), "{max}");
        }
    }
}

#[test]
fn a_line_of_exactly_the_limit_is_not_cut() {
    let line_bytes = |length: usize| {
        let batch = decode(format!(r#"{{"message":"{}"}}"#, "x".repeat(length))).unwrap();
        let (lines, counts) = lines_within(&batch, 8000);
        (lines[0].len(), counts.truncated)
    };
    let (empty, _) = line_bytes(0);
    assert_eq!(line_bytes(8000 - empty), (8000, 0));
    assert_eq!(line_bytes(8001 - empty).1, 1);
}

#[test]
fn receipts_stay_when_content_goes() {
    let body = format!(r#"{{"message":"a@example.org {}"}}"#, "b@example.org ".repeat(10_000));
    let mut batch = open(&body);
    assert_eq!(scan(&mut batch, 0, ""), 10_001);
    let (lines, counts) = lines_within(&batch, 4096);
    assert_eq!(counts.truncated, 1);
    let line: Json = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(line["redactions"][0]["count"], 10_001);
    // No marker is cut in two.
    let message = line["message"].as_str().unwrap();
    assert!(message.replace("[redacted:email]", "").trim_end_matches('…').trim().is_empty(), "{message}");
}

#[test]
fn many_filters_with_many_rules_leave_a_line() {
    let mut batch = decode(r#"{"message":"abcdefghij","level":"x"}"#).unwrap();
    for number in 0..40 {
        let rules: Arc<[String]> = (0..20).map(|rule| format!("rule-{rule}")).collect();
        let name = format!("{}{number}", "f".repeat(300));
        batch.begin(Arc::new(FilterName { name, version: "1.0.0".to_owned(), rules }));
        for rule in 0..20 {
            batch.set(0, "/message", Value::Text("again".into())).unwrap();
            assert!(batch.mask(0, "/message", &[(0, 2)], RuleId(rule)));
        }
        batch.commit();
    }
    let (lines, counts) = lines_within(&batch, 4096);
    assert_eq!(counts.truncated, 1);
    assert!(lines[0].contains("\"redactions\":[{") && lines[0].contains("]ain\""));
}

#[test]
fn an_envelope_of_long_texts_leaves_a_line() {
    let batch = decode(r#"[{"message":"m"},{"event_id":"client"}]"#).unwrap();
    let long = "\u{7f}".repeat(10_000);
    let envelope = Envelope {
        received_at: RECEIVED_AT,
        tenant_id: Some(&long),
        tenant_name: Some(&long),
        user: Some(&long),
        sender: crate::line::Sender::Token,
        request_id: &long,
        max_line_bytes: 0,
    };
    let mut out = Vec::new();
    write_lines(&batch, &envelope, &mut out);
    let lines: Vec<_> = std::str::from_utf8(&out).unwrap().split_inclusive('\n').collect();
    lines.iter().for_each(|line| check(line, crate::line::MIN_LINE_BYTES));
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_name_of_a_user_is_whole_and_shows_what_it_is() {
    let batch = decode(r#"{"message":"m"}"#).unwrap();
    let names = [
        "Zo\u{eb} O'Neill",
        "\u{674e} \u{5c0f}\u{9f8d}",
        "a\u{200b}b\u{200d}\u{feff}\u{ad}",
        "a\u{202e}b\u{2066}\u{61c}",
        "a\n\"\\\u{0}\u{7f}\u{9b}\u{2028}",
        "tag \u{e0041}\u{e007f}",
        &"x".repeat(320),
        &"\u{e9}".repeat(160),
        &"\u{ad}".repeat(160),
        &"\u{200b}".repeat(106),
    ];
    for name in names {
        let envelope = Envelope {
            received_at: RECEIVED_AT,
            tenant_id: None,
            tenant_name: None,
            user: Some(name),
            sender: crate::line::Sender::Token,
            request_id: "r",
            max_line_bytes: 0,
        };
        let mut out = Vec::new();
        write_lines(&batch, &envelope, &mut out);
        let line = std::str::from_utf8(&out).unwrap();
        let is_shown = |c: char| {
            !c.is_control()
                && !matches!(c, '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{206f}')
        };
        assert!(line.trim_end().chars().all(is_shown), "{line:?}");
        assert_eq!(serde_json::from_str::<Json>(line).unwrap()["user"], *name);
    }
}

#[test]
fn each_character_that_needs_it_is_escaped_wherever_it_stands() {
    let odd = ["\"", "\\", "\n", "\u{1}", "\u{7f}", "\u{85}", "\u{2028}", "\u{202e}", "\u{e9}", "\u{1f600}"];
    for before in [0, 1, 15, 16, 17, 40] {
        for (first, second) in odd.iter().flat_map(|first| odd.map(|second| (*first, second))) {
            let text = [&"a".repeat(before), first, "b", second, &"c".repeat(20), first].concat();
            let mut out = Vec::new();
            crate::push_quoted(&mut out, &text);
            let written = String::from_utf8(out).unwrap();
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
            let must_not_stand =
                |character: char| matches!(character, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{202e}');
            assert!(!written.contains(must_not_stand), "{written:?}");
        }
    }
}
