//! A name and a text in the form in which OTLP has them, of which most of such a body consists: all of it is read at once.

use super::reader::Reader;
use crate::json::string_end;
use crate::tape::name_table::Place;
use crate::tape::name_table::id::NameId;
use crate::tape::node::{CLEAN, Node, PAIR, PAIR_NODES, Shape};
use crate::tape::span::Span;

/// What is around the name and the text.
const BEFORE: &[u8; 8] = b"{\"key\":\"";
const BETWEEN: &[u8; 26] = b"\",\"value\":{\"stringValue\":\"";
const AFTER: &[u8; 3] = b"\"}}";
/// The names in that, by where they stand in `BEFORE` and `BETWEEN`.
const KEY: Span = Span { start: 2, end: 5 };
const VALUE: Span = Span { start: 3, end: 8 };
const STRING_VALUE: Span = Span { start: 12, end: 23 };
/// Where the object in it begins, and how much of `BETWEEN` is before the first name in that.
const INNER: u32 = 10;
const AROUND: usize = 12;
/// The place of the inner object among the nodes.
const INNER_NODE: u32 = 4;

impl Reader<'_> {
    /// Reads the object that starts at `start`, where it is such a pair without white space and escapes; says whether it is
    /// clean, and where it ends.
    #[inline]
    pub(super) fn pair(&mut self, start: usize, parent: u32, depth: usize) -> Option<(bool, usize)> {
        let chunk = self.bytes.get(start..)?.first_chunk();
        if chunk != Some(BEFORE) { None } else { self.rest_of_pair(start, parent, depth) }
    }

    #[inline(never)]
    fn rest_of_pair(&mut self, start: usize, parent: u32, depth: usize) -> Option<(bool, usize)> {
        let key = self.plain(start + BEFORE.len())?;
        let between = key.end as usize;
        if depth >= self.bounds.depth || self.nodes.len() + PAIR_NODES > self.bounds.nodes {
            return None;
        }
        if self.bytes.get(between..)?.first_chunk() != Some(BETWEEN) {
            return self.other_pair(start, key, parent, depth);
        }
        let text = self.plain(between + BETWEEN.len())?;
        let after = text.end as usize;
        if self.bytes.get(after..)?.first_chunk() != Some(AFTER) {
            return None;
        }
        let end = after + AFTER.len();
        self.push_pair([start, between, end].map(|at| at as u32), [key, text], parent);
        self.depth = self.depth.max(depth + 1);
        self.at = end;
        Some((true, end))
    }

    /// The text that starts there, where nothing in it needs an escape.
    #[inline(always)]
    fn plain(&self, start: usize) -> Option<Span> {
        let end = string_end::find_plain(self.bytes, start)?;
        Some(Span { start: start as u32, end: end as u32 })
    }

    fn push_pair(&mut self, [start, between, end]: [u32; 3], [key, text]: [Span; 2], parent: u32) {
        let name = within(between, STRING_VALUE);
        let [of_key, of_value, of_text] = match self.pair_names {
            Some(names) => names,
            None => self.intern_pair([within(start, KEY), within(between, VALUE), name]),
        };
        let outer = self.nodes.len() as u32;
        let (inner, next) = (outer + INNER_NODE, outer + PAIR_NODES as u32);
        self.nodes.extend_from_slice(&[
            Node { flags: CLEAN | PAIR, ..node(Shape::Object, Span { start, end }, parent, next) },
            Node { name: of_key, ..node(Shape::Key, within(start, KEY), outer, outer + 3) },
            node(Shape::Text, key, outer, outer + 3),
            Node { name: of_value, ..node(Shape::Key, within(between, VALUE), outer, next) },
            node(Shape::Object, Span { start: between + INNER, end: end - 1 }, outer, next),
            Node { name: of_text, ..node(Shape::Key, name, inner, next) },
            node(Shape::Text, text, inner, next),
        ]);
    }

    /// The same where the value is another than a text, and holds no others.
    fn other_pair(&mut self, start: usize, key: Span, parent: u32, depth: usize) -> Option<(bool, usize)> {
        let [of_key, of_value, _] = self.pair_names?;
        let between = key.end as usize;
        let around = BETWEEN.first_chunk::<AROUND>();
        if self.bytes.get(between..)?.first_chunk() != around {
            return None;
        }
        let (outer, extra, breaks) = (self.nodes.len(), self.extra.len(), self.breaks);
        let inner = outer as u32 + INNER_NODE;
        let name = self.key(between + AROUND - 1, Place::within(of_value).after(self.name_in_pair)).ok()?;
        let (first, at) = self.token(name.end);
        if matches!(first, b'{' | b'[') {
            self.extra.truncate(extra);
            return None;
        }
        let (between, from) = (between as u32, start as u32);
        self.nodes.extend_from_slice(&[
            node(Shape::Object, Span { start: from, end: 0 }, parent, 0),
            Node { name: of_key, ..node(Shape::Key, within(from, KEY), outer as u32, outer as u32 + 3) },
            node(Shape::Text, key, outer as u32, outer as u32 + 3),
            Node { name: of_value, ..node(Shape::Key, within(between, VALUE), outer as u32, 0) },
            node(Shape::Object, Span { start: between + INNER, end: 0 }, outer as u32, 0),
        ]);
        let value = self.scalar(first, at, inner, Some(name.node(inner)));
        let (is_clean, end) = match value {
            Ok((is_clean, end)) if self.bytes.get(end..end + 2) == Some(b"}}") => (is_clean && name.is_clean, end),
            _ => {
                self.nodes.truncate(outer);
                self.extra.truncate(extra);
                return None;
            }
        };
        let is_clean = is_clean && self.breaks == breaks;
        self.close(inner, (between + INNER) as usize, end + 1, is_clean);
        self.close(outer as u32, start, end + 2, is_clean);
        self.nodes[outer].flags |= PAIR;
        self.name_in_pair = self.nodes[outer + PAIR_NODES - 2].name;
        self.nodes[outer + 3].next = self.nodes.len() as u32;
        self.depth = self.depth.max(depth + 1);
        Some((is_clean, end + 2))
    }

    #[cold]
    fn intern_pair(&mut self, names: [Span; 3]) -> [NameId; 3] {
        let ids = names.map(|span| self.names.find_or_insert(self.body, "", span, true));
        self.pair_names = Some(ids);
        ids
    }
}

#[inline(always)]
fn within(at: u32, span: Span) -> Span {
    Span { start: at + span.start, end: at + span.end }
}

#[inline(always)]
fn node(shape: Shape, span: Span, parent: u32, next: u32) -> Node {
    Node { next, ..Node::of(shape, span, parent, true) }
}
