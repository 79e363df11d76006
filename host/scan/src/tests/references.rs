//! The matchers against straightforward regular expressions: all that those find must be covered.

use super::marked::{find, scanner};
use super::values::luhn;
use crate::Kind;
use proptest::prelude::*;
use regex::Regex;
use std::sync::LazyLock;

static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}").unwrap());
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:1|7|20|3[0-469]|4[0134-9]|5[1-8]|6[0-6]|9[0-58]|35[0-9]|42[013])[ .-]\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}\b").unwrap()
});
static CARD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[2-6][0-9]{3}(?:[ -]?[0-9]{4}){3}\b").unwrap());

/// What the reference takes for a top-level domain and is none; of up to three letters, as the texts have.
#[rustfmt::skip]
const FILES: &[&str] = &[
    ".png", ".jpg", ".gif", ".svg", ".ico", ".bmp", ".tif", ".ttf", ".otf", ".eot", ".css", ".js", ".mjs", ".cjs", ".jsx",
    ".ts", ".tsx", ".map", ".htm", ".xml", ".yml", ".txt", ".log", ".pdf", ".tgz", ".gz", ".whl", ".mp3", ".mp4",
];

fn check(kind: Kind, text: &str, expected: std::ops::Range<usize>) -> Result<(), TestCaseError> {
    let matches = find(&scanner(&[kind]), text);
    let covered = |place: usize| matches.iter().any(|one| (one.start as usize..one.end as usize).contains(&place));
    prop_assert!(expected.clone().all(covered), "{} {:?} {:?} {:?}", kind, text, expected, matches);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_email_address_of_the_reference_is_covered(text in "([a-z0-9.%+@_-]|@[a-z]{1,3}\\.[a-z]{1,3}|%40|[ ,'<]){0,40}") {
        prop_assume!(!FILES.iter().any(|file| text.contains(file)));
        for one in EMAIL.find_iter(&text) {
            check(Kind::Email, &text, one.range())?;
        }
    }

    #[test]
    fn every_phone_number_of_the_reference_is_covered(text in "([+]?[0-9]{1,3}[ .-][(]?[0-9]{3}[)]?[ .-][0-9]{3}[ .-][0-9]{4}[ ,a]){1,3}") {
        // One number right after another is a list.
        let in_list = |start: usize| text[..start].ends_with(|before: char| " .-".contains(before));
        for one in PHONE.find_iter(&text).filter(|one| !in_list(one.start())) {
            check(Kind::Phone, &text, one.range())?;
        }
    }

    #[test]
    fn every_card_number_of_the_reference_is_covered(text in "([a-z]{1,3} [2-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[,;]? ){1,3}") {
        for one in CARD.find_iter(&text) {
            let digits: String = one.as_str().chars().filter(char::is_ascii_digit).collect();
            let standing_alone = !text[one.end()..].starts_with(|next: char| next.is_ascii_digit());
            if luhn(&digits) && standing_alone && !digits.starts_with('2') {
                check(Kind::Card, &text, one.range())?;
            }
        }
    }
}
