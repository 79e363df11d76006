//! Protobuf, of which it is known that it stays small before structs are made of it: an empty message takes two bytes on the
//! wire, and a hundred times that in memory.

mod shape;

use super::Signal;
use crate::event::{DecodeError, DecodeLimits};
use bytes::{Buf, Bytes};
use prost::{Message, encoding::decode_varint};
use shape::Shape;

/// Messages within one another; what `prost` itself takes.
const MAX_DEPTH: usize = 100;
/// Whatever is wrong: `prost` says it of fields, and clients think in messages.
const NO_PROTOBUF: DecodeError = DecodeError::Misfit { name: "the body", wanted: "the protobuf message of this path" };

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
            let tag = decode_varint(&mut rest).map_err(|_| NO_PROTOBUF)?;
            let length = match tag & 7 {
                0 => {
                    decode_varint(&mut rest).map_err(|_| NO_PROTOBUF)?;
                    continue;
                }
                1 => 8,
                2 => decode_varint(&mut rest).map_err(|_| NO_PROTOBUF)?,
                5 => 4,
                _ => return Err(NO_PROTOBUF),
            };
            let length = usize::try_from(length).map_err(|_| NO_PROTOBUF)?;
            let (inner, after) = rest.split_at_checked(length).ok_or(NO_PROTOBUF)?;
            rest = after;
            if let Some(child) = shape.child(tag >> 3).filter(|_| tag & 7 == 2) {
                self.count(child, inner.len())?;
                if !matches!(child, Shape::Leaf | Shape::Packed) {
                    self.walk(child, inner, depth + 1)?;
                }
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
