//! Under which name a value stands.

use super::Batch;
use crate::tape::node::Shape;
use sluice_scan::{MemberName, Scanner};

impl Batch {
    /// The name of the member whose value is the text or number at `at`, or whose array it is in; empty where such a name
    /// tells the scanner nothing.
    #[inline]
    pub(crate) fn telling_name(&self, at: u32, scanner: &Scanner) -> MemberName<'_> {
        self.telling_key(at, scanner).map_or_else(MemberName::default, |key| self.names_of(key))
    }

    /// The key of that member; `None` where its name tells the scanner nothing.
    #[inline(always)]
    pub(crate) fn telling_key(&self, at: u32, scanner: &Scanner) -> Option<u32> {
        let key = self.key_of(at).or_else(|| self.key_of_array(at))?;
        self.may_tell(key, scanner).then_some(key)
    }

    #[inline(always)]
    fn may_tell(&self, key: u32, scanner: &Scanner) -> bool {
        let node = self.tape.node(key);
        self.tape.names.may_tell(node.name).unwrap_or_else(|| scanner.may_be_told_by(self.tape.text(node.span)))
    }

    /// The key right before the value at `at`.
    #[inline(always)]
    fn key_of(&self, at: u32) -> Option<u32> {
        let key = at.checked_sub(1)?;
        (self.tape.node(key).shape == Shape::Key).then_some(key)
    }

    pub(crate) fn names_of(&self, key: u32) -> MemberName<'_> {
        let node = self.tape.node(key);
        let parent = self.key_of(node.parent).map_or("", |parent| self.tape.text(self.tape.node(parent).span));
        MemberName { parent, own: self.tape.text(node.span) }
    }

    #[cold]
    fn key_of_array(&self, at: u32) -> Option<u32> {
        let mut at = at;
        loop {
            let parent = self.tape.node(at).parent;
            if parent >= at || self.tape.node(parent).shape != Shape::Array {
                return None;
            }
            if let Some(key) = self.key_of(parent) {
                return Some(key);
            }
            at = parent;
        }
    }
}
