//! The events of one request, as filters read and edit them and as they are written.
//!
//! A batch is the body as it came, the nodes that point into it (one pass, [`tokenize`]), and a log of edits ([`edits`])
//! that can be taken back. Nothing is copied until it is changed.
//!
//! Decoding: [`decode`] finds the events, [`attributes`] puts their members where filters see them, [`shared`] adds what
//! an envelope says of all. Reading: [`path`], [`get`], [`texts`], all on what [`view`] says stands there. Editing:
//! [`mask`], [`mod@scan`], [`names`], [`set`]. Writing: [`json`], which copies what is clean.

mod attributes;
mod batch;
mod decode;
mod document;
mod duplicates;
mod edits;
mod escape;
mod get;
mod ids;
mod json;
mod mask;
mod member;
mod names;
mod node;
mod number_end;
mod path;
mod pseudonym;
mod receipts;
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

#[cfg(test)]
mod tests;

pub use batch::{Batch, FilterName, Value};
pub use decode::{DecodeError, DecodeLimits};
pub use edits::{EditError, EditSummary, RuleCount, RuleId};
pub use pseudonym::PseudonymKey;
pub use set::{SetError, Setting};

pub(crate) use batch::{Event, NONE};
pub(crate) use document::{Document, Json};
pub(crate) use escape::{push_escaped, push_escaped_within, push_quoted};
pub(crate) use json::JsonWriter;
pub(crate) use member::{MAX_ID_BYTES, Member};
