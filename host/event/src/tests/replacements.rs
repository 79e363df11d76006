//! What takes the place of a match, and that nobody finds it again.

use serde_json::json;

use super::*;
use crate::{Guard, GuardAction};
use sluice_scan::Options;

const CARD: &str = "4111 1111 1111 1111";

/// The patterns of kinds, each with what takes the place of a match.
fn patterns(wanted: &[(Kind, Replacement)]) -> Vec<Pattern> {
    let pattern = |(kind, replacement): &(Kind, Replacement)| Pattern {
        replacement: replacement.clone(),
        ..Pattern::masking(*kind)
    };
    wanted.iter().map(pattern).collect()
}

/// Scans names and values of all events, as redact-pii does.
fn redact(batch: &mut Batch, patterns: &[Pattern], options: Options) -> u32 {
    let scanner = Scanner::compile_with(patterns, options).unwrap();
    let rules: Arc<[String]> = patterns.iter().map(|pattern| pattern.rule.clone()).collect();
    let ids: Vec<RuleId> = (0..).map(RuleId).take(rules.len()).collect();
    batch.begin(Arc::new(FilterName { name: "redact".to_owned(), version: "1.0.0".to_owned(), rules }));
    let mut count = 0;
    for event in 0..batch.len() as u32 {
        count += batch.scan_names(&scanner, &ids, event, "", &key());
        count += batch.scan(&scanner, &ids, event, "", &key());
    }
    batch.commit();
    count
}

fn redacted(wanted: &[(Kind, Replacement)], event: &Json) -> Json {
    let mut batch = decode(event.to_string()).unwrap();
    redact(&mut batch, &patterns(wanted), Options::default());
    lines(&batch).remove(0)
}

fn text_of(text: &str) -> Replacement {
    Replacement::Text(text.to_owned())
}

#[test]
fn each_replacement_takes_the_place_of_texts_numbers_and_parts_of_names() {
    let event = json!({"message": format!("paid with {CARD}, thanks"),
        "attributes": {"n": 4111111111111111u64, "x 4111111111111111": [1, CARD, 2]}});
    for (wanted, mask) in [
        (Replacement::Mask, "[redacted:card]"),
        (Replacement::LastFour, "[card:*1111]"),
        (Replacement::BinAndLastFour, "[card:411111*1111]"),
        (text_of("<\"a card\">\u{1f4b3}"), "<\"a card\">\u{1f4b3}"),
    ] {
        let line = redacted(&[(Kind::Card, wanted)], &event);
        assert_eq!(line["message"], format!("paid with {mask}, thanks"));
        assert_eq!(line["attributes"], json!({"n": mask, format!("x {mask}"): [1, mask, 2]}));
        assert_eq!(line["redactions"], json!([{"filter": "redact", "version": "1.0.0", "rule": "card", "count": 4}]));
    }
}

#[test]
fn a_removal_takes_the_whole_value_and_counts_all_that_was_in_it() {
    let event = json!({"message": format!("{CARD} of a@example.org"), "name": "b@example.org", "values": {"n": 4111111111111111u64},
        "attributes": {"n": 4111111111111111u64, "o": {"deep": CARD}, "list": [1, CARD, 2], CARD: "stays"}});
    let line = redacted(&[(Kind::Card, Replacement::Removal), (Kind::Email, Replacement::Mask)], &event);
    assert_eq!(line["message"], Json::Null);
    assert_eq!(line["name"], "[redacted:email]");
    assert_eq!(line["values"], json!({"n": null}));
    assert_eq!(line["attributes"], json!({"o": {}, "list": [1, 2], "[redacted:card]": "stays"}));
    let counts: Vec<_> = line["redactions"].as_array().unwrap().iter().map(|of| (&of["rule"], &of["count"])).collect();
    assert_eq!(counts, [(&json!("card"), &json!(6)), (&json!("email"), &json!(2))]);
}

#[test]
fn a_removal_that_is_taken_back_was_none() {
    let mut batch = decode(json!({"message": CARD, "attributes": {"list": [CARD]}}).to_string()).unwrap();
    let before = lines(&batch);
    let scanner = Scanner::compile(&patterns(&[(Kind::Card, Replacement::Removal)])).unwrap();
    batch.begin(filter("redact"));
    assert_eq!(batch.scan(&scanner, &[rule("card")], 0, "", &key()), 2);
    assert_eq!(text(&batch, "/message"), None);
    batch.rollback();
    assert_eq!(lines(&batch), before);
}

#[test]
fn ids_that_lines_are_joined_by_stay_different_whatever_is_asked_for() {
    let all = [Replacement::Removal, Replacement::LastFour, Replacement::BinAndLastFour, text_of("***")];
    for wanted in all {
        let wanted = &[(Kind::Card, wanted)];
        let line = |id: &str| redacted(wanted, &json!({"event_id": id, "trace": {"span_id": "4111111111111111"}}));
        let (one, other) = (line(CARD), line("5500 0000 0000 0004"));
        assert!(
            one["event_id"].as_str().unwrap().starts_with("[card:") && one["event_id"] != other["event_id"],
            "{one}"
        );
        assert_eq!(one["trace"]["span_id"].as_str().unwrap().len(), 16, "{one}");
        assert!(!one.to_string().contains("1111"), "{one}");
    }
}

#[test]
fn where_four_digits_would_tell_too_much_a_mask_stands() {
    let event = json!({"attributes": {"phone": "2345678", "url": "/pay?card=4111%201111%201111%201111", "n": 4.111111111111111e15}});
    let line = redacted(&[(Kind::Card, Replacement::BinAndLastFour), (Kind::Phone, Replacement::LastFour)], &event);
    let (card, phone) = ("[redacted:card]", "[redacted:phone]");
    assert_eq!(line["attributes"], json!({"phone": phone, "url": format!("/pay?card={card}"), "n": card}));
}

/// Numbers whose last digits are kept, as the kinds find them.
const NUMBERS: [(Kind, &str); 12] = [
    (Kind::Card, CARD),
    (Kind::Card, "pan: 378282246310005"),
    (Kind::Card, "visa4111111111111111"),
    (Kind::Card, "9792 0000 0000 0003 and 6304 0000 0000"),
    (Kind::Iban, "DE89 3704 0044 0532 0130 00"),
    (Kind::Iban, "iban=GB29NWBK60161331926819"),
    (Kind::Phone, "call +1 (415) 555-0132"),
    (Kind::Phone, "tel: 0044 20 7946 0958 ext. 4587"),
    (Kind::Phone, "mobile 0151 23456789"),
    (Kind::BankAccount, "routing number 021000021"),
    (Kind::BankAccount, "sort code 20-00-00, account 55779911"),
    (Kind::DeviceId, "imei: 490154203237518"),
];

#[test]
fn kept_digits_and_texts_are_found_by_no_guard_and_no_second_run() {
    let countries = ["DE", "AT", "GB", "US", "FR", "IT", "ES", "BR", "IN", "NO"].map(str::to_owned).to_vec();
    let options = || Options { countries: countries.clone(), ..Options::default() };
    let guard = Guard::compile(options()).unwrap().with(&Kind::ALL.map(|kind| (kind, GuardAction::Mask)), &[], key());
    let all = patterns(&Kind::ALL.map(|kind| (kind, Replacement::Mask)));
    for wanted in [Replacement::LastFour, Replacement::BinAndLastFour, text_of("***"), text_of("(hidden)")] {
        for (kind, number) in NUMBERS {
            let wanted =
                if kind == Kind::Card || wanted != Replacement::BinAndLastFour { wanted.clone() } else { continue };
            // Beside others, and in members whose names tell kinds.
            let body = json!({"message": number, "name": format!("{number} {number}"),
                "attributes": {"card": number, "phone": number, "iban": number, "account": number, "imei": number, number: 1}});
            let mut batch = decode(body.to_string()).unwrap();
            let found = redact(&mut batch, &patterns(&[(kind, wanted.clone())]), options());
            assert!(found >= 5, "{number}: {found}");
            let line = lines(&batch).remove(0);
            let mut guarded = batch;
            assert_eq!(guarded.guard(&guard), [], "{line}");
            let again = json!({"message": line["message"], "name": line["name"], "attributes": line["attributes"]});
            let mut second = decode(again.to_string()).unwrap();
            assert_eq!(redact(&mut second, &all, options()), 0, "{line}");
            let shown = line["message"].as_str().unwrap();
            let digits = shown.bytes().filter(u8::is_ascii_digit).count();
            assert!(digits <= 10 * shown.matches('*').count().max(1), "{shown}");
        }
    }
}
