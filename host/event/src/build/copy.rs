//! Values of the document, which are copied with their nodes.

use super::ValueWriter;
use crate::batch::member;
use crate::batch::node::{CLEAN, Node, Shape, Span};
use crate::batch::tape::Tape;
use crate::decode::error::DecodeError;

impl ValueWriter<'_, '_> {
    /// Copies the member whose key is at `key`, under the name that it has.
    pub(super) fn copy_member(&mut self, tape: &Tape, key: u32) {
        let (name, value) = (tape.node(key), tape.node(key + 1));
        debug_assert!(name.shape == Shape::Key, "a member");
        self.names.add(name.name);
        if name.flags & value.flags & CLEAN != 0 {
            let (start, raw) = (name.span.start - 1, tape.raw_span(key + 1));
            // Behind the quote, there is room for the colon alone.
            if raw.start == name.span.end + 2 {
                let first = self.builder.nodes.len();
                let raw = Span { start, end: raw.end };
                if !matches!(value.shape, Shape::Object | Shape::Array) {
                    return self.copy_leaf((name, value), tape.text(raw), raw.start);
                }
                self.copy_clean(tape, key, raw);
                self.builder.nodes[first + 1].parent = self.parent;
                return self.check_depth(tape, key + 1);
            }
        }
        self.push_name(tape.text(name.span));
        let copy = &mut self.builder.nodes[self.key as usize];
        (copy.name, copy.flags) = (name.name, name.flags & CLEAN);
        self.is_clean &= name.is(CLEAN);
        self.copy(tape, key + 1);
    }

    /// Copies a member whose value can hold no other, as most are.
    #[inline]
    fn copy_leaf(&mut self, (name, value): (&Node, &Node), text: &str, start: u32) {
        self.comma();
        let moved = self.builder.made_end().wrapping_sub(start);
        self.builder.made.push_str(text);
        let next = self.builder.nodes.len() as u32 + 2;
        for node in [name, value] {
            let Span { start, end } = node.span;
            let span = Span { start: start.wrapping_add(moved), end: end.wrapping_add(moved) };
            self.builder.nodes.push(Node { span, next, parent: self.parent, ..*node });
        }
    }

    /// Copies a value.
    pub(super) fn copy(&mut self, tape: &Tape, at: u32) {
        debug_assert!(std::ptr::eq(tape, self.builder.source), "a value of the builder's own document");
        if !tape.node(at).is(CLEAN) {
            return self.copy_unclean(tape, at);
        }
        self.copy_clean(tape, at, tape.raw_span(at));
        self.end_value();
        self.check_depth(tape, at);
    }

    /// Copies a subtree, or a key and its value, with its text.
    #[inline]
    fn copy_clean(&mut self, tape: &Tape, from: u32, raw: Span) {
        self.comma();
        let moved = self.builder.made_end().wrapping_sub(raw.start);
        self.builder.made.push_str(tape.text(raw));
        let (nodes, parent) = (&mut self.builder.nodes, self.parent);
        let (first, end) = (nodes.len(), tape.node(from).next);
        let shift = (first as u32).wrapping_sub(from);
        nodes.extend(tape.nodes[from as usize..end as usize].iter().map(|node| Node {
            span: Span { start: node.span.start.wrapping_add(moved), end: node.span.end.wrapping_add(moved) },
            next: node.next.wrapping_add(shift),
            parent: node.parent.wrapping_add(shift),
            ..*node
        }));
        nodes[first].parent = parent;
    }

    /// What has escapes or white space in it is put together anew.
    #[cold]
    fn copy_unclean(&mut self, tape: &Tape, at: u32) {
        let node = tape.node(at);
        match node.shape {
            Shape::Object => self.object(|writer| {
                member::keys(tape, at).for_each(|key| writer.copy_member(tape, key));
            }),
            Shape::Array => self.array(|writer| {
                let mut element = at + 1;
                while element < node.next {
                    writer.copy(tape, element);
                    element = tape.node(element).next;
                }
            }),
            _ => self.text(tape.text(node.span)),
        }
    }

    #[inline]
    fn check_depth(&mut self, tape: &Tape, at: u32) {
        let limit = self.builder.limits.max_depth;
        if self.depth + self.builder.source_depth > limit && self.depth + depth_of(tape, at) > limit {
            self.builder.error = Some(DecodeError::TooDeep { limit });
        }
    }
}

/// How many arrays and objects are within one another in a subtree.
#[cold]
fn depth_of(tape: &Tape, at: u32) -> usize {
    let (mut ends, mut deepest) = (Vec::new(), 0);
    for at in at..tape.node(at).next {
        while ends.last().is_some_and(|end| *end <= at) {
            ends.pop();
        }
        if matches!(tape.node(at).shape, Shape::Object | Shape::Array) {
            ends.push(tape.node(at).next);
            deepest = deepest.max(ends.len());
        }
    }
    deepest
}
