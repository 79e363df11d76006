//! The members of an object as it was sent.

use super::Tape;
use super::node::DEAD;

/// The keys of an object as it was sent, the last of each name.
#[inline(always)]
pub(crate) fn keys(tape: &Tape, object: u32) -> Keys<'_> {
    Keys { tape, at: object + 1, end: tape.node(object).next }
}

/// Keys of members.
pub(crate) struct Keys<'a> {
    tape: &'a Tape,
    at: u32,
    end: u32,
}

impl Keys<'_> {
    /// Of nothing.
    #[inline(always)]
    pub(crate) fn none(tape: &Tape) -> Keys<'_> {
        Keys { tape, at: 0, end: 0 }
    }
}

impl Iterator for Keys<'_> {
    type Item = u32;

    // Most loops over members do little for each of them.
    #[inline(always)]
    fn next(&mut self) -> Option<u32> {
        while self.at < self.end {
            let (key, node) = (self.at, self.tape.node(self.at));
            self.at = node.next;
            if !node.is(DEAD) {
                return Some(key);
            }
        }
        None
    }
}
