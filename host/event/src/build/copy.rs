//! Values of the document, which are copied with their nodes.

use super::value_writer::ValueWriter;
use crate::decode::error::DecodeError;
use crate::tape::Tape;
use crate::tape::keys::keys;
use crate::tape::node::{CLEAN, Node, Shape};
use crate::tape::span::Span;

impl ValueWriter<'_, '_> {
    /// Copies the member whose key is at `key`, under the name that it has.
    pub(super) fn copy_member(&mut self, tape: &Tape, key: u32) {
        let (name, value) = (tape.node(key), tape.node(key + 1));
        debug_assert!(name.shape == Shape::Key, "a member");
        let quote = u32::from(value.shape == Shape::Text);
        let is_clean = name.flags & value.flags & CLEAN != 0 && self.buffers.has_names_of_source;
        // Between the quote and the value, there is room for the colon alone.
        if is_clean && value.span.start - quote == name.span.end + 2 {
            self.names.add(name.name);
            let raw = Span { start: name.span.start - 1, end: value.span.end + quote };
            if !matches!(value.shape, Shape::Object | Shape::Array) {
                return self.copy_leaf([name, value], tape.text(raw), raw.start);
            }
            let first = self.buffers.nodes.len();
            self.comma();
            self.copy_clean(tape, key, raw);
            self.buffers.nodes[first + 1].parent = self.parent;
            return self.check_depth(tape, key + 1);
        }
        if !self.buffers.has_names_of_source {
            self.name(tape.text(name.span));
            return self.copy(tape, key + 1);
        }
        let span = self.push_name(tape.text(name.span));
        self.push_key(span, name.name, name.is(CLEAN));
        self.copy(tape, key + 1);
    }

    /// Copies a member whose value can hold no other, as most are.
    #[inline(always)]
    fn copy_leaf(&mut self, member: [&Node; 2], text: &str, start: u32) {
        self.comma();
        let moved = self.buffers.made_end().wrapping_sub(start);
        self.buffers.made.push_str(text);
        let next = self.buffers.nodes.len() as u32 + 2;
        for node in member {
            let Span { start, end } = node.span;
            let span = Span { start: start.wrapping_add(moved), end: end.wrapping_add(moved) };
            self.buffers.nodes.push(Node { span, next, parent: self.parent, ..*node });
        }
    }

    /// Copies a value.
    pub(super) fn copy(&mut self, tape: &Tape, at: u32) {
        debug_assert!(std::ptr::eq(tape, self.buffers.source), "a value of the builder's own document");
        if !tape.node(at).is(CLEAN) {
            return self.copy_unclean(tape, at);
        }
        self.comma_before_value();
        let first = self.buffers.nodes.len();
        self.copy_clean(tape, at, tape.raw_span(at));
        if !self.buffers.has_names_of_source {
            self.buffers.intern_copied(first);
        }
        self.end_value();
        self.check_depth(tape, at);
    }

    /// Copies a subtree, or a key and its value, with its text.
    #[inline]
    fn copy_clean(&mut self, tape: &Tape, from: u32, raw: Span) {
        let moved = self.buffers.made_end().wrapping_sub(raw.start);
        self.buffers.made.push_str(tape.text(raw));
        let (nodes, parent) = (&mut self.buffers.nodes, self.parent);
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
                keys(tape, at).for_each(|key| writer.copy_member(tape, key));
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
        let limit = self.buffers.limits.max_depth;
        if self.depth + self.buffers.source_depth > limit && self.depth + depth_of(tape, at) > limit {
            self.buffers.error = Some(DecodeError::TooDeep { limit });
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
