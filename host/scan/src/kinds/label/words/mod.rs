//! The words of labels, and how they are compared.

mod ends;
mod fillers;
mod folded;
mod list;
mod phrase;

pub(super) use ends::words;
pub(super) use fillers::MONTHS;
pub(crate) use phrase::of_member;
pub(super) use phrase::{are_fillers, may_end, of_phrase};
