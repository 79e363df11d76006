//! JSON text to nodes, in one pass (RFC 8259).

mod member;
mod scalar;

use std::ops::Range;

use crate::batch::name_table::{NameId, NameTable, OTHER};
use crate::batch::node::{CLEAN, Node, Shape, Span};
use crate::batch::tape::{Tape, slice};
use crate::decode::duplicates;
use crate::decode::error::DecodeError;
use member::Object;

/// What bounds one document.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// Arrays and objects within one another.
    pub(crate) depth: usize,
    /// Nodes that the tape may have in the end.
    pub(crate) nodes: usize,
}

/// Appends the nodes of one JSON value, which is all of `range` in the tape's body; says where its root is, and how many
/// arrays and objects are within one another.
pub(crate) fn read(tape: &mut Tape, range: Range<usize>, bounds: Bounds) -> Result<(u32, usize), DecodeError> {
    let Tape { body, extra, nodes, names } = tape;
    let root = nodes.len() as u32;
    let mut reader = Reader {
        bytes: &body.as_bytes()[..range.end],
        body,
        at: range.start,
        extra,
        nodes: std::mem::take(nodes),
        names,
        breaks: 0,
        depth: 0,
        bounds,
        error: None,
    };
    let read = reader.document(root);
    *nodes = reader.nodes;
    match read {
        Ok(()) => Ok((root, reader.depth)),
        Err(Failed) => Err(reader.error.unwrap_or(DecodeError::Syntax { offset: reader.at, what: "expected a value" })),
    }
}

/// The reader has the error, so that what comes of reading a value fits into a register.
struct Failed;

type Read<T> = Result<T, Failed>;

struct Reader<'t> {
    body: &'t str,
    /// The body up to the end of the document.
    bytes: &'t [u8],
    /// The byte after the last array or object.
    at: usize,
    extra: &'t mut String,
    nodes: Vec<Node>,
    names: &'t mut NameTable,
    /// Line breaks and tabs so far.
    breaks: usize,
    /// Arrays and objects within one another so far.
    depth: usize,
    bounds: Bounds,
    error: Option<DecodeError>,
}

impl Reader<'_> {
    fn document(&mut self, root: u32) -> Read<()> {
        let (first, at) = self.token(self.at);
        let (_, end) = self.value(first, at, root, 0, OTHER)?;
        match self.token(end) {
            (_, at) if at == self.bytes.len() => Ok(()),
            (_, at) => Err(self.fail(at, "expected nothing after the end")),
        }
    }

    /// Reads the value that starts at `at` with `first`, and stands in the value of the member named `around`; says whether it is
    /// clean, and where it ends.
    #[inline(always)]
    fn value(&mut self, first: u8, at: usize, parent: u32, depth: usize, around: NameId) -> Read<(bool, usize)> {
        if matches!(first, b'{' | b'[') {
            let is_clean = self.holder(first, at, parent, depth + 1, around)?;
            return Ok((is_clean, self.at));
        }
        self.scalar(first, at, parent, None)
    }

    /// Reads an array or an object.
    #[inline(always)]
    fn holder(&mut self, first: u8, at: usize, parent: u32, depth: usize, around: NameId) -> Read<bool> {
        if first == b'{' { self.object(at, parent, depth, around) } else { self.array(at, parent, depth, around) }
    }

    #[inline(never)]
    fn object(&mut self, start: usize, parent: u32, depth: usize, around: NameId) -> Read<bool> {
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
    fn array(&mut self, start: usize, parent: u32, depth: usize, around: NameId) -> Read<bool> {
        let breaks = self.breaks;
        let array = self.open(Shape::Array, parent, depth)?;
        let mut is_clean = true;
        let (mut next, mut at) = self.token(start + 1);
        if next != b']' {
            loop {
                let (is_clean_element, end) = self.value(next, at, array, depth, around)?;
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

    #[inline(always)]
    fn open(&mut self, shape: Shape, parent: u32, depth: usize) -> Read<u32> {
        if depth > self.bounds.depth {
            return Err(self.refuse(DecodeError::TooDeep { limit: self.bounds.depth }));
        }
        self.depth = self.depth.max(depth);
        self.push(Node::of(shape, Span::default(), parent, false))
    }

    /// Closes the node of what is from `start` to `end`.
    #[inline(always)]
    fn close(&mut self, at: u32, start: usize, end: usize, is_clean: bool) -> bool {
        self.at = end;
        let next = self.nodes.len() as u32;
        let node = &mut self.nodes[at as usize];
        node.span = Span { start: start as u32, end: end as u32 };
        node.next = next;
        node.flags = if is_clean { CLEAN } else { 0 };
        is_clean
    }

    /// Appends a node that has nothing below it.
    #[inline(always)]
    fn push(&mut self, node: Node) -> Read<u32> {
        let at = self.nodes.len();
        if at >= self.bounds.nodes {
            return Err(self.refuse(DecodeError::TooManyValues { limit: self.bounds.nodes }));
        }
        self.nodes.push(Node { next: at as u32 + 1, ..node });
        Ok(at as u32)
    }

    #[cold]
    #[inline(never)]
    fn fail(&mut self, offset: usize, what: &'static str) -> Failed {
        self.refuse(DecodeError::Syntax { offset, what })
    }

    #[cold]
    #[inline(never)]
    fn refuse(&mut self, error: DecodeError) -> Failed {
        self.error = Some(error);
        Failed
    }
}
