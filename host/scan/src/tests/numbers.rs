//! JSON number tokens.

use super::marked::scanner;
use crate::{Kind, Match, Matcher, Pattern, Replacement, Scanner};

fn found(scanner: &Scanner, token: &str) -> Option<u32> {
    let mut matches = Vec::new();
    scanner.find_number(token, &mut matches);
    assert!(matches.len() <= 1);
    matches.first().map(|one| {
        assert_eq!((one.start, one.end), (0, token.len() as u32), "the whole number");
        one.pattern
    })
}

#[test]
fn card_numbers_match_however_the_number_is_written() {
    let scanner = scanner(&[Kind::Card]);
    for token in [
        "4111111111111111",
        "-4111111111111111",
        "4111111111111111.0",
        "4111111111111111.000",
        "4.111111111111111e15",
        "4.111111111111111E+15",
        "41111111111111110e-1",
        "378282246310005",
        "5.10510510510510e15",
        "5.1051051051051e15",
    ] {
        assert_eq!(found(&scanner, token), Some(0), "{token}");
    }
}

#[test]
fn whole_phone_numbers_with_a_country_code_match() {
    let scanner = scanner(&[Kind::Email, Kind::Phone]);
    for token in ["14155550132", "442079460958", "33612345678", "1.4155550132e10", "14155550132.0"] {
        assert_eq!(found(&scanner, token), Some(1), "{token}");
    }
}

#[test]
fn times_amounts_and_identifiers_do_not_match() {
    let scanner = scanner(&Kind::ALL);
    for token in [
        "0",
        "4e15",
        "40100e6",
        "-1",
        "291.0",
        "1e999999999999",
        "1e-5",
        "4111111111111111.5",
        "4111111111111112",
        "1732269600",
        "1732269600000",
        "1732269600000000",
        "1732269600000000006",
        "4155550132",
        "123456789",
        "99999999999999999999999",
        "0.4111111111111111",
        "11111111111",
        "10000000001",
        "4294967296",
        "9007199254740991",
    ] {
        assert_eq!(found(&scanner, token), None, "{token}");
    }
}

#[test]
fn regular_expressions_see_the_token_and_match_all_of_it() {
    let pattern =
        Pattern { rule: "id".into(), matcher: Matcher::Regex("77".into()), replacement: Replacement::Pseudonym };
    let scanner = Scanner::compile(&[pattern]).unwrap();
    assert_eq!(found(&scanner, "177.5"), Some(0));
    assert_eq!(found(&scanner, "17.75"), None);
    let mut matches = vec![Match { start: 1, end: 2, pattern: 9 }];
    scanner.find_number("77", &mut matches);
    assert_eq!(matches.len(), 2, "matches are appended");
}
