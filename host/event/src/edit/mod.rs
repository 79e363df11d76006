//! Editing a batch. Everything between `begin` and `commit` or `rollback` belongs to one filter.

pub(crate) mod findings;
pub(crate) mod guard;
mod ids;
pub(crate) mod keep;
pub(crate) mod kept_digits;
mod mask;
pub(crate) mod pseudonym;
pub(crate) mod receipts;
pub(crate) mod scan;
pub(crate) mod set;
mod splice;

use std::sync::Arc;

use crate::batch::Batch;
use crate::batch::clean_texts::CleanTexts;
use crate::batch::event::Event;
use crate::batch::event::Scanned;
use crate::batch::filter_name::FilterName;
use crate::batch::log::{Edit, Running, What};
use crate::edit::receipts::RuleCount;
use crate::tape::node::{KEPT_BY_OPERATOR, KEPT_BY_TENANT};

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

impl Batch {
    /// What comes until `commit` or `rollback` belongs to `filter`. A run that was left open is committed.
    pub fn begin(&mut self, filter: Arc<FilterName>) {
        let log = &mut self.log;
        log.running = Some(Running {
            edits: log.edits.len(),
            nodes: self.tape.nodes.len(),
            extra: self.tape.extra.len(),
            names: self.tape.names.len(),
            marks: log.marks.len(),
            receipts: log.receipts.len(),
            findings: log.findings.len(),
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
        self.tape.names.truncate(running.names);
        // Some of them may have been set by the filter.
        *self.clean_texts = CleanTexts::default();
        self.log.marks.truncate(running.marks);
        self.log.findings.truncate(running.findings);
        self.log.filters.truncate(running.filters);
        self.events.iter_mut().for_each(|event| event.scanned = Scanned::default());
    }

    /// Takes back what the running filter has done so far, and begins its part again.
    pub fn start_over(&mut self) {
        if let Some(filter) = self.log.filters.last().filter(|_| self.log.running.is_some()).cloned() {
            self.rollback();
            self.begin(filter);
        }
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
    pub(crate) fn edit(&mut self, event: u32, at: u32, what: What) {
        self.touch(event);
        let previous = self.tape.node(at).edit;
        self.log.edits.push(Edit { target: at, previous, what });
        let node = self.tape.node_mut(at);
        node.edit = self.log.edits.len() as u32;
        // Whoever keeps a place has not seen what is there now.
        node.flags &= !(KEPT_BY_OPERATOR | KEPT_BY_TENANT);
        self.tape.soil(at);
    }

    /// The event's member is at `at` from now on.
    pub(crate) fn place(&mut self, event: u32, member: u8, at: u32) {
        let Event { members, scanned, .. } = &mut self.events[event as usize];
        *scanned = Scanned::default();
        let slot = &mut members[member as usize];
        let before = std::mem::replace(slot, at);
        self.log.edits.push(Edit { target: event, previous: 0, what: What::Placed { member, before } });
    }

    pub(crate) fn grow(&mut self, event: u32, bytes: usize) {
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
        let Event { changed_by, grown, scanned, .. } = &mut self.events[event as usize];
        *scanned = Scanned::default();
        if *changed_by != self.log.runs {
            (*changed_by, *grown) = (self.log.runs, 0);
            if let Some(running) = &mut self.log.running {
                running.changed += 1;
            }
        }
    }
}
