//! From a match to what takes its place.

use crate::batch::filter_name::RuleId;
use crate::edit::ids::Id;
use crate::edit::kept_digits::KeptDigits;
use crate::edit::mask::Fill;
use sluice_scan::Replacement;

/// What takes the place of a match with this value.
pub(super) fn fill<'a>(
    wanted: &'a Replacement,
    rule: RuleId,
    id: Option<Id>,
    value: &str,
    is_number: bool,
) -> Fill<'a> {
    let kept = |with_first| {
        let of = if is_number { KeptDigits::of_number } else { KeptDigits::of };
        of(value, with_first).map_or(Fill::Marker(rule), |digits| Fill::Digits(rule, digits))
    };
    match wanted {
        _ if id.is_some() => Fill::Pseudonym(rule),
        // The name of a member cannot go without its value.
        Replacement::Mask | Replacement::Removal => Fill::Marker(rule),
        Replacement::Pseudonym => Fill::Pseudonym(rule),
        Replacement::LastFour => kept(false),
        Replacement::BinAndLastFour => kept(true),
        Replacement::Text(text) => Fill::Text(rule, text),
    }
}
