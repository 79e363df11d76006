//! What one entry of a tape says.

use super::name_table::id::{NameId, OTHER};
use super::span::Span;

/// No such node: the first node of a batch is a root, and no member of anything.
pub(crate) const NONE: u32 = 0;

/// What a node is. A `Key` is followed by its value.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    Null,
    False,
    True,
    Number,
    Text,
    Array,
    Object,
    Key,
}

/// The node, and all below it, can be written by copying its bytes: nothing in there needs an escape, was escaped,
/// stands twice or was edited. An object or array that is not clean has no clean object or array around it.
pub(crate) const CLEAN: u8 = 1;
/// On keys: a later member of the same name has taken the place of this one.
pub(crate) const DEAD: u8 = 2;
/// A value of the host's own making, checked and normalised: no text for filters to scan.
pub(crate) const HOST: u8 = 4;
/// A number that the line promises to be a number: what is taken away leaves null.
pub(crate) const TYPED: u8 = 8;
/// Scanners do not look at it now.
pub(crate) const PASSED_OVER: u8 = 16;
/// A filter of the operator's has passed over it as it is now.
pub(crate) const KEPT_BY_OPERATOR: u8 = 32;
/// A filter of the tenant's has.
pub(crate) const KEPT_BY_TENANT: u8 = 64;

/// An object that is a pair of a name and a value in a form of its own, see `json::tokenize`: it has so many nodes, the third of
/// which is the name, and the last two the only member of the other.
pub(crate) const PAIR: u8 = 128;
pub(crate) const PAIR_NODES: usize = 7;

/// One value or key. Nodes lie in the order of the document, so a subtree is the nodes from `at` to `next`.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    /// Texts and keys: without the quotes, decoded. All others: as they were sent.
    pub(crate) span: Span,
    /// The node after this subtree; for a key, the node after its value.
    pub(crate) next: u32,
    /// The object or array that this stands in.
    pub(crate) parent: u32,
    /// The latest edit of this node: its index in the log, plus one.
    pub(crate) edit: u32,
    pub(crate) shape: Shape,
    pub(crate) flags: u8,
    /// Of a key: which of the batch's names it is.
    pub(crate) name: NameId,
}

impl Node {
    /// A node that ends where it starts.
    #[inline(always)]
    pub(crate) fn of(shape: Shape, span: Span, parent: u32, is_clean: bool) -> Node {
        Node { span, next: 0, parent, edit: 0, shape, flags: if is_clean { CLEAN } else { 0 }, name: OTHER }
    }

    #[inline]
    pub(crate) fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}
