//! Which key has a start that ends at a `_`, `-` or `.`: a quick look at the bytes before the mark, then the list.

use super::hooks;
use super::key_end::{is_free, key_end};
use super::shapes::{Alphabet, SHAPES, WORD_LIKE};
use crate::text::bytes::back;

/// The low five bits of a byte.
const LOW: u8 = 0x1f;
const QUICK_WORDS: usize = 512;
/// The low five bits of three bytes, and the mark behind them.
const THREE_AND_MARK: u32 = 0x7f_1f_1f_1f;

/// A set of hashes of marks and the three bytes before them. What stands before a start of two letters is not known, so all bytes are
/// in it; also before a digit and `Q`, which stand before the `~` of `parts`.
static QUICK: [u64; QUICK_WORDS] = {
    let (mut set, mut index) = ([0; QUICK_WORDS], 0);
    while index < SHAPES.len() {
        let start = SHAPES[index].0;
        let [first, second, mark] = [start[start.len() - 3], start[start.len() - 2], start[start.len() - 1]];
        let is_short = start.len() < 4;
        let mut third = if is_short { 0 } else { start[start.len() - 4] & LOW };
        loop {
            let hash = hash([third, first, second, mark]);
            set[hash / 64] |= 1 << (hash % 64);
            third += 1;
            if !is_short || third > LOW {
                break;
            }
        }
        index += 1;
    }
    let mut azure = 0;
    while azure < 10 << 5 {
        let hash = hash([azure as u8 & LOW, b'0' + (azure >> 5) as u8, b'Q', b'~']);
        set[hash / 64] |= 1 << (hash % 64);
        azure += 1;
    }
    set
};

/// For each pair of bytes before the mark that ends a start, by their low five bits, the index in `SHAPES`, plus one, of a start,
/// and for each start that of the next.
static CHAINS: ([u16; 1024], [u16; SHAPES.len()]) = {
    let (mut heads, mut nexts, mut index) = ([0; 1024], [0; SHAPES.len()], 0);
    while index < SHAPES.len() {
        let start = SHAPES[index].0;
        let pair = pair(start[start.len() - 3], start[start.len() - 2]);
        nexts[index] = heads[pair];
        heads[pair] = index as u16 + 1;
        index += 1;
    }
    (heads, nexts)
};

const fn hash(bytes: [u8; 4]) -> usize {
    ((u32::from_le_bytes(bytes) & THREE_AND_MARK).wrapping_mul(0xc2b2_ae35) >> 17) as usize
}

const fn pair(first: u8, second: u8) -> usize {
    (first & LOW) as usize * 32 + (second & LOW) as usize
}

/// Whether the mark at `place` may end the start of a key: a quick look.
#[inline(always)]
pub(super) fn may_end(text: &[u8], place: usize) -> bool {
    let bytes = place.checked_sub(3).and_then(|from| text.get(from..)?.first_chunk::<4>());
    let is_in = |bytes: [u8; 4]| {
        let hash = hash(bytes);
        QUICK[hash / 64] >> (hash % 64) & 1 == 1
    };
    match bytes {
        Some(bytes) => is_in(*bytes),
        None => place == 2 && is_in([0, text[0], text[1], text[2]]),
    }
}

/// The key whose start ends at `end`.
#[inline(never)]
pub(super) fn ending_at(text: &[u8], end: usize) -> Option<(usize, usize)> {
    let chained = |index: &usize| usize::from(CHAINS.1[*index]).checked_sub(1);
    let first = usize::from(CHAINS.0[pair(back(text, end, 3), back(text, end, 2))]).checked_sub(1);
    std::iter::successors(first, chained).find_map(|index| {
        let (start, alphabet, least) = &SHAPES[index];
        let from = end.checked_sub(start.len()).filter(|from| text[*from..end] == **start)?;
        // `….atlasv1.…`: an id stands before it.
        let from = if *start == b"atlasv1." { id_before(text, from)? } else { from };
        if !is_free(text, from) {
            return None;
        }
        if *alphabet == Alphabet::Hook {
            return hooks::secret(text, end);
        }
        let key = key_end(text, end, *alphabet, *least)?;
        let rest = &text[end..key];
        let is_one = match *start {
            // A token of Mapbox has an object in it.
            b"sk." => rest.starts_with(b"eyJ"),
            start => !WORD_LIKE.contains(&start) || rest.iter().any(u8::is_ascii_digit),
        };
        is_one.then_some((from, key))
    })
}

/// Where the 14 letters and digits and the dot before `end` begin.
fn id_before(text: &[u8], end: usize) -> Option<usize> {
    const LETTERS: usize = 14;
    let start = end.checked_sub(LETTERS + 1).filter(|_| back(text, end, 1) == b'.')?;
    text[start..end - 1].iter().all(u8::is_ascii_alphanumeric).then_some(start)
}
