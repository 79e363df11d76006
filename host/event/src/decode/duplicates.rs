//! Members that stand twice in one object: the last one counts, as in every browser.

use std::collections::{HashMap, hash_map::Entry};

use crate::tape::name_table::id::{NameId, OTHER};
use crate::tape::node::{DEAD, Node};
use crate::tape::span::Span;

/// The names of one object so far.
#[derive(Clone, Copy)]
pub(crate) struct NamesSeen {
    /// A bit for each id. That of the names without an id is always set: each may be any other.
    ids: [u64; 4],
    may_repeat: bool,
}

impl Default for NamesSeen {
    #[inline(always)]
    fn default() -> NamesSeen {
        NamesSeen { ids: [1 << OTHER, 0, 0, 0], may_repeat: false }
    }
}

impl NamesSeen {
    #[inline(always)]
    pub(crate) fn add(&mut self, name: NameId) {
        let (word, bit) = (usize::from(name / 64), 1 << (name % 64));
        self.may_repeat |= self.ids[word] & bit != 0;
        self.ids[word] |= bit;
    }

    /// Whether a name may be one of them.
    #[inline]
    pub(crate) fn may_have(&self, name: NameId) -> bool {
        self.may_repeat || self.ids[usize::from(name / 64)] >> (name % 64) & 1 == 1
    }

    /// Whether one of them may stand there twice.
    #[inline]
    pub(crate) fn may_repeat(&self) -> bool {
        self.may_repeat
    }
}

/// Marks every key of the object at `object` that a later one of the same text replaces; says whether there was one.
#[cold]
pub(crate) fn kill_earlier<'a>(object: u32, nodes: &mut [Node], text: impl Fn(Span) -> &'a str) -> bool {
    let mut found = false;
    let mut last = HashMap::new();
    let mut key = object as usize + 1;
    while let Some(node) = nodes.get(key) {
        let next = node.next as usize;
        match last.entry(text(node.span)) {
            Entry::Vacant(entry) => drop(entry.insert(key)),
            Entry::Occupied(mut entry) => {
                nodes[entry.insert(key)].flags |= DEAD;
                found = true;
            }
        }
        key = next;
    }
    found
}
