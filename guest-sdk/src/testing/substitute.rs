//! What else takes the place of a match, in unit tests.

use super::edit;
use crate::types::{Kind, Matcher, Substitute};

const WITH_LAST_FOUR: [Kind; 5] = [Kind::Phone, Kind::Card, Kind::Iban, Kind::BankAccount, Kind::DeviceId];
const MAX_TEXT_BYTES: usize = 64;
const FEWEST_HIDDEN: usize = 5;
const SEPARATORS: &str = "0123456789 +-./_(),:;'@#=";

/// Whether it can take the place of what a pattern matches.
pub(super) fn check(substitute: &Substitute, matcher: &Matcher) -> Result<(), String> {
    let is_of = |kinds: &[Kind]| matches!(matcher, Matcher::Kind(kind) if kinds.contains(kind));
    let wrong = match substitute {
        Substitute::LastFour if !is_of(&WITH_LAST_FOUR) && matches!(matcher, Matcher::Kind(_)) => {
            "the last four digits are for phone, card, iban, bank-account, device-id and for regular expressions".into()
        }
        Substitute::BinAndLastFour if !is_of(&[Kind::Card]) => {
            "the first six digits are for the kind card alone".into()
        }
        Substitute::Text(text) if !(1..=MAX_TEXT_BYTES).contains(&text.len()) => {
            format!("the text has {} bytes, 1 to {MAX_TEXT_BYTES} are allowed", text.len())
        }
        Substitute::Text(text) if text.chars().any(char::is_control) => {
            "the text has a character that is not shown, such as a line break; use letters, digits and signs".into()
        }
        Substitute::Text(text) if text.contains(['%', '&', '\\']) => {
            "the text has a %, & or \\, which begin escapes; leave it out".into()
        }
        Substitute::Text(text) if text.chars().all(|one| SEPARATORS.contains(one)) => {
            "the text has only digits, blanks and separators; add a letter or a sign such as *".into()
        }
        _ => return Ok(()),
    };
    Err(wrong)
}

pub(super) fn replacement(substitute: &Substitute, value: &str, rule: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let hidden = |shown: usize| digits.len().checked_sub(shown).is_some_and(|hidden| hidden >= FEWEST_HIDDEN);
    let last = || &digits[digits.len() - 4..];
    match substitute {
        Substitute::Text(text) => text.clone(),
        Substitute::BinAndLastFour if hidden(10) => format!("[{rule}:{}*{}]", &digits[..6], last()),
        Substitute::LastFour | Substitute::BinAndLastFour if hidden(4) => format!("[{rule}:*{}]", last()),
        Substitute::Removal | Substitute::LastFour | Substitute::BinAndLastFour => edit::masked(rule),
    }
}
