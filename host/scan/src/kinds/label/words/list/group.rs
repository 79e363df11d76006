//! Words that tell the same.

use crate::kinds::label::{Labels, Told};

/// What they tell, and the words.
pub(super) type Group = (Labels, &'static [&'static str]);

pub(super) const fn of(told: Told) -> Labels {
    Labels::of(told)
}
