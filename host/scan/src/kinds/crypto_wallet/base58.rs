//! Base58Check (<https://en.bitcoin.it/wiki/Base58Check_encoding>): a version, 20 bytes of a hash, and the first four
//! bytes of SHA-256 of SHA-256 of them.

use crate::text::steps::steps;
use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Of the XRP Ledger (<https://xrpl.org/docs/references/protocol/data-types/base58-encodings>).
const XRP_ALPHABET: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
const BYTES: usize = 25;
/// Of keys and scripts of Bitcoin, Litecoin, Dogecoin, Dash, and of keys of Tron.
const VERSIONS: [u8; 9] = [0, 5, 48, 50, 30, 22, 76, 16, 65];
const XRP_VERSION: u8 = 0;

pub(super) fn is_address(word: &[u8]) -> bool {
    let has = |alphabet, versions: &[u8]| {
        decode::<BYTES>(word, alphabet).is_some_and(|bytes| versions.contains(&bytes[0]) && has_checksum(&bytes))
    };
    if word.starts_with(b"r") { has(XRP_ALPHABET, &[XRP_VERSION]) } else { has(ALPHABET, &VERSIONS) }
}

/// X-addresses of the XRP Ledger, which have a tag in them (<https://github.com/XRPLF/XRPL-Standards/tree/master/XLS-0005-x-address>).
pub(super) fn is_x_address(word: &[u8]) -> bool {
    const X_BYTES: usize = 35;
    const PREFIXES: [[u8; 2]; 2] = [[0x05, 0x44], [0x04, 0x93]];
    decode::<X_BYTES>(word, XRP_ALPHABET)
        .is_some_and(|bytes| PREFIXES.contains(&[bytes[0], bytes[1]]) && has_checksum(&bytes))
}

fn has_checksum(bytes: &[u8]) -> bool {
    let (payload, check) = bytes.split_at(bytes.len() - 4);
    Sha256::digest(Sha256::digest(payload)).starts_with(check)
}

/// The bytes that a short word of letters and digits stands for, if there are so many.
fn decode<const COUNT: usize>(word: &[u8], alphabet: &[u8; 58]) -> Option<[u8; COUNT]> {
    let mut bytes = [0u8; COUNT];
    for byte in word {
        let digit = alphabet.iter().position(|one| one == byte)?;
        let carry = bytes.iter_mut().rev().fold(digit as u32, |carry, slot| {
            let sum = u32::from(*slot) * 58 + carry;
            *slot = sum as u8;
            sum >> 8
        });
        steps(1);
        if carry > 0 {
            return None;
        }
    }
    // Each leading zero is written as the first of the alphabet.
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let ones = word.iter().take_while(|byte| **byte == alphabet[0]).count();
    (zeros == ones).then_some(bytes)
}
