//! What is known while a document is read, and how nodes are added.

use crate::decode::error::DecodeError;
use crate::tape::name_table::NameTable;
use crate::tape::name_table::id::NameId;
use crate::tape::node::{CLEAN, Node, Shape};
use crate::tape::span::Span;

/// What bounds one document.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// Arrays and objects within one another.
    pub(crate) depth: usize,
    /// Nodes that the tape may have in the end.
    pub(crate) nodes: usize,
}

/// The reader has the error, so that what comes of reading a value fits into a register.
pub(super) struct Failed;

pub(super) type Read<T> = Result<T, Failed>;

pub(super) struct Reader<'t> {
    pub(super) body: &'t str,
    /// The body up to the end of the document.
    pub(super) bytes: &'t [u8],
    /// The byte after the last array or object.
    pub(super) at: usize,
    pub(super) extra: &'t mut String,
    pub(super) nodes: Vec<Node>,
    pub(super) names: &'t mut NameTable,
    /// The ids of the names that all pairs have, see [`pair`](Self::pair).
    pub(super) pair_names: Option<[NameId; 3]>,
    /// The name in the last one that has no text: records have their attributes in one order.
    pub(super) name_in_pair: NameId,
    /// Line breaks and tabs so far.
    pub(super) breaks: usize,
    /// Arrays and objects within one another so far.
    pub(super) depth: usize,
    pub(super) bounds: Bounds,
    pub(super) error: Option<DecodeError>,
}

impl Reader<'_> {
    #[inline(always)]
    pub(super) fn open(&mut self, shape: Shape, parent: u32, depth: usize) -> Read<u32> {
        if depth > self.bounds.depth {
            return Err(self.refuse(DecodeError::TooDeep { limit: self.bounds.depth }));
        }
        self.depth = self.depth.max(depth);
        self.push(Node::of(shape, Span::default(), parent, false))
    }

    /// Closes the node of what is from `start` to `end`.
    #[inline(always)]
    pub(super) fn close(&mut self, at: u32, start: usize, end: usize, is_clean: bool) -> bool {
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
    pub(super) fn push(&mut self, node: Node) -> Read<u32> {
        let at = self.nodes.len();
        if at >= self.bounds.nodes {
            return Err(self.refuse(DecodeError::TooManyValues { limit: self.bounds.nodes }));
        }
        self.nodes.push(Node { next: at as u32 + 1, ..node });
        Ok(at as u32)
    }

    #[cold]
    #[inline(never)]
    pub(super) fn fail(&mut self, offset: usize, what: &'static str) -> Failed {
        self.refuse(DecodeError::Syntax { offset, what })
    }

    #[cold]
    #[inline(never)]
    pub(super) fn refuse(&mut self, error: DecodeError) -> Failed {
        self.error = Some(error);
        Failed
    }
}
