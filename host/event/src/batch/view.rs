//! What stands in a batch after the edits so far.

use super::{Batch, Event};
use crate::batch::log::What;
use crate::member::Member;
use crate::tape::node::{DEAD, NONE, Shape};
use crate::tape::span::Span;

/// What stands at a node.
#[derive(Clone, Copy)]
pub(crate) enum Shown {
    Gone,
    Null,
    /// A text that filters made, and which of the log's marks are in it.
    Edited {
        text: Span,
        marks: (u32, u32),
    },
    /// The value of this node, which is the one asked for or the one that took its place.
    Node(u32),
}

impl Batch {
    #[inline]
    pub(crate) fn shown(&self, at: u32) -> Shown {
        let mut at = at;
        loop {
            let Some(edit) = self.log.edit(self.tape.node(at).edit) else { return Shown::Node(at) };
            match edit.what {
                What::Removed => return Shown::Gone,
                What::Nulled => return Shown::Null,
                What::Text { text, marks } => return Shown::Edited { text, marks },
                What::Replaced { by } => at = by,
                What::Added { .. } | What::Placed { .. } | What::Dropped => return Shown::Node(at),
            }
        }
    }

    #[inline]
    pub(crate) fn is_gone(&self, at: u32) -> bool {
        self.tape.node(at).edit != 0 && matches!(self.shown(at), Shown::Gone)
    }

    /// The name of the member whose key is at `key`.
    pub(crate) fn name(&self, key: u32) -> &str {
        let span = match self.shown(key) {
            Shown::Edited { text, .. } => text,
            _ => self.tape.node(key).span,
        };
        self.tape.text(span)
    }

    /// The value of a known member, where the event has one.
    pub(crate) fn member(&self, event: &Event, member: Member) -> Option<u32> {
        let at = event.members[member as usize];
        (at != NONE && !self.is_gone(at)).then_some(at)
    }

    /// The text of a known member, where the event has one that is a text.
    pub(crate) fn text(&self, event: &Event, member: Member) -> Option<&str> {
        match self.shown(self.member(event, member)?) {
            Shown::Edited { text, .. } => Some(self.tape.text(text)),
            Shown::Node(at) => Some(self.tape.text(self.tape.node(at).span)),
            Shown::Gone | Shown::Null => None,
        }
    }

    /// The event's time in RFC 3339, UTC, where it has one.
    pub(crate) fn time(&self, event: &Event) -> Option<&str> {
        self.member(event, Member::Time).map(|_| self.tape.text(event.time))
    }

    pub(crate) fn has_attributes(&self, event: &Event) -> bool {
        self.attributes(event).next().is_some()
    }

    /// The keys of an object's members.
    pub(crate) fn members(&self, object: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.tape.node(object).next;
        let mut at = object + 1;
        let sent = std::iter::from_fn(move || {
            let key = (at < end).then_some(at)?;
            at = self.tape.node(key).next;
            Some(key)
        });
        let visible = |key: &u32| !self.tape.node(*key).is(DEAD) && !self.is_gone(*key + 1);
        sent.chain(self.added(object)).filter(visible)
    }

    /// The elements of an array.
    pub(crate) fn elements(&self, array: u32) -> impl Iterator<Item = u32> + '_ {
        let end = self.tape.node(array).next;
        let mut at = array + 1;
        std::iter::from_fn(move || {
            let element = (at < end).then_some(at)?;
            at = self.tape.node(element).next;
            Some(element)
        })
        .filter(|element| !self.is_gone(*element))
    }

    /// The keys of what an event has under `/attributes`.
    pub(crate) fn attributes(&self, event: &Event) -> impl Iterator<Item = u32> + '_ {
        let others = self.others(event).iter().copied().filter(|key| !self.is_gone(key + 1));
        let own = self.attributes_object(event).map(|object| self.members(object));
        others.chain(own.into_iter().flatten())
    }

    /// The object that is the event's `attributes`; it may have attributes without one.
    pub(crate) fn attributes_object(&self, event: &Event) -> Option<u32> {
        match self.shown(self.member(event, Member::Attributes)?) {
            Shown::Node(at) if self.tape.node(at).shape == Shape::Object => Some(at),
            _ => None,
        }
    }

    /// The keys that were added to an object, oldest first.
    pub(crate) fn added(&self, object: u32) -> impl Iterator<Item = u32> + '_ {
        let mut keys = Vec::new();
        let mut at = self.tape.node(object).edit;
        while let Some(edit) = self.log.edit(at) {
            let What::Added { key } = edit.what else { break };
            keys.push(key);
            at = edit.previous;
        }
        keys.into_iter().rev()
    }
}
