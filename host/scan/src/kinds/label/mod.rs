//! What a word before a number, or the name of its member, tells of it: `BSN: 123456782`, `passport no. C01X00T47`.
//!
//! A label ends right before the value, but for punctuation and one or two words such as `number` and `is`. It is
//! compared like the names of `secret`: without blanks and separators, by whole words. The list is in `words`.

mod before;
mod behind;
mod beside;
mod hint;
mod maps;
mod near;
mod table;
mod tail;
mod through;
mod told;
mod words;

use crate::text::bytes::{is_word, touches_word};
use crate::text::steps::step;
pub(crate) use before::{before_value, era_before, is_decimal_of_column, month_before};
pub(crate) use behind::behind_at;
pub(crate) use beside::is_plain;
pub(crate) use near::near;
pub(crate) use table::is_headed;
pub(crate) use tail::{is_between, wide_mark};
pub(crate) use told::{Labels, Telling, Told};
pub(crate) use words::of_member;

/// What is told of the value that begins at `start`, by a label before it or by one behind it: `AB1234567 (passport)`.
pub(crate) fn of_value(text: &[u8], start: usize) -> Telling {
    let (before, behind) = (before_value(text, start), behind::after_value(text, start));
    // What stands before may be the label of another value: `DEUTDEFF (BIC), 021000021 (ABA)`.
    if before == Labels::NONE { behind } else { Telling { labels: before.with(behind.labels), end: None } }
}

/// Everything that the name of a member that tells something can end in.
pub(crate) fn ends() -> impl Iterator<Item = &'static str> {
    words::words()
}

/// Calls `found` with each value that may be told of: where a letter or digit follows other bytes, and what is told of it.
pub(crate) fn each_told(text: &[u8], wanted: Labels, found: impl FnMut(usize, Telling)) {
    each_told_or(text, wanted, |_, _| Labels::NONE, found);
}

/// The same, where `further` looks for what is told of a value of which nothing else tells anything.
pub(crate) fn each_told_or(
    text: &[u8],
    wanted: Labels,
    further: impl Fn(&[u8], usize) -> Labels,
    mut found: impl FnMut(usize, Telling),
) {
    let mut place = 0;
    while place < text.len() {
        step();
        if is_word(text[place]) && !touches_word(text, place) {
            let told = of_value(text, place);
            if told.labels.has(wanted) {
                found(place, told);
            } else if told.labels == Labels::NONE {
                let labels = further(text, place);
                if labels.has(wanted) {
                    found(place, Telling { labels, end: None });
                }
            }
        }
        place += 1;
    }
}
