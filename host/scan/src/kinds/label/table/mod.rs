//! Headings over values: of the columns of a table (`column`), of its cells in HTML (`cells`), and of the places in a list that
//! stands before another (`lists`).

mod cells;
mod column;
mod lists;

pub(crate) use column::is_headed;

/// Whether a heading that may stand over the value at `start` tells it, by where the heading ends.
pub(super) fn is_listed(text: &[u8], start: usize, mut tells: impl FnMut(usize) -> bool) -> bool {
    is_headed(text, start, &mut tells)
        || lists::heading(text, start).is_some_and(&mut tells)
        || cells::heading(text, start).is_some_and(&mut tells)
}
