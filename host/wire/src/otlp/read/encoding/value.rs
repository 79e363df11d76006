//! Values of fields, in either encoding.

use super::json;
use crate::otlp::read::unfit::{MALFORMED, Read, Unfit};
use sluice_event::Json;

/// A message, not read yet.
#[derive(Clone, Copy)]
pub(in crate::otlp) enum Message<'a> {
    Json(Json<'a>),
    Protobuf(&'a [u8]),
}

/// The value of a field: JSON, or what is on the wire.
#[derive(Clone, Copy)]
pub(in crate::otlp) enum Value<'a> {
    Json(Json<'a>),
    Varint(u64),
    Fixed64(u64),
    Fixed32(u32),
    Bytes(&'a [u8]),
}

impl<'a> Value<'a> {
    #[inline]
    pub(in crate::otlp) fn message(self) -> Read<'a, Message<'a>> {
        match self {
            Self::Json(json) => Ok(Message::Json(json)),
            Self::Bytes(bytes) => Ok(Message::Protobuf(bytes)),
            _ => Err(MALFORMED),
        }
    }

    pub(crate) fn boolean(self) -> Read<'a, bool> {
        match self {
            Self::Json(json) => json.boolean().ok_or(Unfit::Kept(json)),
            Self::Varint(number) => Ok(number != 0),
            _ => Err(MALFORMED),
        }
    }

    /// Nanoseconds since 1970. A fraction of one, which numbers of JavaScript may have, has no weight.
    pub(crate) fn time(self) -> Read<'a, u64> {
        match self {
            Self::Json(json) => json::time(json).ok_or(Unfit::Kept(json)),
            Self::Fixed64(time) => Ok(time),
            _ => Err(MALFORMED),
        }
    }

    pub(crate) fn fixed64(self) -> Read<'a, u64> {
        match self {
            Self::Json(json) => json::integer(json).ok_or(Unfit::Kept(json)),
            Self::Fixed64(number) => Ok(number),
            _ => Err(MALFORMED),
        }
    }

    pub(crate) fn double(self) -> Read<'a, f64> {
        match self {
            Self::Json(json) => json::float(json).ok_or(Unfit::Kept(json)),
            Self::Fixed64(bits) => Ok(f64::from_bits(bits)),
            _ => Err(MALFORMED),
        }
    }

    /// A `sint32`.
    pub(crate) fn zigzag(self) -> Read<'a, i32> {
        match self {
            Self::Json(json) => json::integer(json).ok_or(Unfit::Kept(json)),
            Self::Varint(number) => Ok(((number as u32) >> 1) as i32 ^ -((number & 1) as i32)),
            _ => Err(MALFORMED),
        }
    }

    /// The number of an enum's value, which JSON may have by its name.
    pub(crate) fn one_of(self, named: impl Fn(&str) -> Option<i32>) -> Read<'a, i32> {
        match self {
            Self::Json(json) => json.text().and_then(named).or_else(|| json::integer(json)).ok_or(Unfit::Kept(json)),
            Self::Varint(number) => Ok(number as i32),
            _ => Err(MALFORMED),
        }
    }

    /// Flags, or how many were dropped: nothing where it is no such number, since nothing depends on it.
    pub(crate) fn weightless(self) -> Read<'a, u32> {
        match self {
            Self::Json(json) => Ok(json::integer(json).unwrap_or_default()),
            Self::Varint(number) => Ok(number as u32),
            Self::Fixed32(number) => Ok(number),
            _ => Err(MALFORMED),
        }
    }
}

/// The number of an enum's value, by its place.
pub(crate) fn number_of(name: &str, names: &[&str]) -> Option<i32> {
    names.iter().position(|known| *known == name).and_then(|place| i32::try_from(place).ok())
}
