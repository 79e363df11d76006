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

/// For each pair of last bytes the low five bits of those before, each as a bit; bit 0 where a word has no more than the pair.
static THIRDS: [u32; 1024] = {
    let all = all();
    let (mut thirds, mut index) = ([0; 1024], 0);
    while index < COUNT {
        let word = all[index].word.as_bytes();
        let pair = pair(word[word.len() - 2], word[word.len() - 1]);
        thirds[pair] |= 1 << if word.len() < 3 { 0 } else { word[word.len() - 3] & 0x1f };
        index += 1;
    }
    thirds
};

static ENDS: [End; COUNT] = all();

const fn pair(first: u8, last: u8) -> usize {
    (first & 0x1f) as usize * 32 + (last & 0x1f) as usize
}

/// Of each end the low five bits of the last byte but two; [`SHORT`] where it has none.
static THIRD_OF: [u8; COUNT] = {
    let all = all();
    let (mut third_of, mut index) = ([SHORT; COUNT], 0);
    while index < COUNT {
        let word = all[index].word.as_bytes();
        if word.len() > 2 {
            third_of[index] = word[word.len() - 3] & 0x1f;
        }
        index += 1;
    }
    third_of
};

const SHORT: u8 = 0xff;

/// Whether one of them may end in these bytes. `third` stands before the last two as it is written, and may be of something else.
#[inline]
pub(super) fn has_like(third: u8, first: u8, last: u8) -> bool {
    let thirds = THIRDS[pair(first, last)];
    if thirds == 0 {
        return false;
    }
    // A word of two letters begins where the case changes, or digits touch letters.
    let is_small = third.is_ascii_lowercase() && first.is_ascii_lowercase();
    !third.is_ascii_alphanumeric() || thirds & 1 << (third & 0x1f) != 0 || thirds & 1 != 0 && !is_small
}

/// Those whose last three bytes are alike in their low five bits; all, where `third` may be of something else.
#[inline]
pub(super) fn like(third: u8, first: u8, last: u8) -> impl Iterator<Item = &'static End> {
    let first_like = usize::from(CHAINS.0[pair(first, last)]).checked_sub(1);
    let next = |index: &usize| usize::from(CHAINS.1[*index]).checked_sub(1);
    let is_like = move |index: &usize| {
        let wanted = THIRD_OF[*index];
        wanted == third & 0x1f || wanted == SHORT || !third.is_ascii_alphanumeric()
    };
    std::iter::successors(first_like, next).filter(is_like).map(|index| &ENDS[index])
}
