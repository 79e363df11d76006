//! The members of an object: a name and its value at once.

use super::{Read, Reader};
use crate::batch::name_table::{NameId, OTHER};
use crate::batch::node::{Node, Shape, Span};
use crate::decode::duplicates::NamesSeen;
use crate::decode::error::DecodeError;

/// A name that was read.
struct Key {
    span: Span,
    is_clean: bool,
    name: NameId,
    /// The byte after the colon.
    end: usize,
}

impl Reader<'_> {
    /// Reads the member whose name starts at `at` with a quote; says whether it is clean, and where it ends.
    #[inline(always)]
    pub(super) fn member(
        &mut self,
        at: usize,
        object: u32,
        depth: usize,
        names: &mut NamesSeen,
    ) -> Read<(bool, usize)> {
        let key = self.key(at)?;
        names.add(key.name);
        let node = Node { name: key.name, ..Node::of(Shape::Key, key.span, object, key.is_clean) };
        let (first, at) = self.token(key.end);
        if matches!(first, b'{' | b'[') {
            let place = self.push(node)?;
            let is_clean = self.holder(first, at, object, depth + 1)?;
            self.nodes[place as usize].next = self.nodes.len() as u32;
            return Ok((is_clean & key.is_clean, self.at));
        }
        let (is_clean, end) = self.scalar(first, at, object, Some(node))?;
        Ok((is_clean & key.is_clean, end))
    }

    /// Takes the name that starts at `at`, and the colon after it.
    #[inline(always)]
    fn key(&mut self, at: usize) -> Read<Key> {
        let (start, name) = (at + 1, self.expected[0]);
        match self.names.standing_at(name, self.bytes, start) {
            Some(known) => {
                (self.last_name, self.expected) = (name, known.followers);
                let span = known.span_from(start);
                Ok(Key { span, is_clean: known.is_clean, name, end: span.end as usize + 2 })
            }
            None => self.unexpected_key(at),
        }
    }

    #[inline(never)]
    fn unexpected_key(&mut self, at: usize) -> Read<Key> {
        let (start, before) = (at + 1, self.last_name);
        if let Some((name, known)) = self.names.less_expected(before, self.bytes, start) {
            (self.last_name, self.expected) = (name, known.followers);
            let span = known.span_from(start);
            return Ok(Key { span, is_clean: known.is_clean, name, end: span.end as usize + 2 });
        }
        let (span, is_clean, end) = self.string(at)?;
        let name = if span.end as usize <= self.body.len() {
            self.names.intern(self.body, span, is_clean, before)
        } else {
            self.names.add_other();
            OTHER
        };
        (self.last_name, self.expected) = (name, self.names.followers(name));
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
