//! Arrays and objects.

use super::member::Object;
use super::reader::{Read, Reader};
use crate::decode::duplicates;
use crate::tape::name_table::id::NameId;
use crate::tape::node::Shape;
use crate::tape::span::slice;

impl Reader<'_> {
    /// Reads the value that starts at `at` with `first`, and stands in the value of the member named `around`; says whether it is
    /// clean, and where it ends.
    #[inline(always)]
    pub(super) fn value(
        &mut self,
        first: u8,
        at: usize,
        parent: u32,
        depth: usize,
        around: NameId,
    ) -> Read<(bool, usize)> {
        if matches!(first, b'{' | b'[') {
            let is_clean = self.holder(first, at, parent, depth + 1, around)?;
            return Ok((is_clean, self.at));
        }
        self.scalar(first, at, parent, None)
    }

    /// Reads an array or an object.
    #[inline(always)]
    pub(super) fn holder(&mut self, first: u8, at: usize, parent: u32, depth: usize, around: NameId) -> Read<bool> {
        if first == b'{' { self.object(at, parent, depth, around) } else { self.array(at, parent, depth, around) }
    }

    #[inline(never)]
    pub(super) fn object(&mut self, start: usize, parent: u32, depth: usize, around: NameId) -> Read<bool> {
        let breaks = self.breaks;
        let mut object = Object::at(self.open(Shape::Object, parent, depth)?, depth, around);
        let mut is_clean = true;
        let (mut next, mut at) = self.token(start + 1);
        if next != b'}' {
            loop {
                if next != b'"' {
                    return Err(self.fail(at, "expected a name"));
                }
                let (is_clean_member, end) = self.member(at, &mut object)?;
                is_clean &= is_clean_member;
                if self.bytes.get(end) == Some(&b',') && self.bytes.get(end + 1) == Some(&b'"') {
                    at = end + 1;
                    continue;
                }
                (next, at) = self.token(end);
                match next {
                    b',' => (next, at) = self.token(at + 1),
                    b'}' => break,
                    _ => return Err(self.fail(at, "expected `,` or `}`")),
                }
            }
        }
        if object.names.may_repeat() {
            let text = |span| slice(self.body, self.extra, span);
            is_clean &= !duplicates::kill_earlier(object.node, &mut self.nodes, text);
        }
        Ok(self.close(object.node, start, at + 1, is_clean && self.breaks == breaks))
    }

    #[inline(never)]
    pub(super) fn array(&mut self, start: usize, parent: u32, depth: usize, around: NameId) -> Read<bool> {
        let breaks = self.breaks;
        let array = self.open(Shape::Array, parent, depth)?;
        let mut is_clean = true;
        let (mut next, mut at) = self.token(start + 1);
        if next != b']' {
            loop {
                let (is_clean_element, end) = match self.pair(at, array, depth + 1) {
                    Some(pair) => pair,
                    None => self.value(next, at, array, depth, around)?,
                };
                is_clean &= is_clean_element;
                (next, at) = self.token(end);
                match next {
                    b',' => (next, at) = self.token(at + 1),
                    b']' => break,
                    _ => return Err(self.fail(at, "expected `,` or `]`")),
                }
            }
        }
        Ok(self.close(array, start, at + 1, is_clean && self.breaks == breaks))
    }
}
