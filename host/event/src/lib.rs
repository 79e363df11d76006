//! The events of one request, as filters read and edit them and as they are written.
//!
//! A batch is the body as it came, the nodes that point into it (one pass, [`tokenize`]), and a [`log`] of [`edits`]
//! that can be taken back. Nothing is copied until it is changed.
//!
//! Decoding: [`decode`] finds the events, [`attributes`] puts their members where filters see them, [`shared`] adds what
//! an envelope says of all. Reading: [`path`], [`get`], [`texts`], all on what [`view`] says stands there. Editing:
//! [`mask`], [`mod@scan`], [`names`], [`set`]. Writing: [`json`], which copies what is clean, and [`line`]
//! around it.

mod attributes;
mod batch;
mod decode;
mod document;
mod duplicates;
mod edits;
mod error;
mod escape;
mod get;
mod ids;
mod json;
pub mod line;
mod log;
mod mask;
mod member;
mod member_name;
mod names;
mod node;
mod number_end;
mod path;
mod pseudonym;
mod receipts;
mod report;
mod scan;
mod set;
mod shared;
mod splice;
mod string_end;
mod tape;
mod texts;
mod time;
mod tokenize;
mod unescape;
mod view;
mod web_vital;

#[cfg(test)]
mod tests;

pub use batch::{Batch, Value};
pub use decode::DecodeLimits;
pub use document::{Document, Json};
pub use edits::EditSummary;
pub use error::DecodeError;
pub use escape::push_quoted;
pub use log::{FilterName, RuleId};
pub use member::MAX_ID_BYTES;
pub use pseudonym::PseudonymKey;
pub use receipts::RuleCount;
pub use report::{DecodeReport, RejectReason, Rejected, Unrecognised};
pub use set::{SetError, Setting};

pub(crate) use batch::Event;
pub(crate) use escape::{push_escaped, push_escaped_within, push_user_within};
pub(crate) use json::JsonWriter;
pub(crate) use member::Member;
pub(crate) use node::NONE;
