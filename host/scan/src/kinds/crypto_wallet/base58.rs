//! Base58Check (<https://en.bitcoin.it/wiki/Base58Check_encoding>): a version, 20 bytes of a hash, and the first four
//! bytes of SHA-256 of SHA-256 of them.

use crate::text::steps::steps;
use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BYTES: usize = 25;
/// Of a key and of a script.
const VERSIONS: [u8; 2] = [0, 5];

pub(super) fn is_bitcoin(word: &[u8]) -> bool {
    decode(word).is_some_and(|bytes| {
        let (payload, check) = bytes.split_at(BYTES - 4);
        VERSIONS.contains(&bytes[0]) && Sha256::digest(Sha256::digest(payload)).starts_with(check)
    })
}

/// The bytes that a word of at most 35 letters and digits stands for, if there are 25.
fn decode(word: &[u8]) -> Option<[u8; BYTES]> {
    let mut bytes = [0u8; BYTES];
    for byte in word {
        let digit = ALPHABET.iter().position(|one| one == byte)?;
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
    // Each leading zero is written as a 1.
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let ones = word.iter().take_while(|byte| **byte == b'1').count();
    (zeros == ones).then_some(bytes)
}
