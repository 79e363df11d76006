//! What stands in a URL or a JSON document inside a text, with the escapes of either. Checked with the whole scanner:
//! a matcher by itself sees no escapes.

use super::marked::{find, mark, scanner};
use crate::Kind;
use crate::text::escapes::Unescaped;
use crate::text::steps;

fn check(kind: Kind, cases: &[&str]) {
    let scanner = scanner(&[kind]);
    for case in cases {
        let text: String = case.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(mark(&text, &find(&scanner, &text)), *case, "{kind}");
        let json = format!("{{\"a\":\"{text}\"}}");
        assert!(!case.contains('«') || scanner.may_match(json.as_bytes()), "{kind}, {json}");
    }
}

#[test]
fn an_escape_is_no_part_of_the_number_after_it() {
    check(
        Kind::Card,
        &[
            "https://shop/?q=%7B%22card%22%3A%22«4111111111111111»%22%7D",
            "?cc=%20«4111111111111111»",
            r"a\n«4111111111111111»\n078-05-1120",
            r#"{\"card\":\"«4111111111111111»\",\t\u0022«5555555555554444»\u0022"#,
            r"\\n«4111111111111111»\\\\n",
            "%C2%A0«4111111111111111», %FF«4111111111111111»",
        ],
    );
    check(Kind::Ssn, &["?ssn=%22«078-05-1120»%22&x", r"a\n«078-05-1120»\n"]);
    check(Kind::Iban, &["&iban=%22«DE89370400440532013000»%22&x", r"a\n«DE89370400440532013000»\n"]);
    check(Kind::Phone, &["tel=%22«%2B14155550132»%22", r"a\n«020 7946 0958»\n"]);
    check(Kind::Ipv4, &["ip=%22«203.0.113.7»%22", r"a\n«203.0.113.7»\n"]);
    check(Kind::Ipv6, &["ip=%5B«2001:db8::1»%5D", r"a\u0020«2001:db8::1»\n", "%20«2001%3Adb8%3A%3A1»"]);
}

#[test]
fn an_escape_may_stand_for_a_part_of_what_is_found() {
    check(
        Kind::Card,
        &[
            "«4111%201111%201111%201111»",
            "«4111+1111+1111+1111»&x",
            "«4111%2D1111%2D1111%2D1111»",
            "«4111%C2%A01111%C2%A01111%C2%A01111»",
            r"«4111\u00a01111\u00a01111\u00a01111»",
        ],
    );
    check(Kind::Phone, &["«%2B1%20415%20555%200132»", "«%2B1+415+555+0132»", r"«\u002b1 415 555 0132»"]);
    check(Kind::Email, &["«ann%2540example.com»", r"«ann\u0040example.com»", "«ann%252540example.com»%20x"]);
    check(Kind::Ssn, &["«078%2D05%2D1120»", "«078+05+1120»%20"]);
    check(Kind::Bearer, &["Bearer%20«abc123»", r"Authorization\u003a Bearer «abc123»\n"]);
    check(
        Kind::UrlCredentials,
        &[
            "https%3A%2F%2F«u%3Apw»%40host",
            r"https:\/\/«u:pw»@h",
            "?access%5Ftoken=«S»",
            "&user%5Bpassword%5D=«S»&a",
            r#"token="«S»" x"#,
        ],
    );
}

#[test]
fn what_escapes_stand_for_is_held_to_the_same_rules() {
    check(Kind::Card, &["%614111111111111111", "4111%0A%0A1111%0A1111%0A1111", r"\d4111111111111111", "1%204111%20"]);
    check(Kind::Email, &["100%40", r"a\u0040b", "%40example.com"]);
    let url = r#"{"url":"https://shop.example.com/a%20b?q=c%2Cd%20e%E2%82%AC"}"#;
    assert!(!scanner(&[Kind::Card, Kind::Email, Kind::Ipv4]).may_match(url.replace("%E2%82%AC", "").as_bytes()));
}

#[test]
fn to_undo_escapes_takes_linear_time() {
    for piece in ["%", "%2", "%25", "25", "\\", "\\u", "\\u00", "%F0", "%E2%82", "1+", "\\\\n"] {
        let steps_of = |length: usize| {
            steps::take();
            Unescaped::new(&format!("%{}", piece.repeat(length / piece.len())));
            steps::take()
        };
        let (short, long) = (steps_of(1 << 14), steps_of(1 << 18));
        assert!(long <= 16 * short + 1000 && long <= 4 << 18, "{piece:?} repeated: {short} steps, then {long}");
    }
}

#[test]
fn no_match_begins_inside_an_escape() {
    check(Kind::Email, &[r#"{"note":"line\n«victor@example.com»"}"#, r"a\t«b@example.com»\r\n«c@example.com»"]);
    check(Kind::Email, &[r"\\n«victor@example.com»", r"x «\u00e9bob@example.com»", r"\u000a«bob@example.com»"]);
    check(Kind::UrlCredentials, &[r"\ntoken=«abc»"]);
}

#[test]
fn references_of_html_may_stand_in_what_is_found() {
    check(
        Kind::Card,
        &[
            "«4111&nbsp;1111&nbsp;1111&nbsp;1111»",
            "«4111&#8209;1111&#x2011;1111&#45;1111», &nbsp;«4111111111111111»&nbsp;",
        ],
    );
    check(Kind::Email, &["to «ann&#64;example.com», «bob&commat;example&period;com» &amp; «eve&#x40;example.com»"]);
    check(Kind::Phone, &["«+971&nbsp;50&nbsp;887&nbsp;4093», tel «8+(912)+345-67-89»"]);
    check(Kind::Iban, &["«DE89&nbsp;3704&nbsp;0044&nbsp;0532&nbsp;0130&nbsp;00»"]);
    check(Kind::Email, &["a &#64 b &#x; &nbsp &#9999999; &commat;example.com"]);
}

#[test]
fn equal_matches_are_named_after_the_kind_that_says_more() {
    let scanner = scanner(&[Kind::Phone, Kind::Card, Kind::Ssn]);
    for (text, pattern) in
        [("contact 498-36-0976", 2), ("086-77-3590", 2), ("call 3782-822463-10005", 1), ("call 555-0132", 0)]
    {
        assert_eq!(find(&scanner, text).iter().map(|one| one.pattern).collect::<Vec<_>>(), [pattern], "{text}");
    }
}
