//! What holds for every text.

use super::marked::{find, scanner};
use super::values;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::scanner::prefilter;
use crate::scanner::search::find_kind;
use crate::{Kind, Match};
use proptest::prelude::*;

/// Texts made of what the matchers look for, so that shapes come up, cut and joined in every way.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[0-9]{1,5}",
        3 => "[-. ()/+:,=&?;%@#\"'_]",
        1 => "[a-zA-Z]{1,4}",
        1 => "[A-F0-9]{1,4}",
        1 => prop::sample::select(vec![
            "://", "::", "%20", "%22", "%2540", "\\n", "\\u0040", "\\\"", "eyJ", "%40", "%2B", "%3D", "Bearer ", "basic ", "token=", "password=", "@example.com", "0", "00",
            "DE89", "+1", "\u{a0}", "\u{2011}", "\u{200b}", "４", "é", "漢", "\u{202e}", "http://", "415", "555-0132",
            "00:1b:44:11:3a:b7", "/home/", "/Users/", "C:\\Users\\", "bc1", "0x", "BSN ", "tax id ", "passport ", "DOB: ", "lat=", "vin ",
            "IMEI ", "sort code ", "BIC ", "390.533.447-05", "X2482300W", "131052-308T", "AB 12 34 56 C", "111222333", "\u{1b}[31m",
            "1M8GDM9AXKP042788", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "April 12, 1985", "DEUTDEFF", "52.520008", "RCCMNL83S18D969H",
            "(\"token\", \"", "('token', '", "a1b2c3d4e5f6", "\n", "|---|\n", "| token | ", " -p ", "mysql", "sshpass", " --token ", " -token ", ":password \"",
            "Some(\"", "headers: [", "'token', '", "s:5:\"token\";s:9:\"", " name=\"token\"\n\n", "<td>token</td><td>", "</td>", "hvs.", "Q~", "-us12",
            "dapi0123456789abcdef0123456789abcdef", "sip:", "0000-0000-0000-0000-0000-0000-0000-0000.a", "hooks.slack.com/services/", ".abcdef.", "#EXT#", ".nip.io", ".sslip.io", "Documents and Settings\\", "authorization", " -> ", "→",
            "\n", "passport;x\n", "S/C ", "..........", "        ", "(no. ", "value=\"", "N52.5200", "52°31'N", "account no. ", "imei 2",
            "my password is ", " is your OTP", "moje hasło to ", "PIN 4711", "密码是", "IDENTIFIED BY '", "values ('", "net use ", "name,token\n", "[\"token\",\"",
            "/reset/", "abcdefghij0123456789", "WIFI:T:WPA;P:", ":5432:crm:ann:", "\"field\":\"password\",\"value\":\"", "token { default = \"", "{SSHA}", "password 7 ",
            "\n", "passport;x\n", "id|dob\n1|", " is my passport", " [BSN]", " = dob", "{\"dob\":{\"S\":\"", "stringValue\":\"", "(id, dob) VALUES (1, '", "<th>dob</th>", "<tr><td>", "null -> ", "{}\", \"", " in Lisbon on ", " geboren", "typed ", "Fri, ", "S/C ", "..........", "        ", "(no. ", "value=\"", "N52.5200", "52°31'N", "account no. ", "imei 2",
            "webpack:///", "c:/users/", "\\\\host\\profiles$\\", "C:\\Benutzer\\", "drwxr-xr-x ", "ls ", "//wsl$/x/home/", "N", "E", "S", " W", "52 31 12 N 13 24 18 E", "4807.038,N,01131.000,E", "+52.5200+013.4050/", "!3d52.5200", "<+", "lat,lon\n",
            "13.404954", "latE7\":525200080", "maps?q=", "POINT(", "marker([", "deg 31' ", "conto n. ", "agencia 1234 ", "konto ", "Р/с ", "/0800", "61 1090 1014 0000 0712 1981 2874", "8601.11.17947",
            "12APR1985", "AB123456C", "(21) 3269-6987", "8 (495) 731-61-59", "+ 44 20", "Rentenversicherungsnummer", "L01X00T471", "/12/",
        ]).prop_map(str::to_string),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check_order(text: &str, matches: &[Match]) {
    let mut end = 0;
    for one in matches {
        assert!(end <= one.start && one.start < one.end, "sorted and apart: {text:?} {matches:?}");
        assert!(text.get(one.start as usize..one.end as usize).is_some(), "on characters: {text:?} {one:?}");
        end = one.end;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn matches_of_any_text_are_sorted_apart_and_on_characters(text in any::<String>()) {
        check_order(&text, &find(&scanner(&Kind::ALL), &text));
    }

    #[test]
    fn matches_of_hostile_texts_are_sorted_apart_and_on_characters(text in hostile()) {
        check_order(&text, &find(&scanner(&Kind::ALL), &text));
    }

    #[test]
    fn the_prefilter_announces_what_a_matcher_finds(text in hostile()) {
        for kind in Kind::ALL {
            let mut matches = Vec::new();
            find_kind(kind, &text, &BuiltIns::default(), |start, end| matches.push((start, end)));
            let announced = prefilter::possible(text.as_bytes(), Kinds::of(kind), &BuiltIns::default()).has(Kinds::of(kind));
            prop_assert!(matches.is_empty() || announced, "{} {:?} {:?}", kind, text, matches);
        }
    }

    #[test]
    fn nothing_that_one_kind_finds_is_left_standing_by_all(text in hostile()) {
        let covered = |matches: &[Match], place: u32| matches.iter().any(|one| (one.start..one.end).contains(&place));
        let all = find(&scanner(&Kind::ALL), &text);
        for kind in Kind::ALL {
            for one in find(&scanner(&[kind]), &text) {
                // The host after `user:password@` is the one exception.
                let end = if kind == Kind::Email { one.start + 1 } else { one.end };
                prop_assert!((one.start..end).all(|place| covered(&all, place)), "{} {:?} {:?}", kind, text, one);
            }
        }
    }

    #[test]
    fn a_value_is_found_wherever_it_stands(
        (kind, value) in prop_oneof![
            values::email().prop_map(|value| (Kind::Email, value)),
            values::phone().prop_map(|value| (Kind::Phone, value)),
            values::card().prop_map(|value| (Kind::Card, value)),
            values::iban().prop_map(|value| (Kind::Iban, value)),
        ],
        before in "([a-zé漢 ,:;!?<>|]{0,70}[ ,;!<>|])?",
        after in "([ ,;!<>|][a-zé漢 ,:;!?<>|]{0,70})?",
    ) {
        let text = format!("{before}{value}{after}");
        let matches = find(&scanner(&[kind]), &text);
        let place = before.len() as u32..(before.len() + value.len()) as u32;
        prop_assert_eq!(matches, vec![Match { start: place.start, end: place.end, pattern: 0 }], "{}", text);
    }
}
