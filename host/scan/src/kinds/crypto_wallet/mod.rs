//! Addresses of crypto wallets: in Base58Check (Bitcoin, Litecoin, Dogecoin, Dash, Tron, XRP) and in Bech32 (`bc1…`,
//! `ltc1…`), with their checksums, and Ethereum (`0x` and 40 hexadecimal digits, whose checksum is optional and not looked at).
//!
//! It touches no letter or digit. Ethereum's zero address, and addresses of which fewer than ten digits differ from zero,
//! as precompiled contracts have, are nobody's.

mod base58;
mod bech32;

use crate::text::bytes::{at, before, is_word, touches_word, word_end};
use crate::text::steps::step;

/// Of the longest in Bech32 (BIP 173).
const LONGEST: usize = 90;
const X_ADDRESS: usize = 47;
const ETHEREUM_DIGITS: usize = 40;
/// Digits other than zero.
const LEAST_OF_ETHEREUM: usize = 10;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut place = 0;
    while place < text.len() {
        if !is_word(text[place]) || touches_word(text, place) {
            step();
            place += 1;
            continue;
        }
        let end = word_end(text, place);
        if may_be_one(&text[place..end])
            && before(text, place) != b'_'
            && at(text, end) != b'_'
            && is_address(&text[place..end])
        {
            found(place, end);
        }
        // A colour code may end within the word.
        place = if end > place { end } else { place + 1 };
    }
}

/// A quick look at a whole word.
#[inline]
pub(crate) fn may_be_one(word: &[u8]) -> bool {
    match word {
        [b'0', b'x' | b'X', rest @ ..] => rest.len() == ETHEREUM_DIGITS,
        [b'1' | b'3' | b'L' | b'M' | b'D' | b'A' | b'9' | b'X' | b'7' | b'T' | b'r', ..] if word.len() <= 35 => {
            word.len() >= 25
        }
        [b'X' | b'T', ..] if word.len() == X_ADDRESS => true,
        _ => (14..=LONGEST).contains(&word.len()) && bech32_prefix(word).is_some(),
    }
}

/// In lower case.
fn bech32_prefix(word: &[u8]) -> Option<&'static [u8]> {
    const PREFIXES: [&[u8]; 2] = [b"bc", b"ltc"];
    let is_start = |prefix: &&[u8]| {
        word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            && at(word, prefix.len()) == b'1'
    };
    PREFIXES.into_iter().find(is_start)
}

fn is_address(word: &[u8]) -> bool {
    match word[0] {
        b'0' => is_ethereum(&word[2..]),
        b'X' | b'T' if word.len() == X_ADDRESS => base58::is_x_address(word),
        _ => bech32_prefix(word).map_or_else(|| base58::is_address(word), |prefix| bech32::is_address(word, prefix)),
    }
}

fn is_ethereum(digits: &[u8]) -> bool {
    let used = digits.iter().filter(|digit| **digit != b'0').count();
    digits.iter().all(u8::is_ascii_hexdigit) && used >= LEAST_OF_ETHEREUM
}
