//! Labels, and words that may stand after one, by their last bytes.

use super::fillers::{FILLERS, MONTHS};
use super::folded::FOLDED;
use super::list::LABELS;
use crate::kinds::label::Labels;

/// A label or, where it tells nothing, a word that may stand after one.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) word: &'static str,
    pub(super) told: Labels,
}

const COUNT: usize = LABELS.len() + FILLERS.len() + FOLDED.len() + MONTHS.len();

const fn all() -> [End; COUNT] {
    let mut all = [End { word: "", told: Labels::NONE }; COUNT];
    let mut index = 0;
    while index < COUNT {
        let (filler, folded) = (index.wrapping_sub(LABELS.len()), index.wrapping_sub(LABELS.len() + FILLERS.len()));
        all[index] = if index < LABELS.len() {
            End { word: LABELS[index].0, told: LABELS[index].1 }
        } else if filler < FILLERS.len() {
            End { word: FILLERS[filler], told: Labels::NONE }
        } else if folded < FOLDED.len() {
            End { word: FOLDED[folded].0, told: FOLDED[folded].1 }
        } else {
            End { word: MONTHS[folded - FOLDED.len()], told: Labels::NONE }
        };
        index += 1;
    }
    all
}

/// All of them but months.
pub(in crate::kinds::label) fn words() -> impl Iterator<Item = &'static str> {
    ENDS[..COUNT - MONTHS.len()].iter().map(|end| end.word)
}

static ENDS: [End; COUNT] = all();

const PAIRS: usize = 1 << 10;
const TRIPLES: usize = 1 << 15;

/// Ends in chains: of each chain the index of its first, plus one, and of each end that of the next.
struct Chains<const HEADS: usize> {
    heads: [u16; HEADS],
    nexts: [u16; COUNT],
}

/// By their last two bytes, all of them and those of two bytes, and by their last three.
static BY_TWO: Chains<PAIRS> = by_two(usize::MAX);
static OF_TWO: Chains<PAIRS> = by_two(2);
static BY_THREE: Chains<TRIPLES> = {
    let all = all();
    let (mut heads, mut nexts, mut index) = ([0; TRIPLES], [0; COUNT], 0);
    while index < COUNT {
        let word = all[index].word.as_bytes();
        if let [.., third, first, last] = word {
            let head = triple(*third, *first, *last);
            nexts[index] = heads[head];
            heads[head] = index as u16 + 1;
        }
        index += 1;
    }
    Chains { heads, nexts }
};

const fn by_two(longest: usize) -> Chains<PAIRS> {
    let all = all();
    let (mut heads, mut nexts, mut index) = ([0; PAIRS], [0; COUNT], 0);
    while index < COUNT {
        let word = all[index].word.as_bytes();
        if word.len() <= longest {
            let head = pair(word[word.len() - 2], word[word.len() - 1]);
            nexts[index] = heads[head];
            heads[head] = index as u16 + 1;
        }
        index += 1;
    }
    Chains { heads, nexts }
}

const fn pair(first: u8, last: u8) -> usize {
    (first & 0x1f) as usize * 32 + (last & 0x1f) as usize
}

const fn triple(third: u8, first: u8, last: u8) -> usize {
    (third & 0x1f) as usize * PAIRS + pair(first, last)
}

impl<const HEADS: usize> Chains<HEADS> {
    #[inline]
    fn any(&self, head: usize, mut is_one: impl FnMut(&'static End) -> bool) -> bool {
        let mut next = usize::from(self.heads[head]);
        while let Some(index) = next.checked_sub(1) {
            if is_one(&ENDS[index]) {
                return true;
            }
            next = usize::from(self.nexts[index]);
        }
        false
    }
}

/// Whether there is an end like these letters and digits.
#[inline]
pub(super) fn has_like(third: u8, first: u8, last: u8) -> bool {
    // A word of two letters begins where the case changes, or digits touch letters.
    let is_small = third.is_ascii_lowercase() && first.is_ascii_lowercase();
    BY_THREE.heads[triple(third, first, last)] != 0 || !is_small && OF_TWO.heads[pair(first, last)] != 0
}

/// Whether any end is the one that is looked for, of those whose last three bytes are alike in their low five bits. Where `third` is
/// no letter or digit it may be of something else.
#[inline]
pub(super) fn any_like(third: u8, first: u8, last: u8, mut is_one: impl FnMut(&'static End) -> bool) -> bool {
    if !third.is_ascii_alphanumeric() {
        return BY_TWO.any(pair(first, last), is_one);
    }
    BY_THREE.any(triple(third, first, last), &mut is_one) || OF_TWO.any(pair(first, last), is_one)
}
