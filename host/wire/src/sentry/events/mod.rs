//! What items become.

mod check_in;
mod error_event;
mod feedback;
mod log;
mod mapping;
mod metric;
mod session;
mod span;
mod transaction;

pub(super) use mapping::{ITEMS, Mapping};
