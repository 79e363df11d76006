//! Names of members that tell nothing of their values, remembered by thread: browsers send the same few hundred names in
//! batch after batch, and what a name tells takes longer to find out than to look up.

use super::name::MemberName;
use std::{
    cell::RefCell,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

/// Names that a thread remembers; a name replaces the one that was in its place.
const ENTRIES: usize = 512;
/// Longer names, with their parents', are not remembered.
const MAX_BYTES: usize = 48;

/// Stands for the options that decide what a name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OptionsId(u64);

impl OptionsId {
    /// One that no other options have.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Relaxed))
    }
}

impl Default for OptionsId {
    fn default() -> Self {
        Self::new()
    }
}

#[derive(Clone, Copy)]
struct Entry {
    /// 0 for an entry that is empty.
    options: u64,
    own: u8,
    parent: u8,
    is_plain: bool,
    bytes: [u8; MAX_BYTES],
}

const EMPTY: Entry = Entry { options: 0, own: 0, parent: 0, is_plain: false, bytes: [0; MAX_BYTES] };

thread_local! {
    static REMEMBERED: RefCell<Box<[Entry]>> = RefCell::new(vec![EMPTY; ENTRIES].into_boxed_slice());
}

/// Whether a name tells nothing under these options, as `find_out` says, or has said before.
pub(crate) fn is_plain(name: MemberName<'_>, options: OptionsId, find_out: impl FnOnce() -> bool) -> bool {
    let (own, parent) = (name.own.as_bytes(), name.parent.as_bytes());
    if own.len() + parent.len() > MAX_BYTES {
        return find_out();
    }
    REMEMBERED.with_borrow_mut(|entries| {
        let entry = &mut entries[place(own, parent)];
        let is_same = entry.options == options.0
            && usize::from(entry.own) == own.len()
            && usize::from(entry.parent) == parent.len()
            && entry.bytes[..own.len()] == *own
            && entry.bytes[own.len()..own.len() + parent.len()] == *parent;
        if !is_same {
            *entry = EMPTY;
            entry.bytes[..own.len()].copy_from_slice(own);
            entry.bytes[own.len()..own.len() + parent.len()].copy_from_slice(parent);
            // At most `MAX_BYTES`.
            (entry.own, entry.parent) = (own.len() as u8, parent.len() as u8);
            (entry.options, entry.is_plain) = (options.0, find_out());
        }
        entry.is_plain
    })
}

fn place(own: &[u8], parent: &[u8]) -> usize {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, bytes: &[u8]| {
        bytes.chunks(8).fold(hash ^ bytes.len() as u64, |hash, chunk| {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            (hash ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR).rotate_left(29)
        })
    };
    (mix(mix(FACTOR, own), parent).wrapping_mul(FACTOR) >> 55) as usize % ENTRIES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_out_is_remembered_for_the_same_names_and_options() {
        let (first, second) = (OptionsId::new(), OptionsId::new());
        let name = MemberName { parent: "user", own: "name" };
        assert!(is_plain(name, first, || true));
        assert!(is_plain(name, first, || unreachable!("it is remembered")));
        assert!(!is_plain(name, second, || false), "other options");
        assert!(!is_plain(MemberName { parent: "usern", own: "ame" }, first, || false), "other names");
    }

    #[test]
    fn names_that_meet_in_one_place_are_told_apart() {
        let options = OptionsId::new();
        for round in 0..3 {
            for number in 0..4 * ENTRIES {
                let own = format!("member-{number}");
                let is_even = number % 2 == 0;
                let found = is_plain(MemberName { parent: "", own: &own }, options, || is_even);
                assert_eq!(found, is_even, "{own} in round {round}");
            }
        }
        let long = "x".repeat(MAX_BYTES + 1);
        assert!(is_plain(MemberName { parent: "", own: &long }, options, || true));
    }
}
