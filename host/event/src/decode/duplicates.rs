//! Members that stand twice in one object: the last one counts, as in every browser.

use std::collections::{HashMap, hash_map::Entry};

use crate::batch::node::{DEAD, Node, Span};

/// Up to so many keys, comparing each with each is cheaper than hashing them.
const FEW: usize = 16;

/// Spreads what signs differ in to the upper bits: 2³² divided by the golden ratio.
const SPREAD: u32 = 0x9e37_79b1;

/// A key of an object that is being read.
pub(crate) struct SignedKey {
    /// Equal for equal texts.
    pub(crate) sign: u32,
    /// Its node.
    pub(crate) key: u32,
}

/// A word that tells most names apart: the length and three of the bytes.
#[inline]
pub(crate) fn sign(name: &str) -> u32 {
    let bytes = name.as_bytes();
    match (bytes.first(), bytes.get(bytes.len() / 2), bytes.last()) {
        (Some(&first), Some(&middle), Some(&last)) => u32::from_le_bytes([bytes.len() as u8, first, middle, last]),
        _ => 0,
    }
}

/// Marks every key that a later one of the same text replaces; says whether there was one.
pub(crate) fn kill_earlier<'a>(keys: &[SignedKey], nodes: &mut [Node], text: impl Fn(Span) -> &'a str) -> bool {
    let mut found = false;
    if keys.len() <= FEW {
        // One bit of 64 for each sign so far: a key whose bit is not among them is new.
        let mut seen = 0u64;
        for (index, later) in keys.iter().enumerate() {
            let bit = 1 << (later.sign.wrapping_mul(SPREAD) >> 26);
            if seen & bit == 0 {
                seen |= bit;
                continue;
            }
            for earlier in keys[..index].iter().filter(|earlier| earlier.sign == later.sign) {
                if text(nodes[earlier.key as usize].span) == text(nodes[later.key as usize].span) {
                    nodes[earlier.key as usize].flags |= DEAD;
                    found = true;
                }
            }
        }
        return found;
    }
    let mut last = HashMap::with_capacity(keys.len());
    for SignedKey { key, .. } in keys {
        match last.entry(text(nodes[*key as usize].span)) {
            Entry::Vacant(entry) => drop(entry.insert(*key)),
            Entry::Occupied(mut entry) => {
                nodes[entry.insert(*key) as usize].flags |= DEAD;
                found = true;
            }
        }
    }
    found
}
