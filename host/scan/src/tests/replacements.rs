//! What can take the place of a match, and what cannot.

use crate::{Kind, MAX_REPLACEMENT_BYTES, Matcher, Options, Pattern, Replacement, ScanError, Scanner, TextError};

fn scanner() -> Scanner {
    let order = Matcher::Regex("A-[0-9]+".into());
    let order = Pattern { rule: "order".into(), matcher: order, replacement: Replacement::Mask };
    let kinds = Kind::ALL.map(Pattern::masking);
    Scanner::compile(&kinds.into_iter().chain([order]).collect::<Vec<_>>()).unwrap()
}

fn text_error(text: &str) -> Option<TextError> {
    match scanner().replace_with(0, Replacement::Text(text.into())) {
        Ok(()) => None,
        Err(ScanError::BadText { index: 0, source, .. }) => Some(source),
        Err(other) => panic!("{text:?}: {other}"),
    }
}

#[test]
fn digits_are_kept_of_some_kinds_and_of_expressions() {
    let mut scanner = scanner();
    let mut allowed = |replacement: &Replacement| {
        let place = |index: &usize| scanner.replace_with(*index, replacement.clone()).is_ok();
        (0..=Kind::ALL.len()).filter(place).collect::<Vec<_>>()
    };
    let kinds = [Kind::Phone, Kind::Card, Kind::Iban, Kind::BankAccount, Kind::DeviceId].map(|kind| kind as usize);
    assert_eq!(allowed(&Replacement::LastFour), [&kinds[..], &[Kind::ALL.len()]].concat());
    assert_eq!(allowed(&Replacement::BinAndLastFour), [Kind::Card as usize]);
    for replacement in [Replacement::Mask, Replacement::Pseudonym, Replacement::Removal] {
        assert_eq!(allowed(&replacement).len(), Kind::ALL.len() + 1);
    }
    let missing = scanner.replace_with(Kind::ALL.len() + 1, Replacement::Removal);
    assert!(matches!(missing, Err(ScanError::NoSuchPattern { index: 23 })), "{missing:?}");
    assert_eq!(scanner.patterns()[Kind::Card as usize].replacement, Replacement::Removal);
}

#[test]
fn patterns_with_a_replacement_that_is_not_for_them_do_not_compile() {
    for replacement in [Replacement::LastFour, Replacement::BinAndLastFour, Replacement::Text("a@example.com".into())] {
        let pattern = Pattern { replacement, ..Pattern::masking(Kind::Secret) };
        assert!(Scanner::compile(std::slice::from_ref(&pattern)).is_err(), "{pattern:?}");
        let read: Pattern = serde_json::from_str(&serde_json::to_string(&pattern).unwrap()).unwrap();
        assert_eq!(read, pattern);
    }
}

#[test]
fn a_text_has_characters_that_are_shown_and_is_no_separator() {
    for good in
        ["***", "<card>", "entfernt", "[redacted]", "\"quoted\"", "•••", "карта скрыта", "\u{1f4b3}", "x", "redacted:1"]
    {
        assert!(text_error(good).is_none(), "{good}: {:?}", text_error(good));
    }
    assert!(text_error(&"x".repeat(MAX_REPLACEMENT_BYTES)).is_none());
    for (bad, bytes) in [(String::new(), 0), ("é".repeat(33), 66)] {
        assert!(matches!(text_error(&bad), Some(TextError::Length { bytes: has }) if has == bytes), "{bad}");
    }
    for bad in
        ["a\nb", "a\u{1b}[31m", "a\u{7f}", "a\u{85}", "a\u{202e}b", "a\u{200b}b", "a\u{2028}", "a\u{ad}b", "a\u{feff}"]
    {
        assert!(matches!(text_error(bad), Some(TextError::NotShown)), "{bad:?}");
    }
    for bad in ["%20", "x%", "&nbsp;", r"\u0020", "a\\"] {
        assert!(matches!(text_error(bad), Some(TextError::Escape)), "{bad:?}");
    }
    for bad in [" ", "-", "0", "...", "—", "\u{a0}", "(0)", "٣", "０", "@", "1 - 2"] {
        assert!(matches!(text_error(bad), Some(TextError::Separators)), "{bad:?}");
    }
}

#[test]
fn a_text_in_which_anything_is_found_is_refused() {
    for (bad, finder) in [
        ("ask eve@example.com", "email"),
        ("4111 1111 1111 1111", "card"),
        ("call +49 30 1234567", "phone"),
        ("10.1.2.3", "ipv4"),
        ("password: hunter2x", "secret"),
        ("dob: 1980-04-03", "birth-date"),
        ("order A-17", "order"),
    ] {
        match text_error(bad) {
            Some(TextError::Found { rule }) => assert_eq!(rule, finder, "{bad}"),
            other => panic!("{bad}: {other:?}"),
        }
    }
    // Also of kinds that the scanner does not look for, and with its options.
    let of = |options| Scanner::compile_with(&[Pattern::masking(Kind::Email)], options).unwrap();
    let countries = Options { countries: vec!["IN".into()], ..Options::default() };
    let number = || Replacement::Text("seen 98765 43210".into());
    assert!(of(Options::default()).replace_with(0, number()).is_ok());
    assert!(matches!(
        of(countries).replace_with(0, number()),
        Err(ScanError::BadText { index: 0, source: TextError::Found { rule }, .. }) if rule == "phone"
    ));
}

#[test]
fn nothing_is_found_that_reaches_over_a_text() {
    let scanner = scanner();
    for text in ["*", "x", "•", "!", "***", "<>", "[]", "~", "|"] {
        assert!(text_error(text).is_none(), "{text}");
        for number in
            ["4111 1111{}1111 1111", "+49 30{}1234567", "DE89 3704 0044{}0532 0130 00", "078-05{}1120", "10.1{}2.3"]
        {
            let (mut matches, at) = (Vec::new(), number.find('{').unwrap() as u32);
            scanner.find(&number.replace("{}", text), &mut matches);
            assert!(matches.iter().all(|found| found.end <= at || found.start > at), "{number} {text}: {matches:?}");
        }
    }
}
