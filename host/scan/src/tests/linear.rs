//! Hostile texts cost steps in proportion to their length, for every matcher on its own.

use crate::Kind;
use crate::policy::options::BuiltIns;
use crate::scanner::search::find_kind;
use crate::text::steps;

/// Repeated, each of these is the worst that somebody thought of for one of the matchers.
const HOSTILE: &[&str] = &[
    "@",
    "a@",
    "a@b.",
    "a.",
    "%40",
    "a%40",
    "%40a@",
    "é@",
    "1",
    "1-",
    "1 1",
    "4",
    "4 ",
    "4-",
    "44-",
    "40-",
    "4.",
    "4111.",
    "4111 - ",
    "4111-111-",
    "4111-",
    "4111 1111 ",
    "12345 ",
    "0",
    "00",
    "01 ",
    "001 ",
    "(",
    "((",
    "(01) ",
    "(415) ",
    "+",
    "+1",
    "+1 ",
    "+2 ",
    "%2B1",
    "1.",
    "1.1.1.1.",
    "1.2.3.4 ",
    ":",
    "::",
    "a:",
    "1:",
    "::1 ",
    "eyJ",
    "eyJ.",
    "eyJhbGciOiJ.",
    "eyJhbGciOiJ..",
    "J",
    "bearer ",
    "bearer",
    "basic a",
    "bearer  ",
    "Basic ",
    "http://",
    "a://a@",
    "://",
    "http://a:",
    "=",
    "token=",
    "?token=",
    "&code=",
    "%3D",
    "a",
    "a=",
    "DE89",
    "DE89 ",
    "AA00",
    "123-45-",
    "-",
    " ",
    "555-0132",
    "3-3-3-",
    "漢",
    "a=b password=",
    "\\",
    "\\\"token\\\":",
    "token=\"a",
    "token='",
    "４",
    "password:",
    "password: ",
    "password=\"",
    "'password':'",
    "--token ",
    "--",
    "a b ",
    "token: a,",
    "<password>",
    "<password>a</",
    "<input value=\"",
    "<a value=\"a\" type=\"password\"",
    "authorization: oauth ",
    "sip:1@",
    "\"a\"@",
    "x@[",
    "ip-1-",
    "00:",
    "00:00:00:00:00:00:",
    "0a-",
    "0a0b.",
    "1A",
    "1111111111111111111111111111111111 ",
    "1BvBMSEYstWetqTFn5Au4m4GFgbx7XXXXX ",
    "bc1",
    "bc1qqqqqqqqqqqqqqqq ",
    "0x",
    "/home/",
    "/home/a/",
    "/Users/",
    "/Users/a ",
    "\\Users\\",
    "/home/a/a.",
    "id 1",
    "tax id 1 ",
    "no no ",
    "passport A",
    "sort code 123456 ",
    "bic ",
    "born 1 a ",
    "lat 1.0000 ",
    "vin A",
    "imei 1 ",
    "AB 12 34 56 ",
    "1 95 10 ",
    "é(e) le 1 ",
    "a/b: 1",
    "a;b\n1;",
    "no,no\n1,1\n",
    "| 1 ",
    "<a b=\"dob\" c='dob'>1",
    "\"number\":\"1",
    "value=1 ",
    "\"dob\",\"value\":\"1\",",
    "..........1",
    "          1",
    "id id id id 1",
    "1 (a(a(",
    "52°1'",
    "N 52.1234 ",
    "8 (1) ",
    "tel no no 1234567 ",
];

fn steps_of(kind: Kind, text: &str) -> u64 {
    steps::take();
    find_kind(kind, text, &BuiltIns::default(), |_, _| {});
    steps::take()
}

#[test]
fn each_digit_of_a_list_is_looked_at_a_few_times_only() {
    for piece in ["4-", "44-", "40-", "4 ", "4111 ", "4111-111-", "4111 - "] {
        let steps = steps_of(Kind::Card, &piece.repeat((1 << 18) / piece.len()));
        assert!(steps <= 8 << 18, "{piece:?} repeated: {steps} steps");
    }
}

#[test]
fn sixteen_times_the_text_takes_sixteen_times_the_steps() {
    for kind in Kind::ALL {
        for piece in HOSTILE {
            let [short, long] = [1 << 14, 1 << 18].map(|length| steps_of(kind, &piece.repeat(length / piece.len())));
            assert!(long <= 16 * short + short / 2 + 1000, "{kind}, {piece:?} repeated: {short} steps, then {long}");
            assert!(long <= 64 << 18, "{kind}, {piece:?} repeated: {long} steps");
        }
    }
}
