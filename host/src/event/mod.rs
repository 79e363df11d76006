//! The events of one request, as filters read and edit them and as they are written.
//!
//! A batch is the body as it came, the nodes that point into it (one pass of a tokenizer, [`tokenize`]), and a log of
//! edits ([`edits`]) that can be taken back. Nothing is copied until it is changed.

mod attributes;
mod batch;
mod decode;
mod duplicates;
mod edits;
mod escape;
mod get;
mod json;
mod mask;
mod member;
mod names;
mod node;
mod path;
mod pseudonym;
mod receipts;
mod scan;
mod set;
mod shared;
mod splice;
mod surrogates;
mod tape;
mod texts;
mod time;
mod tokenize;
mod view;

#[cfg(test)]
mod tests;

pub use batch::{Batch, FilterName, Value};
pub use decode::{DecodeError, DecodeLimits};
pub use edits::{EditError, EditSummary, RuleCount, RuleId};
pub use pseudonym::PseudonymKey;
pub use set::SetError;

pub(crate) use batch::{Event, NONE};
pub(crate) use escape::{push_escaped, push_escaped_within, push_quoted};
pub(crate) use json::JsonWriter;
pub(crate) use member::Member;
