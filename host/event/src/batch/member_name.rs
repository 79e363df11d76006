//! Under which name a value stands.

use super::Batch;
use crate::tape::keys::keys;
use crate::tape::node::{DEAD, Shape};
use sluice_scan::{MemberName, Scanner, is_name_of_name, is_name_of_value};

/// Objects around a value whose names are looked at: `{"key":"password","value":{"stringValue":"…"}}` has two.
const MAX_LEVELS: usize = 3;
/// Members of an object that are looked at for one that says what a value is.
const MAX_BESIDE: usize = 8;
const LONGEST_NAME: usize = 64;

impl Batch {
    /// The name of the member whose value is the text or number at `at`, or whose array it is in; empty where such a name
    /// tells the scanner nothing.
    #[inline]
    pub(crate) fn telling_name(&self, at: u32, scanner: &Scanner) -> MemberName<'_> {
        self.telling_key(at, scanner).map_or_else(MemberName::default, |key| self.names_of(key))
    }

    /// The node whose text is that name: a key, or the text beside it that says what it holds. `None` where nothing tells.
    #[inline(always)]
    pub(crate) fn telling_key(&self, at: u32, scanner: &Scanner) -> Option<u32> {
        let key = self.key_of(at).or_else(|| self.key_of_array(at))?;
        let node = self.tape.node(key);
        let may_tell = self.tape.names.may_tell(node.name).unwrap_or_else(|| {
            let name = self.tape.text(node.span);
            scanner.may_be_told_by(name) || is_name_of_value(name)
        });
        if may_tell { self.told_by(key, scanner) } else { None }
    }

    /// What tells of the value at a key: the key itself, a text beside it, or the key of the object around it.
    #[inline(never)]
    fn told_by(&self, key: u32, scanner: &Scanner) -> Option<u32> {
        let mut key = key;
        for _ in 0..MAX_LEVELS {
            let name = self.tape.text(self.tape.node(key).span);
            if !is_name_of_value(name) {
                return scanner.may_be_told_by(name).then_some(key);
            }
            let object = self.tape.node(key).parent;
            if let Some(beside) = self.name_beside(object, scanner) {
                return Some(beside);
            }
            if scanner.is_told_by(name) {
                return Some(key);
            }
            key = self.key_of(object).or_else(|| self.key_of_array(object))?;
        }
        None
    }

    /// The text of a member of the object that says what is beside it, and tells something.
    fn name_beside(&self, object: u32, scanner: &Scanner) -> Option<u32> {
        let tape = &self.tape;
        let says = |key: &u32| {
            let (name, value) = (tape.node(*key), tape.node(*key + 1));
            !name.is(DEAD)
                && value.shape == Shape::Text
                && value.span.len() <= LONGEST_NAME
                && is_name_of_name(tape.text(name.span))
                && scanner.may_be_told_by(tape.text(value.span))
        };
        keys(tape, object).take(MAX_BESIDE).find(says).map(|key| key + 1)
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
