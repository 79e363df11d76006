//! The log of edits. Everything between `begin` and `commit` or `rollback` belongs to one filter.

use std::sync::Arc;

use super::{
    batch::{Batch, Event, FilterName, NONE},
    node::Span,
    receipts::Receipt,
};

/// All edits so far, and what they have made.
#[derive(Default)]
pub(super) struct Log {
    edits: Vec<Edit>,
    /// Where markers stand in edited texts, counted from the start of the text.
    pub(super) marks: Vec<(u32, u32)>,
    pub(super) receipts: Vec<Receipt>,
    pub(super) filters: Vec<Arc<FilterName>>,
    pub(super) running: Option<Running>,
    /// Runs so far: no two have the same number.
    runs: u32,
}

/// One edit of a node, or of an event.
#[derive(Clone, Copy)]
pub(super) struct Edit {
    target: u32,
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

/// What one filter did to a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditSummary {
    /// What was taken away, by rule; each rule once.
    pub rules: Vec<RuleCount>,
    /// Events that were changed or dropped.
    pub changed: u32,
    /// Events that were dropped.
    pub dropped: u32,
    /// Edits of single values.
    pub edits: usize,
    /// Bytes that the edited texts are longer than what they replaced.
    pub grown: usize,
}

/// How much of a batch a rule took away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule.
    pub rule: RuleId,
    /// Values and parts of values.
    pub count: u64,
}

impl Batch {
    /// What comes until `commit` or `rollback` belongs to `filter`. A run that was left open is committed.
    pub fn begin(&mut self, filter: Arc<FilterName>) {
        let log = &mut self.log;
        log.running = Some(Running {
            edits: log.edits.len(),
            nodes: self.tape.nodes.len(),
            extra: self.tape.extra.len(),
            marks: log.marks.len(),
            receipts: log.receipts.len(),
            filters: log.filters.len(),
            changed: 0,
            dropped: 0,
            grown: 0,
            most_grown: 0,
        });
        log.runs += 1;
        log.filters.push(filter);
    }

    /// Ends the running filter's part and keeps it.
    pub fn commit(&mut self) -> EditSummary {
        let Some(running) = self.log.running.take() else { return EditSummary::default() };
        EditSummary {
            rules: self.rule_counts(&running),
            changed: running.changed,
            dropped: running.dropped,
            edits: self.log.edits.len() - running.edits,
            grown: running.grown,
        }
    }

    /// Ends the running filter's part and takes it back: the batch is exactly as it was at `begin`.
    pub fn rollback(&mut self) {
        let Some(running) = self.log.running.take() else { return };
        for edit in self.log.edits.drain(running.edits..).rev() {
            match edit.what {
                What::Placed { member, before } => {
                    self.events[edit.target as usize].members[member as usize] = before;
                }
                What::Dropped => self.events[edit.target as usize].dropped = false,
                _ => self.tape.node_mut(edit.target).edit = edit.previous,
            }
        }
        for receipt in self.log.receipts.drain(running.receipts..).rev() {
            self.events[receipt.event as usize].receipt = receipt.previous;
        }
        self.tape.nodes.truncate(running.nodes);
        self.tape.extra.truncate(running.extra);
        self.log.marks.truncate(running.marks);
        self.log.filters.truncate(running.filters);
    }

    /// The event is not written. False where there is none, or it was dropped before.
    pub fn drop_event(&mut self, event: u32) -> bool {
        if self.event(event).is_none() || self.log.running.is_none() {
            return false;
        }
        self.touch(event);
        self.log.edits.push(Edit { target: event, previous: 0, what: What::Dropped });
        self.events[event as usize].dropped = true;
        if let Some(running) = &mut self.log.running {
            running.dropped += 1;
        }
        true
    }

    /// Edits of the running filter so far.
    pub fn edits(&self) -> usize {
        self.log.running.as_ref().map_or(0, |running| self.log.edits.len() - running.edits)
    }

    /// Bytes by which the running filter has made texts longer, and bytes that it has added.
    pub fn grown(&self) -> usize {
        self.log.running.as_ref().map_or(0, |running| running.grown)
    }

    /// Bytes by which the running filter has made that event longer that grew most.
    pub fn most_grown(&self) -> usize {
        self.log.running.as_ref().map_or(0, |running| running.most_grown)
    }

    /// Bytes by which the running filter has made an event longer.
    pub fn grown_of(&self, event: u32) -> usize {
        let own = self.events.get(event as usize).filter(|event| event.changed_by == self.log.runs);
        own.map_or(0, |event| event.grown)
    }

    /// Records an edit of a node of an event.
    pub(super) fn edit(&mut self, event: u32, at: u32, what: What) {
        self.touch(event);
        let previous = self.tape.node(at).edit;
        self.log.edits.push(Edit { target: at, previous, what });
        self.tape.node_mut(at).edit = self.log.edits.len() as u32;
        self.tape.soil(at);
    }

    /// The event's member is at `at` from now on.
    pub(super) fn place(&mut self, event: u32, member: u8, at: u32) {
        let slot = &mut self.events[event as usize].members[member as usize];
        let before = std::mem::replace(slot, at);
        self.log.edits.push(Edit { target: event, previous: 0, what: What::Placed { member, before } });
    }

    pub(super) fn grow(&mut self, event: u32, bytes: usize) {
        if bytes == 0 {
            return;
        }
        self.touch(event);
        let own = &mut self.events[event as usize].grown;
        *own += bytes;
        if let Some(running) = &mut self.log.running {
            running.grown += bytes;
            running.most_grown = running.most_grown.max(*own);
        }
    }

    fn touch(&mut self, event: u32) {
        let Event { changed_by, grown, .. } = &mut self.events[event as usize];
        if *changed_by != self.log.runs {
            (*changed_by, *grown) = (self.log.runs, 0);
            if let Some(running) = &mut self.log.running {
                running.changed += 1;
            }
        }
    }
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
