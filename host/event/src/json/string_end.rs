//! Where a JSON string ends, sixteen bytes at a time.

use wide::i8x16;

/// Bytes that are looked at at once.
const LANES: usize = 16;

/// The first byte of a string that is a quote, a backslash or a control character; the length of `bytes` where there is
/// none. And whether there is DEL or something beyond ASCII before it.
#[inline(always)]
pub(crate) fn find(bytes: &[u8], from: usize) -> (usize, bool) {
    let mut at = from;
    // Most strings have nothing but printable ASCII before the quote: then one mask tells where it is.
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<LANES>()) {
        let special = special(*chunk).to_bitmask();
        if special != 0 {
            let first = at + special.trailing_zeros() as usize;
            return if bytes[first] == b'"' { (first, false) } else { find_from(bytes, first) };
        }
        at += LANES;
    }
    find_from(bytes, at)
}

/// Whether there is neither a quote nor a backslash in a text, no control character and nothing beyond ASCII.
#[inline]
pub(crate) fn has_none(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk::<LANES>() else { return has_none_short(bytes) };
    let (whole, _) = bytes.as_chunks::<LANES>();
    // The last lanes overlap those before them.
    whole.iter().chain([last]).all(|chunk| special(*chunk).to_bitmask() == 0)
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
    // Compared as signed numbers, bytes beyond ASCII are small too.
    lanes.simd_lt(all(0x20)) | lanes.simd_eq(all(b'"')) | lanes.simd_eq(all(b'\\')) | lanes.simd_eq(all(0x7f))
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
