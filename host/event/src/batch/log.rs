//! The log of edits: what filters did to a batch, so that it can be taken back.

use std::sync::Arc;

use super::filter_name::{FilterName, RuleId};
use super::finding::Finding;
use crate::tape::node::NONE;
use crate::tape::span::Span;

/// Findings of one batch that have a place. What is found beyond is counted without one.
const MAX_PLACED: usize = 4096;

/// All edits so far, and what they have made.
#[derive(Clone, Default)]
pub(crate) struct Log {
    pub(crate) edits: Vec<Edit>,
    /// Where markers stand in edited texts, counted from the start of the text.
    pub(crate) marks: Vec<(u32, u32)>,
    pub(crate) receipts: Vec<Receipt>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) filters: Vec<Arc<FilterName>>,
    pub(crate) running: Option<Running>,
    /// Runs so far: no two have the same number.
    pub(crate) runs: u32,
}

/// One edit of a node, or of an event.
#[derive(Clone, Copy)]
pub(crate) struct Edit {
    pub(crate) target: u32,
    /// The edit of the same node before this one, as in `Node::edit`.
    pub(crate) previous: u32,
    pub(crate) what: What,
}

#[derive(Clone, Copy)]
pub(crate) enum What {
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
#[derive(Clone)]
pub(crate) struct Running {
    pub(crate) edits: usize,
    pub(crate) nodes: usize,
    pub(crate) extra: usize,
    pub(crate) names: usize,
    pub(crate) marks: usize,
    pub(crate) receipts: usize,
    pub(crate) findings: usize,
    pub(crate) filters: usize,
    pub(crate) changed: u32,
    pub(crate) dropped: u32,
    pub(crate) grown: usize,
    /// Of the event that grew most.
    pub(crate) most_grown: usize,
}

/// So much was taken from an event under a rule.
#[derive(Clone)]
pub(crate) struct Receipt {
    pub(crate) event: u32,
    /// The receipt of the same event before this one: its index, plus one.
    pub(crate) previous: u32,
    pub(crate) filter: u32,
    pub(crate) rule: RuleId,
    pub(crate) count: u32,
}

impl Log {
    /// The edit that `Node::edit` speaks of.
    #[inline]
    pub(crate) fn edit(&self, edit: u32) -> Option<&Edit> {
        if edit == NONE { None } else { self.edits.get(edit as usize - 1) }
    }

    /// What the latest edit did.
    pub(crate) fn last_mut(&mut self) -> Option<&mut What> {
        self.edits.last_mut().map(|edit| &mut edit.what)
    }

    /// Adds a finding, to the last one where it is of the same.
    pub(crate) fn note(&mut self, new: Finding) {
        let is_same = |old: &Finding| {
            (old.event, old.at, old.filter, old.rule, old.fate) == (new.event, new.at, new.filter, new.rule, new.fate)
        };
        if let Some(last) = self.findings.last_mut().filter(|last| is_same(last)) {
            last.count = last.count.saturating_add(new.count);
        } else if self.findings.len() < MAX_PLACED {
            self.findings.push(new);
        } else {
            self.note_without_place(new);
        }
    }

    /// There are as many of these as filters have rules, at the most.
    fn note_without_place(&mut self, new: Finding) {
        let mut beyond = self.findings[MAX_PLACED..].iter_mut();
        match beyond.find(|old| (old.filter, old.rule, old.fate) == (new.filter, new.rule, new.fate)) {
            Some(old) => old.count = old.count.saturating_add(new.count),
            None => self.findings.push(Finding { at: NONE, ..new }),
        }
    }
}
