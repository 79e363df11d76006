//! Fields on the wire. <https://protobuf.dev/programming-guides/encoding/#structure>

use super::{
    scalar::{delimited, fixed, varint},
    value::Value,
};
use crate::otlp::read::unfit::{MALFORMED, MAX_DEPTH, Read, TOO_DEEP};

const VARINT: u64 = 0;
const FIXED64: u64 = 1;
const LENGTH_DELIMITED: u64 = 2;
const GROUP: u64 = 3;
const END_OF_GROUP: u64 = 4;
const FIXED32: u64 = 5;

/// The next field of a message and its value; a group, which nothing in OTLP is, is passed over.
#[inline(always)]
pub(in crate::otlp) fn next_field<'a>(rest: &mut &'a [u8]) -> Read<'a, Option<(u32, Value<'a>)>> {
    // Most fields are short texts and messages. What is read otherwise goes through memory.
    if let [tag @ 0..0x80, length @ 0..0x80, after @ ..] = *rest
        && u64::from(tag & 7) == LENGTH_DELIMITED
        && let Some((inner, after)) = after.split_at_checked(usize::from(*length))
    {
        *rest = after;
        return Ok(Some((u32::from(tag >> 3), Value::Bytes(inner))));
    }
    if rest.is_empty() { Ok(None) } else { next_of_any_type(rest) }
}

/// The tag of a field that has bytes, where it is one byte.
pub(in crate::otlp::read) fn tag_of_bytes(number: u32) -> Option<u8> {
    let tag = u64::from(number) << 3 | LENGTH_DELIMITED;
    u8::try_from(tag).ok().filter(u8::is_ascii)
}

/// The bytes of the field that stands first, where it has this tag and fewer than 16 KiB, and what stands after it.
#[inline(always)]
pub(in crate::otlp::read) fn split(tag: u8, message: &[u8]) -> Option<(&[u8], &[u8])> {
    match *message {
        [found, length @ 0..0x80, ref after @ ..] if found == tag => after.split_at_checked(length.into()),
        [found, low @ 0x80..=0xff, high @ 0..0x80, ref after @ ..] if found == tag => {
            after.split_at_checked(usize::from(low & 0x7f) | usize::from(high) << 7)
        }
        _ => None,
    }
}

#[inline(never)]
fn next_of_any_type<'a>(rest: &mut &'a [u8]) -> Read<'a, Option<(u32, Value<'a>)>> {
    while !rest.is_empty() {
        let tag = varint(rest)?;
        let number = u32::try_from(tag >> 3).map_err(|_| MALFORMED)?;
        let value = match tag & 7 {
            VARINT => Value::Varint(varint(rest)?),
            FIXED64 => Value::Fixed64(u64::from_le_bytes(fixed(rest)?)),
            LENGTH_DELIMITED => Value::Bytes(delimited(rest)?),
            FIXED32 => Value::Fixed32(u32::from_le_bytes(fixed(rest)?)),
            GROUP => {
                skip_group(tag, rest, 0)?;
                continue;
            }
            _ => return Err(MALFORMED),
        };
        return Ok(Some((number, value)));
    }
    Ok(None)
}

fn skip_group<'a>(start: u64, rest: &mut &'a [u8], depth: usize) -> Read<'a, ()> {
    if depth >= MAX_DEPTH {
        return Err(TOO_DEEP);
    }
    loop {
        let tag = varint(rest)?;
        match tag & 7 {
            VARINT => drop(varint(rest)?),
            FIXED64 => drop(fixed::<8>(rest)?),
            LENGTH_DELIMITED => drop(delimited(rest)?),
            GROUP => skip_group(tag, rest, depth + 1)?,
            END_OF_GROUP if tag == start - GROUP + END_OF_GROUP => return Ok(()),
            FIXED32 => drop(fixed::<4>(rest)?),
            _ => return Err(MALFORMED),
        }
    }
}
