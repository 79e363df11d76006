//! The log of edits: what filters did to a batch, so that it can be taken back.

use std::sync::Arc;

use super::node::{NONE, Span};

/// Who made an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterName {
    /// The name in the configuration.
    pub name: String,
    /// The version that the filter carries.
    pub version: String,
    /// The names of its rules, by [`RuleId`]: 1 to 32 letters, digits and dashes each.
    pub rules: Arc<[String]>,
}

/// All edits so far, and what they have made.
#[derive(Default)]
pub(super) struct Log {
    pub(super) edits: Vec<Edit>,
    /// Where markers stand in edited texts, counted from the start of the text.
    pub(super) marks: Vec<(u32, u32)>,
    pub(super) receipts: Vec<Receipt>,
    pub(super) filters: Vec<Arc<FilterName>>,
    pub(super) running: Option<Running>,
    /// Runs so far: no two have the same number.
    pub(super) runs: u32,
}

/// One edit of a node, or of an event.
#[derive(Clone, Copy)]
pub(super) struct Edit {
    pub(super) target: u32,
    /// The edit of the same node before this one, as in `Node::edit`.
    pub(super) previous: u32,
    pub(super) what: What,
}

#[derive(Clone, Copy)]
pub(super) enum What {
    Removed,
    Nulled,
    /// Of a text, a number or a key.
    Text {
        text: Span,
        marks: (u32, u32),
    },
    Replaced {
        by: u32,
    },
    /// The object has one more member.
    Added {
        key: u32,
    },
    /// The event's member was at `before`.
    Placed {
        member: u8,
        before: u32,
    },
    /// The event is not written.
    Dropped,
}

/// Where everything ended when the running filter began.
pub(super) struct Running {
    pub(super) edits: usize,
    pub(super) nodes: usize,
    pub(super) extra: usize,
    pub(super) marks: usize,
    pub(super) receipts: usize,
    pub(super) filters: usize,
    pub(super) changed: u32,
    pub(super) dropped: u32,
    pub(super) grown: usize,
    /// Of the event that grew most.
    pub(super) most_grown: usize,
}

/// A rule of the running filter: its place in [`FilterName::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleId(pub u32);

/// So much was taken from an event under a rule.
pub(super) struct Receipt {
    pub(super) event: u32,
    /// The receipt of the same event before this one: its index, plus one.
    pub(super) previous: u32,
    pub(super) filter: u32,
    pub(super) rule: RuleId,
    pub(super) count: u32,
}

impl Log {
    /// The edit that `Node::edit` speaks of.
    #[inline]
    pub(super) fn edit(&self, edit: u32) -> Option<&Edit> {
        if edit == NONE { None } else { self.edits.get(edit as usize - 1) }
    }

    /// What the latest edit did.
    pub(super) fn last_mut(&mut self) -> Option<&mut What> {
        self.edits.last_mut().map(|edit| &mut edit.what)
    }
}
