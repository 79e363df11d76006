//! The text of a batch and the nodes that point into it.

pub(crate) mod fit;
pub(crate) mod keys;
pub(crate) mod name_table;
pub(crate) mod node;
pub(crate) mod span;

use self::name_table::id::OTHER;
use self::name_table::{Meaning, NameTable};
use self::node::{CLEAN, Node, Shape};
use self::span::{Span, slice};

/// A document as it came, what was decoded or added since, and the nodes of both.
#[derive(Clone, Default)]
pub(crate) struct Tape {
    /// Spans that end inside of it point here.
    pub(crate) body: String,
    /// Decoded and added text: spans past the end of the body point here.
    pub(crate) extra: String,
    pub(crate) nodes: Vec<Node>,
    /// The names of the body's members.
    pub(crate) names: Box<NameTable>,
}

impl Tape {
    #[inline]
    pub(crate) fn text(&self, span: Span) -> &str {
        slice(&self.body, &self.extra, span)
    }

    #[inline]
    pub(crate) fn bytes(&self, span: Span) -> &[u8] {
        let (body, start, end) = (self.body.len(), span.start as usize, span.end as usize);
        if end <= body { &self.body.as_bytes()[start..end] } else { &self.extra.as_bytes()[start - body..end - body] }
    }

    #[inline]
    pub(crate) fn node(&self, at: u32) -> &Node {
        &self.nodes[at as usize]
    }

    #[inline]
    pub(crate) fn node_mut(&mut self, at: u32) -> &mut Node {
        &mut self.nodes[at as usize]
    }

    /// What the name of a member at the top of an event means.
    #[inline]
    pub(crate) fn meaning(&self, key: u32) -> Meaning {
        let node = self.node(key);
        self.names.get(node.name).map_or_else(|| Meaning::of(self.text(node.span)), |name| name.meaning)
    }

    /// The index that the next node will have.
    pub(crate) fn end(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// Where the next byte of `extra` will be found.
    pub(crate) fn text_end(&self) -> u32 {
        (self.body.len() + self.extra.len()) as u32
    }

    pub(crate) fn push_text(&mut self, text: &str) -> Span {
        let start = self.text_end();
        self.extra.push_str(text);
        Span { start, end: self.text_end() }
    }

    /// Appends a copy of a part of the tape's own text.
    pub(crate) fn push_again(&mut self, span: Span) {
        let body = self.body.len();
        let (start, end) = (span.start as usize, span.end as usize);
        if end <= body {
            self.extra.push_str(&self.body[start..end]);
        } else {
            self.extra.extend_from_within(start - body..end - body);
        }
    }

    /// Appends a node and says where it is; it ends where it starts until `close` is called.
    pub(crate) fn push_node(&mut self, shape: Shape, span: Span, parent: u32) -> u32 {
        let at = self.end();
        let name = if shape == Shape::Key { self.names.intern_added(&self.body, &self.extra, span) } else { OTHER };
        self.nodes.push(Node { span, next: at + 1, parent, edit: 0, shape, flags: 0, name });
        at
    }

    /// The subtree at `at` has been pushed.
    pub(crate) fn close(&mut self, at: u32) {
        self.nodes[at as usize].next = self.nodes.len() as u32;
    }

    /// Appends a copy of the subtree at `from`, without edits.
    pub(crate) fn copy_subtree(&mut self, from: u32, parent: u32) -> u32 {
        let to = self.end();
        for at in from..self.node(from).next {
            let node = *self.node(at);
            let parent = if at == from || node.parent < from { parent } else { node.parent - from + to };
            self.nodes.push(Node { next: node.next - from + to, parent, edit: 0, ..node });
        }
        to
    }

    /// Appends another tape, whose root gets a parent; says where that root is.
    pub(crate) fn graft(&mut self, source: &Tape, parent: u32) -> u32 {
        let (root, text) = (self.end(), self.text_end());
        self.extra.push_str(&source.body);
        self.extra.push_str(&source.extra);
        let Self { body, extra, names, nodes } = self;
        let moved = |span: Span| Span { start: span.start + text, end: span.end + text };
        let mut name = |node: &Node| match node.shape {
            Shape::Key => names.intern_added(body, extra, moved(node.span)),
            _ => OTHER,
        };
        nodes.extend(source.nodes.iter().enumerate().map(|(at, node)| Node {
            span: moved(node.span),
            next: node.next + root,
            parent: if at == 0 { parent } else { node.parent + root },
            name: name(node),
            ..*node
        }));
        root
    }

    /// The bytes of a clean value as they stand in the body.
    #[inline]
    pub(crate) fn raw_span(&self, at: u32) -> Span {
        let node = self.node(at);
        debug_assert!(node.is(CLEAN));
        match node.shape {
            Shape::Text | Shape::Key => Span { start: node.span.start - 1, end: node.span.end + 1 },
            _ => node.span,
        }
    }

    /// What stands at `at`, and everything around it, cannot be written by copying any more.
    pub(crate) fn soil(&mut self, at: u32) {
        let mut at = at;
        while self.node(at).is(CLEAN) {
            self.node_mut(at).flags &= !CLEAN;
            at = self.node(at).parent;
        }
    }
}
