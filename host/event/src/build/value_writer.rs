//! The values of an event, one after the other.

use super::buffers::{self, Buffers};
use crate::decode::duplicates::{self, NamesSeen};
use crate::decode::error::DecodeError;
use crate::decode::json_value::Json;
use crate::json::escape;
use crate::tape::name_table::Place;
use crate::tape::name_table::id::NameId;
use crate::tape::node::{CLEAN, NONE, Node, Shape};
use crate::tape::span::Span;

/// Adds values to an object or an array.
pub struct ValueWriter<'b, 'd> {
    pub(super) buffers: &'b mut Buffers<'d>,
    /// The object or the array.
    pub(super) parent: u32,
    pub(super) depth: usize,
    /// The key of the value that comes next, or `NONE`.
    pub(super) key: u32,
    pub(super) names: NamesSeen,
    /// Where the first name is here, where the next one is, and where the first one is in the value that comes next.
    first: Place,
    next: Place,
    within: Place,
    /// Whether all that was added can be written by copying its bytes.
    pub(super) is_clean: bool,
}

impl<'b, 'd> ValueWriter<'b, 'd> {
    pub(super) fn at(buffers: &'b mut Buffers<'d>, parent: u32, depth: usize, first: Place) -> Self {
        let (next, within, names) = (first, first, NamesSeen::default());
        Self { buffers, parent, depth, key: NONE, names, first, next, within, is_clean: true }
    }

    /// The name of a member, for the value that comes next. Of several members of one name, the last one counts.
    pub fn name(&mut self, name: &str) -> &mut Self {
        let span = self.push_name(name);
        let (id, is_clean) = self.buffers.intern(name, span, self.next);
        self.next = self.first.after(id);
        self.push_key(span, id, is_clean);
        self
    }

    /// The same, for a name that the program has: what tells it apart is worked out when it is built.
    #[inline(always)]
    pub fn literal(&mut self, name: &'static str) -> &mut Self {
        let span = self.push_name(name);
        let (id, is_clean) = self.buffers.intern(name, span, self.next);
        self.next = self.first.after(id);
        self.push_key(span, id, is_clean);
        self
    }

    /// A value that is an object.
    pub fn object(&mut self, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) {
        self.open(Shape::Object, write);
        self.end_value();
    }

    /// A member that is an object, and is left out where it would be empty.
    #[inline(always)]
    pub fn object_unless_empty(&mut self, name: &str, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) {
        let (nodes, text, is_clean) = (self.buffers.nodes.len(), self.buffers.made.len(), self.is_clean);
        let span = self.push_name(name);
        self.key = self.buffers.nodes.len() as u32;
        self.push_node(Shape::Key, span, false);
        self.open(Shape::Object, write);
        if self.buffers.nodes.len() == nodes + 2 {
            self.buffers.nodes.truncate(nodes);
            self.buffers.made.truncate(text);
            (self.key, self.is_clean) = (NONE, is_clean);
        } else {
            self.take_name(name, span);
            self.end_value();
        }
    }

    /// A value that is an array.
    pub fn array(&mut self, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) {
        self.open(Shape::Array, write);
        self.end_value();
    }

    /// A text.
    #[inline]
    pub fn text(&mut self, text: &str) {
        self.comma_before_value();
        let made = &mut self.buffers.made;
        made.push('"');
        made.push_str(text);
        made.push('"');
        let end = self.buffers.made_end() - 1;
        self.push_value(Shape::Text, Span { start: end - text.len() as u32, end }, escape::needs_none(text));
    }

    /// A text member that is left out where there is nothing to say.
    #[inline(always)]
    pub fn text_unless_empty(&mut self, name: &'static str, text: &str) {
        if !text.is_empty() {
            self.literal(name).text(text);
        }
    }

    /// The text that `write` appends.
    #[inline]
    pub fn text_by(&mut self, write: impl FnOnce(&mut String)) {
        self.comma_before_value();
        self.buffers.made.push('"');
        let from = self.buffers.made.len();
        let span = self.buffers.make(write);
        let is_clean = escape::needs_none(&self.buffers.made[from..]);
        self.buffers.made.push('"');
        self.push_value(Shape::Text, span, is_clean);
    }

    /// The text of the time so many nanoseconds after the beginning of 1970: RFC 3339 in UTC, with all of its digits.
    pub fn nanoseconds_since_1970(&mut self, nanoseconds: u64) {
        self.comma_before_value();
        let Buffers { made, clock, .. } = &mut *self.buffers;
        made.push('"');
        let length = made.len();
        clock.push(made, nanoseconds);
        let length = (made.len() - length) as u32;
        made.push('"');
        let end = self.buffers.made_end() - 1;
        self.push_value(Shape::Text, Span { start: end - length, end }, true);
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        let (word, shape) = if value { ("true", Shape::True) } else { ("false", Shape::False) };
        self.word(word, shape);
    }

    /// `null`
    pub fn null(&mut self) {
        self.word("null", Shape::Null);
    }

    /// A value of the document.
    #[inline]
    pub fn json(&mut self, value: Json<'_>) {
        self.copy(value.tape(), value.at());
    }

    /// A value of the document that is a member of an object there, under the name that it has.
    #[inline]
    pub fn member(&mut self, value: Json<'_>) {
        self.copy_member(value.tape(), value.at() - 1);
    }

    /// Adds an object or an array with what `write` gives.
    fn open(&mut self, shape: Shape, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) {
        self.comma_before_value();
        let (at, start) = (self.buffers.nodes.len() as u32, self.buffers.made_end());
        let brackets = if shape == Shape::Object { ['{', '}'] } else { ['[', ']'] };
        self.push_node(shape, Span { start, end: start }, false);
        self.buffers.made.push(brackets[0]);
        let (depth, limit) = (self.depth + 1, self.buffers.limits.max_depth);
        if depth > limit {
            self.buffers.error = Some(DecodeError::TooDeep { limit });
            return;
        }
        let mut inner = ValueWriter::at(self.buffers, at, depth, self.within);
        write(&mut inner);
        let (mut is_clean, may_repeat) = (inner.is_clean, inner.names.may_repeat());
        self.buffers.made.push(brackets[1]);
        let end = self.buffers.made_end();
        let Buffers { source, made, nodes, .. } = &mut *self.buffers;
        if may_repeat && shape == Shape::Object {
            is_clean &= !duplicates::kill_earlier(at, nodes, |span| buffers::text(source, made, span));
        }
        let next = nodes.len() as u32;
        let node = &mut nodes[at as usize];
        node.next = next;
        node.span.end = end;
        node.flags = if is_clean { CLEAN } else { 0 };
        self.is_clean &= is_clean;
    }

    /// Adds the text of a name, its quotes and its colon; says where it is.
    #[inline(always)]
    pub(super) fn push_name(&mut self, name: &str) -> Span {
        let made = &mut self.buffers.made;
        if needs_comma(made) {
            made.push_str(",\"");
        } else {
            made.push('"');
        }
        made.push_str(name);
        made.push_str("\":");
        self.within = Place::within_text(name);
        let end = self.buffers.made_end() - 2;
        Span { start: end - name.len() as u32, end }
    }

    /// Adds the key of the value that comes next.
    #[inline(always)]
    pub(super) fn push_key(&mut self, span: Span, name: NameId, is_clean: bool) {
        self.is_clean &= is_clean;
        self.names.add(name);
        self.key = self.buffers.nodes.len() as u32;
        // Most values hold no others.
        let next = self.key + 2;
        self.buffers.nodes.push(Node { name, next, ..Node::of(Shape::Key, span, self.parent, is_clean) });
    }

    /// Gives the key its id.
    #[inline(always)]
    fn take_name(&mut self, name: &str, span: Span) {
        let (id, is_clean) = self.buffers.intern(name, span, self.next);
        self.next = self.first.after(id);
        let node = &mut self.buffers.nodes[self.key as usize];
        node.name = id;
        node.flags = if is_clean { CLEAN } else { 0 };
        self.is_clean &= is_clean;
        self.names.add(id);
    }

    fn word(&mut self, word: &str, shape: Shape) {
        self.comma_before_value();
        let span = self.buffers.make(|made| made.push_str(word));
        self.push_value(shape, span, true);
    }

    /// Adds a value that holds no others.
    #[inline(always)]
    pub(super) fn push_value(&mut self, shape: Shape, span: Span, is_clean: bool) {
        self.is_clean &= is_clean;
        self.push_node(shape, span, is_clean);
        self.key = NONE;
    }

    #[inline(always)]
    fn push_node(&mut self, shape: Shape, span: Span, is_clean: bool) {
        let next = self.buffers.nodes.len() as u32 + 1;
        self.buffers.nodes.push(Node { next, ..Node::of(shape, span, self.parent, is_clean) });
    }

    /// A value that may hold others is complete, and with it its member.
    #[inline]
    pub(super) fn end_value(&mut self) {
        let key = std::mem::replace(&mut self.key, NONE);
        if key != NONE {
            self.buffers.nodes[key as usize].next = self.buffers.nodes.len() as u32;
        }
    }

    #[inline(always)]
    pub(super) fn comma_before_value(&mut self) {
        // A colon stands before the value of a member.
        if self.key == NONE {
            self.comma();
        }
    }

    #[inline(always)]
    pub(super) fn comma(&mut self) {
        if needs_comma(&self.buffers.made) {
            self.buffers.made.push(',');
        }
    }
}

#[inline(always)]
fn needs_comma(made: &str) -> bool {
    // Texts end with quotes.
    !matches!(made.as_bytes().last(), Some(b'{' | b'[') | None)
}
