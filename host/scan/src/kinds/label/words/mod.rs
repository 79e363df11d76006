//! The words of labels, and how they are compared.

mod ends;
mod fillers;
mod list;
mod phrase;

pub(super) use fillers::{FILLERS, MONTHS};
pub(super) use list::LABELS;
pub(crate) use phrase::of_member;
pub(super) use phrase::{are_fillers, may_end, of_phrase};
