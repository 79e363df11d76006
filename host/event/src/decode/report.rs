//! What decoding a body leaves out of its batch.

use super::error::DecodeError;

/// Elements whose places and reasons are kept; the rest is counted.
const MAX_REJECTED: usize = 16;

/// What of a body became no event, while the rest of it did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecodeReport {
    /// The first elements that could not be read, at most 16.
    pub rejected: Vec<Rejected>,
    /// How many there are, with those of `other_kinds`.
    pub rejected_count: usize,
    /// Events that could be read, and whose sender may not send events of their kind.
    pub other_kinds: usize,
    /// Why the body says nothing, where it does.
    pub unrecognised: Option<Unrecognised>,
}

/// An element of a list that could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rejected {
    /// The member that holds the list; `events` for plain JSON.
    pub list: &'static str,
    /// Elements before it.
    pub index: usize,
    /// What is wrong with it.
    pub reason: RejectReason,
}

/// Why an element could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// JSON of another type.
    #[error("not a JSON object")]
    NotAnObject,
    /// What should be a list is none.
    #[error("not a JSON array")]
    NotAnArray,
    /// Protobuf whose fields cannot be told apart, or have the wire type of another field.
    #[error("not the protobuf message of this path")]
    Malformed,
    /// What should be an item of an envelope is none, or says that it is longer than what is left.
    #[error("not an item of an envelope")]
    NotAnItem,
    /// Protobuf with a text that is not UTF-8.
    #[error("a protobuf text that is not UTF-8")]
    NotUtf8,
}

/// Why nothing in a body became an event, or means anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unrecognised {
    /// It has other members than the format.
    #[error("nothing in the body was recognised; this path takes {wanted}")]
    Members {
        /// What the format begins with.
        wanted: &'static str,
    },
    /// It belongs to another path.
    #[error("nothing in the body was recognised; this path takes {wanted}, and {found} belongs to {path}")]
    OtherPath {
        /// What the format begins with.
        wanted: &'static str,
        /// What the body has.
        found: &'static str,
        /// Where that is taken.
        path: &'static str,
    },
}

impl DecodeReport {
    /// Counts an element that could not be read.
    pub fn reject(&mut self, list: &'static str, index: usize, reason: RejectReason) {
        if self.rejected.len() < MAX_REJECTED {
            self.rejected.push(Rejected { list, index, reason });
        }
        self.rejected_count += 1;
    }

    /// Counts events whose sender may not send events of their kind.
    pub fn reject_kinds(&mut self, events: usize) {
        self.rejected_count += events;
        self.other_kinds += events;
    }

    /// Adds what another part of the same body leaves out.
    pub fn add(&mut self, other: Self) {
        self.rejected_count += other.rejected_count;
        self.other_kinds += other.other_kinds;
        self.rejected.extend(other.rejected);
        self.rejected.truncate(MAX_REJECTED);
        self.unrecognised = self.unrecognised.or(other.unrecognised);
    }

    /// What to say of a body of so many events: where there are some, it was recognised.
    ///
    /// # Errors
    /// Where nothing in the body could be read.
    pub(crate) fn of_events(mut self, events: usize) -> Result<Self, DecodeError> {
        if events > 0 {
            self.unrecognised = None;
        } else if let Some(first) = self.rejected.first() {
            return Err(first.reason.of_body(first.list));
        }
        Ok(self)
    }
}

impl RejectReason {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::NotAnObject, Self::NotAnArray, Self::Malformed, Self::NotAnItem, Self::NotUtf8];

    /// The label of metrics.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::NotAnObject => "not_an_object",
            Self::NotAnArray => "not_an_array",
            Self::Malformed => "malformed",
            Self::NotAnItem => "not_an_item",
            Self::NotUtf8 => "not_utf8",
        }
    }

    /// The error of a body in which there is nothing else.
    fn of_body(self, name: &'static str) -> DecodeError {
        let wanted = match self {
            Self::NotAnObject => "a list of objects",
            Self::NotAnArray => "an array",
            Self::NotAnItem => "a list of items, each with its header and its payload",
            Self::Malformed | Self::NotUtf8 => "the protobuf message of this path",
        };
        DecodeError::Misfit { name, wanted }
    }
}

impl Unrecognised {
    /// The labels of all.
    pub const LABELS: [&str; 2] = ["unknown_members", "other_path"];

    /// The label of metrics.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Members { .. } => Self::LABELS[0],
            Self::OtherPath { .. } => Self::LABELS[1],
        }
    }
}
