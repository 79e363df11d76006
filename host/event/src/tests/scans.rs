//! Scanning, and setting.

use serde_json::json;

use super::*;

const CARD: &str = "4111111111111111";

#[test]
fn a_scan_sees_texts_numbers_and_escapes_wherever_they_are() {
    let mut batch = open(&format!(
        r#"{{"message":"a\u0040example.org","user":"b@example.org","event_id":"c@example.org","app":{{"name":"d@example.org"}},
            "attributes":{{"x":[["e@example.org"],{CARD}]}},"values":{{"n":{CARD},"m":1}},"level":7,"name":"é f@example.org!"}}"#
    ));
    assert_eq!(scan(&mut batch, 0, ""), 8);
    let line = &lines(&batch)[0];
    assert!(!line.to_string().contains("example") && !line.to_string().contains(CARD));
    assert_eq!(line["attributes"]["x"], json!([["[redacted:email]"], "[redacted:card]"]));
    assert_eq!(line["values"], json!({"n": null, "m": 1}));
    assert_eq!(line["name"], "é [redacted:email]!");
    assert_eq!(line["redactions"][0]["count"].as_u64().unwrap() + line["redactions"][1]["count"].as_u64().unwrap(), 8);
    assert_eq!(scan(&mut batch, 0, ""), 0);
}

#[test]
fn ids_stay_different_and_fit_for_joining_when_something_is_found_in_them() {
    let body = |id: &str, key: &str, span: &str| {
        let trace = json!({"trace_id": "5b8efff798038103d269b633813fc60c", "span_id": span, "parent_span_id": CARD, "state": CARD});
        let mut batch = open(&json!({"event_id": id, "idempotency_key": key, "trace": trace}).to_string());
        scan(&mut batch, 0, "");
        lines(&batch).remove(0)
    };
    let line = body("of a@example.org", CARD, CARD);
    let event_id = line["event_id"].as_str().unwrap();
    assert!(event_id.starts_with("of [email:") && event_id.len() == "of [email:0123456789abcdef]".len(), "{event_id}");
    assert!(line["idempotency_key"].as_str().unwrap().starts_with("[card:"), "{line}");
    assert_eq!(body("of a@example.org", CARD, CARD), line);
    assert_ne!(body("of b@example.org", CARD, CARD)["event_id"], line["event_id"]);
    // An id that only looks like a card is another one of the same length; the same everywhere.
    assert_eq!(line["trace"]["trace_id"], "5b8efff798038103d269b633813fc60c");
    let span = line["trace"]["span_id"].as_str().unwrap();
    assert!(span != CARD && span.len() == 16 && span.bytes().all(|byte| byte.is_ascii_hexdigit()), "{span}");
    assert_eq!(line["trace"]["parent_span_id"], span);
    // What is no id is redacted as any text.
    assert_eq!(line["trace"]["state"], "[redacted:card]");
    for (other, said) in [("a@example.org", "[redacted:email]"), ("411111111111111", "[redacted:card]")] {
        assert_eq!(body("i", "k", other)["trace"]["span_id"], said);
    }
    let mut again = open(&json!({"trace": {"span_id": CARD}}).to_string());
    assert_eq!((scan(&mut again, 0, "/trace/span_id"), scan(&mut again, 0, "")), (1, 0));
    assert_eq!(lines(&again)[0]["trace"]["span_id"], span);
}

#[test]
fn a_scan_below_a_path_leaves_the_rest_alone() {
    let body = r#"{"message":"a@example.org","user":"b@example.org","attributes":{"c":{"d":"e@example.org"}}}"#;
    for (under, found) in
        [("/message", 1), ("/attributes", 2), ("/attributes/c", 1), ("/attributes/user", 1), ("/x", 0)]
    {
        assert_eq!(scan(&mut open(body), 0, under), found, "{under}");
    }
}

#[test]
fn each_event_of_an_envelope_is_scanned_by_itself() {
    let mut batch =
        decode(r#"{"events":[{},{}],"session":"a@example.org","attributes":{"b":"b@example.org"}}"#).unwrap();
    batch.begin(filter("redact"));
    assert_eq!(scan(&mut batch, 1, ""), 2);
    let lines = lines(&batch);
    assert_eq!((&lines[0]["session"], &lines[1]["session"]), (&json!("a@example.org"), &json!("[redacted:email]")));
    assert_eq!(lines[1]["attributes"], json!({"b": "[redacted:email]"}));
}

#[test]
fn a_scan_sees_what_filters_set_and_not_what_they_redacted() {
    let mut batch = open(r#"{"message":"a@example.org b","attributes":{}}"#);
    scan(&mut batch, 0, "");
    batch.set(0, "/attributes/x", Value::Text("c@example.org".into())).unwrap();
    batch.set(0, "/page/url", Value::Text("d@example.org".into())).unwrap();
    batch.set(0, "/attributes/y", Value::Json(r#"{"z":["e@example.org"]}"#.into())).unwrap();
    batch.commit();
    batch.begin(filter("second"));
    let words = Pattern {
        rule: "word".to_owned(),
        matcher: Matcher::Regex("redacted|email|b|[a-z]@example.org".to_owned()),
        replacement: Replacement::Mask,
    };
    let rules = [rule("word")];
    assert_eq!(batch.scan(&Scanner::compile(&[words]).unwrap(), &rules, 0, "", &key()), 4);
    assert_eq!(text(&batch, "/message").unwrap(), "[redacted:email] [redacted:word]");
    assert_eq!(text(&batch, "/page/url").unwrap(), "[redacted:word]");
    assert_eq!(text(&batch, "/attributes/y").unwrap(), r#"{"z":["[redacted:word]"]}"#);
}

#[test]
fn what_was_scanned_in_a_run_that_is_taken_back_is_scanned_again() {
    let scanner = Scanner::compile(&[Pattern::masking(Kind::Email)]).unwrap();
    let scan = |batch: &mut Batch| batch.scan(&scanner, &[rule("email")], 0, "", &key());
    let mut batch = open(r#"{"message":"a","attributes":{}}"#);
    batch.rollback();
    let secret = "ann@example.org, a";
    // Each of the texts was where the next one will be.
    for number in 100..600 {
        batch.begin(filter("first"));
        batch.set(0, "/attributes/x", Value::Text(format!("harmless, text {number}").into())).unwrap();
        assert_eq!(scan(&mut batch), 0);
        batch.rollback();
        batch.begin(filter("second"));
        batch.set(0, "/attributes/x", Value::Text(secret.into())).unwrap();
        assert_eq!(scan(&mut batch), 1, "after text {number}");
        batch.rollback();
    }
}

#[test]
fn a_text_that_stands_in_a_batch_again_is_redacted_again_and_under_a_name_that_tells_it_alone() {
    let event = |name: &str, text: &str| json!({"attributes": {name: text, "note": "nothing in here", "mail": "a@example.org"}});
    let events: Vec<_> = (0..3).flat_map(|_| [event("colour", "hunter2"), event("password", "hunter2")]).collect();
    let mut batch = open(&json!(events).to_string());
    let patterns = [Pattern::masking(Kind::Email), Pattern::masking(Kind::Secret)];
    let rules = [rule("email"), rule("word")];
    let scanner = Scanner::compile(&patterns).unwrap();
    for event in 0..6 {
        assert_eq!(batch.scan(&scanner, &rules, event, "", &key()), 1 + event % 2);
    }
    for (number, line) in lines(&batch).iter().enumerate() {
        assert_eq!(line["attributes"]["mail"], "[redacted:email]");
        assert_eq!(line["attributes"]["note"], "nothing in here");
        let told = if number % 2 == 0 { ("colour", "hunter2") } else { ("password", "[redacted:word]") };
        assert_eq!(line["attributes"][told.0], told.1);
    }
}

#[test]
fn a_scan_can_leave_pseudonyms() {
    let mut batch = open(r#"{"message":"from a@example.org to a@example.org"}"#);
    let rules = [rule("email"), rule("card")];
    assert_eq!(batch.scan(&scanner(Replacement::Pseudonym), &rules, 0, "", &key()), 2);
    let message = text(&batch, "/message").unwrap();
    let words: Vec<&str> = message.split(' ').collect();
    assert_eq!((words.len(), words[1]), (4, words[3]));
    assert!(words[1].starts_with("[email:") && words[1].len() == 24);
}

#[test]
fn names_of_members_are_scanned_when_asked_for_and_stay_apart() {
    let body = r#"{"a@example.org":1,"b@example.org":2,"message":"m","attributes":{"[redacted:email]":0,"o":[{"c@example.org":3}]},
        "values":{"d@example.org":4}}"#;
    let mut batch = open(body);
    assert_eq!(scan(&mut batch, 0, ""), 0);
    let rules = [rule("email"), rule("card")];
    assert_eq!(batch.scan_names(&scanner(Replacement::Mask), &rules, 7, "", &key()), 0, "there is no such event");
    assert_eq!(batch.scan_names(&scanner(Replacement::Mask), &rules, 0, "", &key()), 4);
    let line = &lines(&batch)[0];
    assert_eq!(
        line["attributes"],
        json!({"[redacted:email]": 0, "[redacted:email]-2": 1, "[redacted:email]-3": 2,
               "o": [{"[redacted:email]": 3}]})
    );
    assert_eq!(line["values"], json!({"[redacted:email]": 4}));
    assert_eq!(text(&batch, "/attributes/[redacted:email]-2").unwrap(), "1");
}

#[test]
fn set_makes_members_of_the_promised_types_and_no_others() {
    let mut batch = open(r#"{"user":"u","attributes":{"list":[1,2]},"level":"info"}"#);
    let text = |text: &'static str| Value::Text(text.into());
    let json = |text: &'static str| Value::Json(text.into());
    for (path, value) in [
        ("/message", text("m")),
        ("/level", text("warn")),
        ("/browser/name", text("firefox")),
        ("/app", json(r#"{"name":"web","name":"shop"}"#)),
        ("/values/ms", Value::Number(1.5)),
        ("/values/n", Value::Integer(-3)),
        ("/attributes/user", Value::Null),
        ("/attributes/a/b/c", json(r#"[{"x":"\u0041"}]"#)),
        ("/attributes/a/d", Value::Boolean(true)),
        ("/attributes/list/1", text("two")),
    ] {
        assert_eq!(batch.set(0, path, value), Ok(()), "{path}");
    }
    for (path, value, error) in [
        ("", text("x"), SetError::NotAllowed),
        ("/time", text("x"), SetError::NotAllowed),
        ("/kind", text("log"), SetError::NotAllowed),
        ("/event_id", text("x"), SetError::NotAllowed),
        ("/user", text("x"), SetError::NotAllowed),
        ("/message", Value::Integer(1), SetError::NotAllowed),
        ("/message/x", text("x"), SetError::NotAllowed),
        ("/app", json("{\"a\":1}"), SetError::NotAllowed),
        ("/app/a/b", text("x"), SetError::NotAllowed),
        ("/values/x", text("x"), SetError::NotAllowed),
        ("/attributes", json("[]"), SetError::NotAllowed),
        ("/attributes/x", json("{"), SetError::BadValue),
        ("/attributes/x", Value::Number(f64::NAN), SetError::BadValue),
        ("/attributes/list/2", text("x"), SetError::BadPath),
        ("/attributes/list/01", text("x"), SetError::BadPath),
        ("/attributes/user/x", text("x"), SetError::BadPath),
        ("attributes", text("x"), SetError::BadPath),
        ("/attributes/~2", text("x"), SetError::BadPath),
    ] {
        assert_eq!(batch.set(0, path, value), Err(error), "{path}");
    }
    assert_eq!(batch.set(1, "/message", text("x")), Err(SetError::NoSuchEvent));
    let line = &lines(&batch)[0];
    assert_eq!(line["app"], json!({"name": "shop"}));
    assert_eq!(line["browser"], json!({"name": "firefox"}));
    assert_eq!(line["values"], json!({"ms": 1.5, "n": -3}));
    assert_eq!(
        line["attributes"],
        json!({"user": null, "list": [1, "two"], "a": {"b": {"c": [{"x": "A"}]}, "d": true}})
    );
    assert_eq!(batch.set(0, "/attributes", Value::Json("{\"only\":1}".into())), Ok(()));
    assert_eq!(lines(&batch)[0]["attributes"], json!({"only": 1}));
}

#[test]
fn what_was_removed_can_be_set_again() {
    let mut batch = open(r#"{"browser":{"name":"x"},"a":1}"#);
    let rule = rule("gone");
    batch.remove(0, "/browser", rule);
    batch.remove(0, "/attributes", rule);
    batch.set(0, "/browser/name", Value::Text("y".into())).unwrap();
    batch.set(0, "/attributes/a", Value::Integer(2)).unwrap();
    let line = &lines(&batch)[0];
    assert_eq!((&line["browser"], &line["attributes"]), (&json!({"name": "y"}), &json!({"a": 2})));
}

#[test]
fn numbers_come_as_what_holds_them() {
    let batch =
        decode(r#"{"a":9223372036854775807,"b":9223372036854775808,"c":77.1,"d":0.1234567890123456789,"f":-0}"#);
    let batch = batch.unwrap();
    let get = |name: &str| batch.get(0, &format!("/attributes/{name}")).unwrap();
    assert!(get("a") == Value::Integer(i64::MAX));
    assert!(get("b") == Value::Json("9223372036854775808".into()));
    assert!(get("c") == Value::Number(77.1));
    assert!(get("d") == Value::Json("0.1234567890123456789".into()));
    assert!(matches!(get("f"), Value::Number(zero) if zero.is_sign_negative()));
}

#[test]
fn a_number_that_no_double_holds_is_a_text_of_its_digits() {
    for number in ["1e400".to_owned(), "-1E+999999".to_owned(), "9".repeat(400)] {
        let batch = decode(format!(r#"{{"a":{number},"values":{{"b":{number}}}}}"#)).unwrap();
        assert_eq!(batch.get(0, "/attributes/a"), Some(Value::Text(number.as_str().into())));
        assert_eq!(lines(&batch)[0]["attributes"], serde_json::json!({"a": number, "values": {"b": number}}));
    }
    assert!(decode(format!(r#"{{"a":1e-400,"b":{}}}"#, "9".repeat(300))).is_ok());
}

#[test]
fn a_scan_by_expressions_of_a_filter_asks_before_each_text_and_one_by_kinds_once_in_many_bytes() {
    let body = r#"{"message":"abc","attributes":{"a":"abc","b":["abc",1],"c":"abc"}}"#;
    let mut asked = 0;
    let mut may_go_on = || {
        asked += 1;
        asked < 3
    };
    let matcher = Matcher::Regex("b".to_owned());
    let own = Scanner::compile(&[Pattern { rule: "r".to_owned(), matcher, replacement: Replacement::Mask }]).unwrap();
    let mut batch = open(body);
    assert_eq!(batch.scan_while(&own, &[rule("r")], 0, "", &key(), &mut may_go_on), 2);
    assert_eq!(asked, 3);

    let mut batch = open(&body.replace("abc", "a@example.com"));
    let rules = [rule("email"), rule("card")];
    let kind =
        Pattern { rule: "email".to_owned(), matcher: Matcher::Kind(Kind::Email), replacement: Replacement::Mask };
    let kinds = Scanner::compile(&[kind]).unwrap();
    assert_eq!(batch.scan_while(&kinds, &rules[..1], 0, "", &key(), &mut || false), 4);

    let mut batch = open(&body.replace("abc", &"a@example.com ".repeat(500)));
    let rules = [rule("email")];
    assert_eq!(batch.scan_while(&kinds, &rules, 0, "", &key(), &mut || false), 2 * 500, "the third goes past 16 KiB");

    let mut batch = open(&format!(r#"{{"a":[{}"a@example.com"]}}"#, "\"\",".repeat(2_000)));
    assert_eq!(batch.scan_while(&kinds, &rules, 0, "", &key(), &mut || false), 0, "empty texts are texts, too");
}

#[test]
fn the_names_of_members_tell_secrets_and_people() {
    let rules = [rule("card"), rule("email")];
    let patterns = [sluice_scan::Kind::Secret, sluice_scan::Kind::Person].map(|kind| Pattern {
        rule: kind.to_string(),
        matcher: Matcher::Kind(kind),
        replacement: Replacement::Mask,
    });
    let scanner = Scanner::compile(&patterns).unwrap();
    let mut batch = open(
        r#"{"password":"hunter2","session":"s-1","user":{"name":"Ann Lee","id":"u-1"},"attributes":{"pin":4711,"codes":{"otp":["123456",["654321"]]},
            "author":"Ann","http.request.header.authorization":"Token abc","token":null},"values":{"cvv":123}}"#,
    );
    assert_eq!(batch.scan(&scanner, &rules, 0, "", &key()), 7);
    let line = &lines(&batch)[0];
    assert_eq!(
        line["attributes"],
        json!({"password": "[redacted:card]", "user": {"name": "[redacted:email]", "id": "u-1"}, "pin": "[redacted:card]",
               "codes": {"otp": ["[redacted:card]", ["[redacted:card]"]]}, "author": "Ann",
               "http.request.header.authorization": "Token [redacted:card]", "token": null})
    );
    assert_eq!((&line["session"], &line["values"]), (&json!("s-1"), &json!({"cvv": null})));
}

#[test]
fn a_member_beside_a_value_or_the_object_around_it_tells_what_it_is() {
    let rules: Vec<RuleId> = ["card", "email", "x", "y"].map(rule).into();
    let kinds = [Kind::Secret, Kind::Person, Kind::Phone, Kind::Passport];
    let pattern =
        |kind: Kind| Pattern { rule: kind.to_string(), matcher: Matcher::Kind(kind), replacement: Replacement::Mask };
    let scanner = Scanner::compile(&kinds.map(pattern)).unwrap();
    for (found, attributes) in [
        (1, r#"{"headers":[{"name":"Accept","value":"text/html"},{"name":"X-Api-Key","value":"hunter2secret"}]}"#),
        (1, r#"{"f":{"value":"hunter2secret","name":"password"}}"#),
        (1, r#"{"i":[{"key":"password","value":{"stringValue":"hunter2secret"}}]}"#),
        (1, r#"{"password":{"value":"hunter2secret"}}"#),
        (2, r#"{"password":{"current":"hunter2secret","new":"hunter3secret","label":"Your password"}}"#),
        (1, r#"{"field":{"fieldName":"pin","raw_value":4711}}"#),
        (2, r#"{"customerName":{"first":"Ann","last":"Smith"}}"#),
        (2, r#"{"phone":{"home":"4155550132","numbers":[],"work":4155550133}}"#),
        (1, r#"{"contact":{"mobile":"4155550132"}}"#),
        (1, r#"{"number":"AB1234567","type":"passport"}"#),
        (1, r#"{"passport":{"number":"AB1234567"}}"#),
        (0, r#"{"headers":[{"name":"Content-Type","value":"text/html"}],"metric":{"name":"lcp","value":"1213.5"}}"#),
        (0, r#"{"name":"password","error":{"value":"too short"},"rule":{"id":"password","min":8,"hint":"hunter2"}}"#),
        (0, r#"{"order":{"number":"AB1234567","type":"return"},"page":{"first":"Ann","last":"Smith"}}"#),
    ] {
        let mut batch = open(&format!(r#"{{"attributes":{attributes}}}"#));
        assert_eq!(batch.scan(&scanner, &rules, 0, "", &key()), found, "{attributes}");
        let line = lines(&batch)[0].to_string();
        let left = ["hunter2secret", "hunter3secret", "4155550132"].map(|value| line.contains(value));
        assert_eq!(left, [false; 3], "{line}");
    }
}
