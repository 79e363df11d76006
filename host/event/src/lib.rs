//! The events of one request, as filters read and edit them and as they are written.
//!
//! A batch is the body as it came, the nodes that point into it (`tape`), and a log of edits (`batch::log`) that can be taken
//! back. Nothing is copied until it is changed.
//!
//! Decoding: `json::tokenize` makes nodes of a text in one pass, `decode` finds the events and puts their members where filters
//! see them, and `build` puts events of other formats together. Reading: `batch::get`, `batch::path` and `batch::walk`, all on
//! what `batch::view` says stands there. Editing: `edit`. Comparing what two filters did: `compare`. Writing: `json::writer`, which
//! copies what is clean, and `line` around it.

mod batch;
mod build;
mod compare;
mod decode;
mod edit;
mod json;
pub mod line;
mod member;
mod tape;

#[cfg(test)]
mod tests;

pub use batch::Batch;
pub use batch::filter_name::{FilterName, RuleId};
pub use batch::finding::Fate;
pub use batch::path::push_step;
pub use batch::places::{MAX_PLACE_STEPS, MAX_PLACES, Places, PlacesError};
pub use batch::value::Value;
pub use build::{BatchBuilder, Repeated, ValueWriter};
pub use compare::{Difference, DifferenceKind, compare};
pub use decode::DecodeLimits;
pub use decode::document::{Document, Part};
pub use decode::error::DecodeError;
pub use decode::json_value::Json;
pub use decode::report::{DecodeReport, RejectReason, Rejected, Unrecognised};
pub use decode::retain::AttributeFate;
pub use decode::time::push_rfc3339;
pub use edit::EditSummary;
pub use edit::findings::{Found, Step};
pub use edit::guard::{Guard, GuardAction, GuardFinding};
pub use edit::keep::Keeper;
pub use edit::pseudonym::PseudonymKey;
pub use edit::receipts::RuleCount;
pub use edit::set::{SetError, Setting};
pub use json::escape::push_quoted;
pub use member::{KINDS, MAX_ID_BYTES};

pub(crate) use batch::event::Event;
pub(crate) use json::escape::{push_escaped, push_escaped_within, push_user_within};
pub(crate) use json::writer::JsonWriter;
pub(crate) use member::Member;
pub(crate) use tape::node::NONE;
