//! Lists of numbers. <https://protobuf.dev/programming-guides/encoding/#packed>

use super::{json, scalar, value::Value};
use crate::otlp::read::unfit::{MALFORMED, Read, Unfit};
use sluice_event::Json;

impl<'a> Value<'a> {
    /// A list of numbers: one, or packed ones.
    fn numbers<T>(
        self,
        list: &mut Vec<T>,
        from_json: impl Fn(Json<'a>) -> Option<T>,
        mut unpack: impl FnMut(&mut &'a [u8]) -> Read<'a, T>,
        one: impl Fn(Value<'a>) -> Read<'a, T>,
    ) -> Read<'a, ()> {
        match self {
            Self::Json(json) => {
                let numbers = json.elements().ok_or(Unfit::Kept(json))?.map(from_json);
                *list = numbers.collect::<Option<_>>().ok_or(Unfit::Kept(json))?;
            }
            Self::Bytes(mut rest) => {
                while !rest.is_empty() {
                    list.push(unpack(&mut rest)?);
                }
            }
            number => list.push(one(number)?),
        }
        Ok(())
    }

    /// As many bytes as packed numbers may take.
    pub(crate) fn packed_bytes(self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            _ => 1,
        }
    }

    pub(crate) fn doubles(self, list: &mut Vec<f64>) -> Read<'a, ()> {
        let unpack = |rest: &mut &'a [u8]| Ok(f64::from_le_bytes(scalar::fixed(rest)?));
        self.numbers(list, json::float, unpack, Self::double)
    }

    pub(crate) fn fixed64s(self, list: &mut Vec<u64>) -> Read<'a, ()> {
        let unpack = |rest: &mut &'a [u8]| Ok(u64::from_le_bytes(scalar::fixed(rest)?));
        self.numbers(list, json::integer, unpack, Self::fixed64)
    }

    pub(crate) fn varints(self, list: &mut Vec<u64>) -> Read<'a, ()> {
        let one = |value| match value {
            Self::Varint(number) => Ok(number),
            _ => Err(MALFORMED),
        };
        self.numbers(list, json::integer, scalar::varint, one)
    }
}
