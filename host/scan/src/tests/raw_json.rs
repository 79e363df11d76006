//! The raw text of a JSON document gives the matches of its strings, and `may_match` misses none.

use super::marked::{find, scanner};
use crate::{Kind, Match, Matcher, Pattern, Replacement, Scanner};
use proptest::prelude::*;

/// Strings without escapes that hold, or nearly hold, something to find.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        super::values::email(),
        super::values::phone(),
        super::values::card(),
        super::values::iban(),
        "[0-9a-fA-F:. @+()=?&%-]{0,30}",
        "(token|code|password|session|a=b user.key)=[a-z0-9%?&='', ]{0,20}",
        "(Bearer|basic) ?[A-Za-z0-9.=]{0,24}",
        "[a-z]{0,4}://[a-z:@/.]{0,20}",
        "[é漢４\u{a0}0-9]{0,20}",
        "eyJ[a-zA-Z0-9]{5,12}[.]([a-zA-Z0-9]{0,8}[.]?){0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_scan_of_raw_json_equals_the_scans_of_its_strings(texts in prop::collection::vec(text(), 0..6)) {
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Secret);
        let scanner = scanner(&kinds.collect::<Vec<_>>());
        let mut json = String::from("{");
        let mut expected = Vec::new();
        for (place, text) in texts.iter().enumerate() {
            json.push_str(&format!("{}\"m{place}\":\"", if place > 0 { "," } else { "" }));
            let start = json.len() as u32;
            let shift = |one: Match| Match { start: one.start + start, end: one.end + start, ..one };
            expected.extend(find(&scanner, text).into_iter().map(shift));
            json.push_str(text);
            json.push('"');
        }
        json.push('}');
        prop_assert_eq!(find(&scanner, &json), expected, "{}", json);
    }

    #[test]
    fn what_may_not_match_has_no_match(text in text(), number in "-?[1-9][0-9]{0,19}([.][0-9]{1,18})?(e[+-]?[0-9]{1,2})?") {
        let scanner = scanner(&Kind::ALL);
        if !scanner.may_match(format!("{{\"a\":\"{text}\",\"b\":0}}").as_bytes()) {
            prop_assert_eq!(find(&scanner, &text), vec![]);
        }
        if !scanner.may_match(format!("{{\"a\":\"\",\"b\":{number}}}").as_bytes()) {
            let mut matches = Vec::new();
            scanner.find_number(&number, &mut matches);
            prop_assert_eq!(matches, vec![]);
        }
    }
}

#[test]
fn an_ordinary_event_cannot_match() {
    let event = br#"{"time":"2026-11-22T10:00:00.439Z","session":"s-27923c76e6b5d17f","page":{"url":"https://shop.example.com/p/a7e06d?ref=home&q=c1c40"},
        "browser":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0","values":{"w":1440,"h":844,"ms":291.0}}"#;
    assert!(!scanner(&Kind::ALL).may_match(event));
}

#[test]
fn a_document_with_escapes_may_match() {
    assert!(scanner(&[Kind::Email]).may_match(br#"{"a":"bob\u0040example.com"}"#));
}

#[test]
fn a_scanner_with_a_regular_expression_may_match_anything() {
    let pattern = Pattern { rule: "x".into(), matcher: Matcher::Regex("^a$".into()), replacement: Replacement::Mask };
    let scanner = Scanner::compile(&[pattern]).unwrap();
    assert!(!scanner.builtin_only() && scanner.may_match(b"{}"));
}
