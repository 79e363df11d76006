//! Numbers and texts on the wire. <https://protobuf.dev/programming-guides/encoding/#varints>

use crate::otlp::read::unfit::{MALFORMED, Read};
use prost::encoding::decode_varint;

// What it gives would go through memory.
#[inline(always)]
pub(super) fn varint<'a>(rest: &mut &'a [u8]) -> Read<'a, u64> {
    if let Some((byte @ 0..0x80, after)) = rest.split_first() {
        *rest = after;
        return Ok((*byte).into());
    }
    long_varint(rest)
}

#[inline(never)]
fn long_varint<'a>(rest: &mut &'a [u8]) -> Read<'a, u64> {
    decode_varint(rest).map_err(|_| MALFORMED)
}

#[inline(always)]
pub(super) fn delimited<'a>(rest: &mut &'a [u8]) -> Read<'a, &'a [u8]> {
    let length = usize::try_from(varint(rest)?).map_err(|_| MALFORMED)?;
    let (inner, after) = rest.split_at_checked(length).ok_or(MALFORMED)?;
    *rest = after;
    Ok(inner)
}

#[inline]
pub(super) fn fixed<'a, const BYTES: usize>(rest: &mut &'a [u8]) -> Read<'a, [u8; BYTES]> {
    let (value, after) = rest.split_first_chunk().ok_or(MALFORMED)?;
    *rest = after;
    Ok(*value)
}
