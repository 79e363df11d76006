//! Labels, and words that may stand after one, by their last two bytes.

use super::fillers::{FILLERS, MONTHS};
use super::list::LABELS;
use super::told::Labels;

/// A label or, where it tells nothing, a word that may stand after one.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) word: &'static str,
    pub(super) told: Labels,
}

impl End {
    /// Whether its last byte but two may be this one.
    pub(super) fn has_third(self, third: u8) -> bool {
        self.word.len() < 3 || self.word.as_bytes()[self.word.len() - 3] & 0x1f == third & 0x1f
    }
}

const COUNT: usize = LABELS.len() + FILLERS.len() + MONTHS.len();

const fn all() -> [End; COUNT] {
    let mut all = [End { word: "", told: Labels::NONE }; COUNT];
    let mut index = 0;
    while index < COUNT {
        all[index] = if index < LABELS.len() {
            End { word: LABELS[index].0, told: LABELS[index].1 }
        } else if index < LABELS.len() + FILLERS.len() {
            End { word: FILLERS[index - LABELS.len()], told: Labels::NONE }
        } else {
            End { word: MONTHS[index - LABELS.len() - FILLERS.len()], told: Labels::NONE }
        };
        index += 1;
    }
    all
}

/// For each pair of last bytes the index in `ENDS`, plus one, of an end, and for each end that of the next.
static CHAINS: ([u16; 1024], [u16; COUNT]) = {
    let all = all();
    let (mut heads, mut nexts) = ([0; 1024], [0; COUNT]);
    let mut index = 0;
    while index < COUNT {
        let word = all[index].word.as_bytes();
        let pair = pair(word[word.len() - 2], word[word.len() - 1]);
        nexts[index] = heads[pair];
        heads[pair] = index as u16 + 1;
        index += 1;
    }
    (heads, nexts)
};

static ENDS: [End; COUNT] = all();

const fn pair(first: u8, last: u8) -> usize {
    (first & 0x1f) as usize * 32 + (last & 0x1f) as usize
}

/// The first of those whose last two bytes are alike in their low five bits.
#[inline]
pub(super) fn first_like(first: u8, last: u8) -> Option<usize> {
    usize::from(CHAINS.0[pair(first, last)]).checked_sub(1)
}

/// All of them.
pub(super) fn like(first: u8, last: u8) -> impl Iterator<Item = End> {
    let next = |index: &usize| usize::from(CHAINS.1[*index]).checked_sub(1);
    std::iter::successors(first_like(first, last), next).map(|index| ENDS[index])
}
