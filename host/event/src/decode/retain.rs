//! Removing attributes before any filter has seen them.

use crate::batch::Batch;
use crate::json::number_end;
use crate::member::Member;
use crate::tape::Tape;
use crate::tape::node::{DEAD, NONE, Shape};

/// What becomes of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeFate {
    /// It stays as it was sent.
    Keep,
    /// It stays if it is a number, or a text that is one and becomes it. Otherwise it is removed.
    KeepNumber,
    /// It is removed.
    Remove,
}

impl Batch {
    /// Decides about each attribute of an event by its name, and says how many were removed. This is no edit: it cannot be
    /// rolled back, and is for a batch that no filter has seen.
    pub fn retain_attributes(&mut self, event: u32, decide: impl Fn(&str) -> AttributeFate) -> usize {
        let Some(found) = self.events.get(event as usize) else { return 0 };
        let (others, own) = (found.others.clone(), found.members[Member::Attributes as usize]);
        let mut removed = 0;
        let mut end = others.start;
        for at in others {
            let key = self.others[at as usize];
            if self.tape.keep_attribute(key, &decide) {
                self.others[end as usize] = key;
                end += 1;
            } else {
                removed += 1;
            }
        }
        self.events[event as usize].others.end = end;
        if own != NONE {
            let (mut key, end) = (own + 1, self.tape.node(own).next);
            while key < end {
                let node = *self.tape.node(key);
                removed += usize::from(!node.is(DEAD) && !self.tape.keep_attribute(key, &decide));
                key = node.next;
            }
        }
        removed
    }
}

impl Tape {
    /// Marks a member as dead unless it can stay.
    fn keep_attribute(&mut self, key: u32, decide: impl Fn(&str) -> AttributeFate) -> bool {
        let is_kept = match decide(self.text(self.node(key).span)) {
            AttributeFate::Keep => true,
            AttributeFate::KeepNumber => self.make_number(key + 1),
            AttributeFate::Remove => false,
        };
        if !is_kept {
            self.soil(key);
            self.node_mut(key).flags |= DEAD;
        }
        is_kept
    }

    /// Whether a value is a number now.
    fn make_number(&mut self, at: u32) -> bool {
        let node = *self.node(at);
        let digits = self.text(node.span).as_bytes();
        let is_number = || number_end::find(digits, 0) == Ok((digits.len(), true));
        if node.shape == Shape::Text && is_number() {
            self.soil(at);
            self.node_mut(at).shape = Shape::Number;
            return true;
        }
        node.shape == Shape::Number
    }
}
