//! Where a JSON string ends, sixteen bytes at a time.

use wide::i8x16;

/// Bytes that are looked at at once.
const LANES: usize = 16;

/// The end of a string that has nothing but printable ASCII, and is followed by some more bytes; `None` for all others.
#[inline(always)]
pub(crate) fn find_plain(bytes: &[u8], from: usize) -> Option<usize> {
    let (chunks, _) = bytes.get(from..)?.as_chunks::<LANES>();
    let mut at = from;
    for chunk in chunks {
        let special = special(*chunk).to_bitmask();
        if special != 0 {
            let end = at + special.trailing_zeros() as usize;
            return (bytes.get(end) == Some(&b'"')).then_some(end);
        }
        at += LANES;
    }
    None
}

/// The first byte of a string that is a quote, a backslash or a control character; the length of `bytes` where there is
/// none. And whether there is DEL or something beyond ASCII before it.
#[inline]
pub(crate) fn find(bytes: &[u8], from: usize) -> (usize, bool) {
    match find_plain(bytes, from) {
        Some(end) => (end, false),
        None => find_from(bytes, from),
    }
}

/// The first byte from there on that is a quote, a backslash, a control character, DEL or beyond ASCII; the length of `bytes`
/// where there is none.
pub(crate) fn find_special(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
        let special = special(*chunk).to_bitmask();
        if special != 0 {
            return at + special.trailing_zeros() as usize;
        }
        at += LANES;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20 | 0x7f..);
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// Whether there is neither a quote nor a backslash in a text, no control character and nothing beyond ASCII.
#[inline]
pub(crate) fn has_none(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk::<LANES>() else { return has_none_short(bytes) };
    // The last lanes overlap those before them.
    if special(*last).to_bitmask() != 0 {
        return false;
    }
    let (whole, _) = bytes.as_chunks::<LANES>();
    for chunk in whole {
        if special(*chunk).to_bitmask() != 0 {
            return false;
        }
    }
    true
}

/// The same of fewer than 16 bytes.
fn has_none_short(bytes: &[u8]) -> bool {
    let mut lanes = [b' '; LANES];
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            lanes[..8].copy_from_slice(first);
            lanes[8..].copy_from_slice(last);
        }
        _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                lanes[..4].copy_from_slice(first);
                lanes[4..8].copy_from_slice(last);
            }
            _ => lanes.iter_mut().zip(bytes).for_each(|(lane, byte)| *lane = *byte),
        },
    }
    special(lanes).to_bitmask() == 0
}

#[inline(always)]
fn special(chunk: [u8; LANES]) -> i8x16 {
    let lanes = i8x16::from(chunk.map(u8::cast_signed));
    let all = |byte: u8| i8x16::splat(byte.cast_signed());
    // Compared as signed numbers, bytes beyond ASCII are small too. Without this bit, a quote is a space.
    let small = (lanes ^ all(0x02)).simd_lt(all(0x21));
    small | lanes.simd_eq(all(b'\\')) | lanes.simd_eq(all(0x7f))
}

#[inline(never)]
fn find_from(bytes: &[u8], from: usize) -> (usize, bool) {
    let (mut at, mut odd) = (from, false);
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
        let lanes = i8x16::from(chunk.map(u8::cast_signed));
        let all = |byte: u8| i8x16::splat(byte.cast_signed());
        let beyond = lanes.to_bitmask();
        // Compared as signed numbers, bytes beyond ASCII are small too.
        let small = lanes.simd_lt(all(0x20)).to_bitmask() & !beyond;
        let stops = (lanes.simd_eq(all(b'"')) | lanes.simd_eq(all(b'\\'))).to_bitmask() | small;
        let odds = lanes.simd_eq(all(0x7f)).to_bitmask() | beyond;
        if stops != 0 {
            let before = stops.trailing_zeros();
            return (at + before as usize, odd | (odds & ((1 << before) - 1) != 0));
        }
        odd |= odds != 0;
        at += LANES;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | 0..0x20) {
            break;
        }
        odd |= *byte >= 0x7f;
        at += 1;
    }
    (at, odd)
}

/// Why a string cannot end where `find` stopped.
pub(crate) fn what_is_wrong(byte: Option<u8>) -> &'static str {
    match byte {
        Some(_) => "a control character in a string",
        None => "a string without its end",
    }
}
