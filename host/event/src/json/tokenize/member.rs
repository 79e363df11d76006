//! The members of an object: a name and its value at once.

use super::reader::{Read, Reader};
use crate::decode::duplicates::NamesSeen;
use crate::decode::error::DecodeError;
use crate::tape::name_table::id::{COLON, NameId, OTHER};
use crate::tape::name_table::{Name, Place};
use crate::tape::node::{Node, Shape};
use crate::tape::span::Span;

/// An object whose members are being read.
pub(super) struct Object {
    pub(super) node: u32,
    depth: usize,
    first: Place,
    /// Where its next name is.
    next: Place,
    pub(super) names: NamesSeen,
}

impl Object {
    /// One that is, or is in, the value of the member named `around`.
    #[inline(always)]
    pub(super) fn at(node: u32, depth: usize, around: NameId) -> Object {
        let first = Place::within(around);
        Object { node, depth, first, next: first, names: NamesSeen::default() }
    }
}

/// A name that was read.
pub(super) struct Key {
    span: Span,
    pub(super) is_clean: bool,
    name: NameId,
    /// The byte after the colon.
    pub(super) end: usize,
}

impl Key {
    /// A name of the table that starts at `start`.
    #[inline(always)]
    fn of(name: NameId, known: &Name, start: usize) -> Key {
        let span = known.span_from(start);
        Key { span, is_clean: known.is_clean, name, end: span.end as usize + COLON.len() }
    }

    /// Its node, in an object.
    #[inline(always)]
    pub(super) fn node(&self, object: u32) -> Node {
        Node { name: self.name, ..Node::of(Shape::Key, self.span, object, self.is_clean) }
    }
}

impl Reader<'_> {
    /// Reads the member whose name starts at `at` with a quote; says whether it is clean, and where it ends.
    #[inline(always)]
    pub(super) fn member(&mut self, at: usize, object: &mut Object) -> Read<(bool, usize)> {
        let key = self.key(at, object.next)?;
        object.names.add(key.name);
        object.next = object.first.after(key.name);
        let node = key.node(object.node);
        let (first, at) = self.token(key.end);
        if matches!(first, b'{' | b'[') {
            let place = self.push(node)?;
            let is_clean = self.holder(first, at, object.node, object.depth + 1, key.name)?;
            self.nodes[place as usize].next = self.nodes.len() as u32;
            return Ok((is_clean & key.is_clean, self.at));
        }
        let (is_clean, end) = self.scalar(first, at, object.node, Some(node))?;
        Ok((is_clean & key.is_clean, end))
    }

    /// Takes the name that starts at `at`, and the colon after it.
    #[inline(always)]
    pub(super) fn key(&mut self, at: usize, place: Place) -> Read<Key> {
        let name = self.names.expected(place);
        match self.names.standing_at(name, self.bytes, at + 1) {
            Some(known) => Ok(Key::of(name, known, at + 1)),
            None => self.unexpected_key(at, place),
        }
    }

    #[inline(never)]
    fn unexpected_key(&mut self, at: usize, place: Place) -> Read<Key> {
        if let Some((name, known)) = self.names.less_expected(place, self.bytes, at + 1) {
            return Ok(Key::of(name, known, at + 1));
        }
        let (span, is_clean, end) = self.string(at)?;
        let name = if span.end as usize <= self.body.len() {
            self.names.intern(self.body, span, is_clean, place)
        } else {
            self.names.add_other();
            OTHER
        };
        match self.token(end) {
            (b':', at) => Ok(Key { span, is_clean, name, end: at + 1 }),
            (_, at) => Err(self.fail(at, "expected `:` after a name")),
        }
    }

    /// Appends a value that has nothing below it, after its key where it has one.
    #[inline(always)]
    pub(super) fn push_with(&mut self, key: Option<Node>, value: Node) -> Read<()> {
        let Some(key) = key else { return self.push(value).map(drop) };
        let at = self.nodes.len();
        if at + 2 > self.bounds.nodes {
            return Err(self.refuse(DecodeError::TooManyValues { limit: self.bounds.nodes }));
        }
        let next = at as u32 + 2;
        self.nodes.push(Node { next, ..key });
        self.nodes.push(Node { next, ..value });
        Ok(())
    }
}
