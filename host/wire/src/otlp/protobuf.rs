//! Protobuf, of which it is known that it stays small before structs are made of it: an empty message takes two bytes on the
//! wire, and a hundred times that in memory.

mod shape;

use super::Signal;
use bytes::{Buf, Bytes};
use prost::{Message, encoding::decode_varint};
use shape::Shape;
use sluice_event::{DecodeError, DecodeLimits};

/// Messages within one another; what `prost` itself takes.
const MAX_DEPTH: usize = 100;
/// Whatever is wrong: `prost` says it of fields, and clients think in messages.
const NO_PROTOBUF: DecodeError = DecodeError::Misfit { name: "the body", wanted: "the protobuf message of this path" };

/// The wire types of messages and of groups. <https://protobuf.dev/programming-guides/encoding/#structure>
const LENGTH_DELIMITED: u64 = 2;
const GROUP: u64 = 3;
const END_OF_GROUP: u64 = 4;

struct Count<'a> {
    limits: &'a DecodeLimits,
    events: usize,
    messages: usize,
}

/// Counts the messages of a request, and the events among them.
pub(super) fn check(signal: Signal, body: &[u8], limits: &DecodeLimits) -> Result<(), DecodeError> {
    Count { limits, events: 0, messages: 0 }.walk(Shape::Request(signal), body, 0)
}

/// Makes structs of a request that was checked.
pub(super) fn decode<M: Message + Default>(body: Bytes) -> Result<M, DecodeError> {
    M::decode(body).map_err(|_| NO_PROTOBUF)
}

impl Count<'_> {
    fn walk(&mut self, shape: Shape, mut rest: &[u8], depth: usize) -> Result<(), DecodeError> {
        if depth > MAX_DEPTH {
            return Err(DecodeError::TooDeep { limit: MAX_DEPTH });
        }
        while rest.has_remaining() {
            let tag = varint(&mut rest)?;
            let Some(child) = shape.child(tag >> 3).filter(|_| tag & 7 == LENGTH_DELIMITED) else {
                skip(tag, &mut rest, depth)?;
                continue;
            };
            let inner = delimited(&mut rest)?;
            self.count(child, inner.len())?;
            if !matches!(child, Shape::Leaf | Shape::Packed) {
                self.walk(child, inner, depth + 1)?;
            }
        }
        Ok(())
    }

    fn count(&mut self, shape: Shape, bytes: usize) -> Result<(), DecodeError> {
        self.events += usize::from(shape.is_event());
        self.messages += if matches!(shape, Shape::Packed) { bytes } else { 1 };
        if self.events > self.limits.max_events {
            return Err(DecodeError::TooManyEvents { limit: self.limits.max_events });
        }
        if self.messages > self.limits.max_nodes {
            return Err(DecodeError::TooManyValues { limit: self.limits.max_nodes });
        }
        Ok(())
    }
}

/// Passes over the value of a field that has nothing to count: of one, too, that is not known, which may be a group.
fn skip(tag: u64, rest: &mut &[u8], depth: usize) -> Result<(), DecodeError> {
    match tag & 7 {
        0 => varint(rest).map(drop),
        1 => fixed(rest, 8).map(drop),
        LENGTH_DELIMITED => delimited(rest).map(drop),
        GROUP if depth >= MAX_DEPTH => Err(DecodeError::TooDeep { limit: MAX_DEPTH }),
        GROUP => loop {
            let inner = varint(rest)?;
            if inner == tag - GROUP + END_OF_GROUP {
                return Ok(());
            }
            skip(inner, rest, depth + 1)?;
        },
        5 => fixed(rest, 4).map(drop),
        _ => Err(NO_PROTOBUF),
    }
}

fn varint(rest: &mut &[u8]) -> Result<u64, DecodeError> {
    decode_varint(rest).map_err(|_| NO_PROTOBUF)
}

fn delimited<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], DecodeError> {
    let length = usize::try_from(varint(rest)?).map_err(|_| NO_PROTOBUF)?;
    fixed(rest, length)
}

fn fixed<'a>(rest: &mut &'a [u8], length: usize) -> Result<&'a [u8], DecodeError> {
    let (inner, after) = rest.split_at_checked(length).ok_or(NO_PROTOBUF)?;
    *rest = after;
    Ok(inner)
}
