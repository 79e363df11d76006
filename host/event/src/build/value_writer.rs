//! The values of an event, one after the other.

use super::BatchBuilder;
use crate::batch::node::{CLEAN, NONE, Node, Shape, Span};
use crate::batch::tape::Tape;
use crate::decode::document::Json;
use crate::decode::duplicates::{self, NamesSeen};
use crate::decode::error::DecodeError;
use crate::json::number_end;
use std::fmt::{Display, Write};

/// Adds values to an object or an array.
pub struct ValueWriter<'b, 'd> {
    pub(super) builder: &'b mut BatchBuilder<'d>,
    /// The object or the array.
    pub(super) parent: u32,
    depth: usize,
    /// The key of the value that comes next, or `NONE`.
    key: u32,
    pub(super) names: NamesSeen,
}

impl<'b, 'd> ValueWriter<'b, 'd> {
    pub(super) fn at(builder: &'b mut BatchBuilder<'d>, parent: u32, depth: usize) -> Self {
        Self { builder, parent, depth, key: NONE, names: NamesSeen::default() }
    }

    /// The name of a member, for the value that comes next. Of several members of one name, the last one counts.
    #[inline]
    pub fn name(&mut self, name: &str) -> &mut Self {
        let (id, span) = self.builder.intern(name);
        self.builder.bytes += name.len();
        self.key = self.builder.nodes.len() as u32;
        self.push_node(Shape::Key, span);
        self.builder.nodes[self.key as usize].name = id;
        self.names.add(id);
        self
    }

    /// A value that is an object.
    pub fn object(&mut self, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) {
        self.open(Shape::Object, write);
        self.end_value();
    }

    /// A member that is an object, and is left out where it would be empty.
    pub fn object_unless_empty(&mut self, name: &str, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) {
        let (before, names) = (self.builder.nodes.len(), self.names);
        self.name(name);
        let at = self.open(Shape::Object, write);
        if self.builder.nodes.len() == at as usize + 1 {
            self.builder.nodes.truncate(before);
            (self.key, self.names) = (NONE, names);
        } else {
            self.end_value();
        }
    }

    /// A value that is an array.
    pub fn array(&mut self, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) {
        self.open(Shape::Array, write);
        self.end_value();
    }

    /// A text. Where it is a part of the document, it is not copied.
    #[inline]
    pub fn text(&mut self, text: &str) {
        let span = self.builder.place(text);
        self.push_value(Shape::Text, span);
    }

    /// A text member that is left out where there is nothing to say.
    #[inline]
    pub fn text_unless_empty(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.name(name).text(text);
        }
    }

    /// The text that `write` appends.
    pub fn text_by(&mut self, write: impl FnOnce(&mut String)) {
        let span = self.builder.make(write);
        self.builder.bytes += span.len();
        self.push_value(Shape::Text, span);
    }

    /// A number that a double holds, as JSON writes it.
    pub fn number(&mut self, number: impl Display) {
        // A text takes everything.
        let span = self.builder.make(|made| _ = write!(made, "{number}"));
        self.builder.bytes += span.len();
        self.push_value(Shape::Number, span);
    }

    /// A number by its digits; a text where no double holds it.
    pub fn digits(&mut self, digits: &str) {
        let span = self.builder.place(digits);
        let fits = number_end::find(digits.as_bytes(), 0) == Ok((digits.len(), true));
        self.push_value(if fits { Shape::Number } else { Shape::Text }, span);
    }

    /// A float; what JSON has no number for is a text, as protobuf's JSON has it.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            self.number(format_args!("{value:?}"));
        } else if value.is_nan() {
            self.text("NaN");
        } else {
            self.text(if value > 0.0 { "Infinity" } else { "-Infinity" });
        }
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        let (word, shape) = if value { ("true", Shape::True) } else { ("false", Shape::False) };
        let span = self.builder.place(word);
        self.push_value(shape, span);
    }

    /// `null`
    pub fn null(&mut self) {
        let span = self.builder.place("null");
        self.push_value(Shape::Null, span);
    }

    /// A value of the document.
    #[inline]
    pub fn json(&mut self, value: Json<'_>) {
        self.copy(value.tape(), value.at());
        self.end_value();
    }

    /// A value of the document that is a member of an object there, under the name that it has.
    #[inline]
    pub fn member(&mut self, value: Json<'_>) {
        let (tape, key) = (value.tape(), value.at() - 1);
        let node = tape.node(key);
        debug_assert!(node.shape == Shape::Key, "a member");
        self.names.add(node.name);
        self.builder.bytes += node.span.len();
        self.copy(tape, key);
    }

    /// Copies a subtree, or a key with its value. Text stays where it is.
    fn copy(&mut self, tape: &Tape, from: u32) {
        debug_assert!(std::ptr::eq(tape, self.builder.source), "a value of the builder's own document");
        let (nodes, parent) = (&mut self.builder.nodes, self.parent);
        let (first, end) = (nodes.len(), tape.node(from).next);
        let shift = (first as u32).wrapping_sub(from);
        nodes.extend(tape.nodes[from as usize..end as usize].iter().map(|node| Node {
            next: node.next.wrapping_add(shift),
            parent: if node.parent < from { parent } else { node.parent.wrapping_add(shift) },
            ..*node
        }));
        // The root of a document is its own parent.
        nodes[first].parent = parent;
        let value = from + u32::from(tape.node(from).shape == Shape::Key);
        let node = tape.node(value);
        self.builder.bytes += node.span.len();
        if matches!(node.shape, Shape::Object | Shape::Array) {
            self.check_depth(tape, value);
        }
    }

    fn check_depth(&mut self, tape: &Tape, at: u32) {
        let limit = self.builder.limits.max_depth;
        if self.depth + self.builder.source_depth > limit && self.depth + depth_of(tape, at) > limit {
            self.builder.error = Some(DecodeError::TooDeep { limit });
        }
    }

    /// Adds an object or an array with what `write` gives; says where it is.
    fn open(&mut self, shape: Shape, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) -> u32 {
        let (at, depth) = (self.builder.nodes.len() as u32, self.depth + 1);
        self.push_node(shape, Span::default());
        let limit = self.builder.limits.max_depth;
        if depth > limit {
            self.builder.error = Some(DecodeError::TooDeep { limit });
            return at;
        }
        let mut inner = ValueWriter::at(self.builder, at, depth);
        write(&mut inner);
        let may_repeat = inner.names.may_repeat();
        let BatchBuilder { source, made, nodes, .. } = &mut *self.builder;
        nodes[at as usize].next = nodes.len() as u32;
        if may_repeat && shape == Shape::Object {
            duplicates::kill_earlier(at, nodes, |span| super::text(source, made, span));
        }
        at
    }

    #[inline]
    fn push_value(&mut self, shape: Shape, span: Span) {
        self.push_node(shape, span);
        self.end_value();
    }

    #[inline]
    fn push_node(&mut self, shape: Shape, span: Span) {
        let next = self.builder.nodes.len() as u32 + 1;
        // Brackets and quotes of what was made are not in the text, so it cannot be copied from there.
        let flags = if matches!(shape, Shape::Number | Shape::True | Shape::False | Shape::Null) { CLEAN } else { 0 };
        let node = Node { span, next, parent: self.parent, edit: 0, shape, flags, name: 0 };
        self.builder.nodes.push(node);
    }

    /// A value is complete, and with it its member.
    #[inline]
    fn end_value(&mut self) {
        let key = std::mem::replace(&mut self.key, NONE);
        if key != NONE {
            self.builder.nodes[key as usize].next = self.builder.nodes.len() as u32;
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
