//! Bech32 and Bech32m as segregated witness addresses have them
//! (<https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki>,
//! <https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki>).

use crate::text::steps::steps;

const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// What the checksum of version 0 leaves, and that of later ones.
const BECH32: u32 = 1;
const BECH32M: u32 = 0x2bc8_30a3;

/// Of a word that begins with `prefix` and a 1, in lower case or in upper case.
pub(super) fn is_address(word: &[u8], prefix: &[u8]) -> bool {
    let is_lower = word.iter().all(|byte| !byte.is_ascii_uppercase());
    if !is_lower && word.iter().any(u8::is_ascii_lowercase) {
        return false;
    }
    // As the checksum sees it: the high bits of its letters, a zero, and the low ones.
    let high = prefix.iter().map(|byte| u32::from(byte >> 5));
    let low = prefix.iter().map(|byte| u32::from(byte & 0x1f));
    let begun = high.chain([0]).chain(low).fold(1, polymod);
    let mut version = None;
    let sum = word[prefix.len() + 1..].iter().try_fold(begun, |sum, byte| {
        steps(1);
        let value = ALPHABET.iter().position(|one| *one == byte.to_ascii_lowercase())? as u32;
        version.get_or_insert(value);
        Some(polymod(sum, value))
    });
    sum == Some(if version == Some(0) { BECH32 } else { BECH32M })
}

fn polymod(sum: u32, value: u32) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let top = sum >> 25;
    let shifted = (sum & 0x1ff_ffff) << 5 ^ value;
    GENERATOR.iter().enumerate().fold(shifted, |sum, (bit, term)| if top >> bit & 1 == 1 { sum ^ term } else { sum })
}
