//! Which replacements are for which patterns, and which texts can be one.
//!
//! A text of a filter's own stands where something was found, in a line that others read and scan again. So nothing may be found in
//! it, and it must not make one number of what stands before it and behind it.

use super::Scanner;
use crate::policy::replacement::{MAX_REPLACEMENT_BYTES, TextError};
use crate::text::fold::{Folded, is_left_out};
use crate::{Kind, Matcher, Pattern, Replacement, ScanError};

/// Kinds whose last four digits say little. Not `ssn` and `national-id`: people are asked for the last digits of these to prove
/// who they are.
const WITH_LAST_FOUR: [Kind; 5] = [Kind::Phone, Kind::Card, Kind::Iban, Kind::BankAccount, Kind::DeviceId];
/// What may stand between the digits of one number, or between two parts of an address.
const SEPARATORS: &str = "0123456789 +-./_(),:;'@#=";

impl Scanner {
    /// Leaves something else in the place of what the pattern at `index` matches.
    ///
    /// # Errors
    /// There is no such pattern, the replacement is not for what it matches, or its text cannot take the place of a match.
    pub fn replace_with(&mut self, index: usize, replacement: Replacement) -> Result<(), ScanError> {
        let pattern = self.patterns.get(index).ok_or(ScanError::NoSuchPattern { index })?;
        self.check_replacement(index, pattern, &replacement)?;
        self.patterns[index].replacement = replacement;
        Ok(())
    }

    /// Whether the replacements are for their patterns.
    pub(super) fn check_replacements(&self) -> Result<(), ScanError> {
        let mut patterns = self.patterns.iter().enumerate();
        patterns.try_for_each(|(index, of)| self.check_replacement(index, of, &of.replacement))
    }

    fn check_replacement(&self, index: usize, of: &Pattern, wanted: &Replacement) -> Result<(), ScanError> {
        let is_of = |kinds: &[Kind]| matches!(&of.matcher, Matcher::Kind(kind) if kinds.contains(kind));
        match wanted {
            Replacement::Mask | Replacement::Pseudonym | Replacement::Removal => Ok(()),
            Replacement::LastFour if matches!(of.matcher, Matcher::Regex(_)) || is_of(&WITH_LAST_FOUR) => Ok(()),
            Replacement::LastFour => Err(ScanError::NoLastFour { index, rule: of.rule.clone() }),
            Replacement::BinAndLastFour if is_of(&[Kind::Card]) => Ok(()),
            Replacement::BinAndLastFour => Err(ScanError::NoBin { index, rule: of.rule.clone() }),
            Replacement::Text(text) => {
                let bad = |source| ScanError::BadText { index, rule: of.rule.clone(), source };
                self.check_text(text).map_err(bad)
            }
        }
    }

    fn check_text(&self, text: &str) -> Result<(), TextError> {
        let bytes = text.len();
        if bytes == 0 || bytes > MAX_REPLACEMENT_BYTES {
            return Err(TextError::Length { bytes });
        }
        if text.chars().any(is_not_shown) {
            return Err(TextError::NotShown);
        }
        if text.contains(['%', '&', '\\']) {
            return Err(TextError::Escape);
        }
        let found = self.rule_that_finds(text).or_else(|| self.of_kinds(&Kind::ALL).rule_that_finds(text));
        if let Some(rule) = found {
            return Err(TextError::Found { rule });
        }
        let folded = Folded::new(text);
        let separates = folded.as_ref().map_or(text, Folded::text).chars().all(|one| SEPARATORS.contains(one));
        if separates { Err(TextError::Separators) } else { Ok(()) }
    }

    fn rule_that_finds(&self, text: &str) -> Option<String> {
        let mut matches = Vec::new();
        self.find(text, &mut matches);
        let pattern = self.patterns.get(matches.first()?.pattern as usize)?;
        Some(pattern.rule.clone())
    }
}

/// Control characters, line and paragraph separators, directions, and what has no width.
fn is_not_shown(one: char) -> bool {
    one.is_control() || is_left_out(one) || matches!(one, '\u{61c}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
}
