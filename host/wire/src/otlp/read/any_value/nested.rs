//! Values within values. They are read when they are written, so that none takes memory.

use super::{AnyValue, KeyValue, KeyValueField, any_value, key_value, on_the_wire};
use crate::otlp::read::encoding::protobuf::{self, MALFORMED, MAX_DEPTH, TOO_DEEP};
use crate::otlp::read::{Field, Read, Reader, Value};
use sluice_event::Json;

/// The elements of an array, or the pairs of a list of them.
#[derive(Clone, Copy)]
pub(in crate::otlp) enum Nested<'a> {
    /// The message that holds them, which [`Reader::check_nested`] has seen.
    Protobuf(&'a [u8]),
    /// An array.
    Json(Option<Json<'a>>),
}

/// The field of both messages that has the elements.
const ELEMENTS: u32 = 1;

impl<'a> Nested<'a> {
    /// The elements are in `values`; an example of the specification (`events.json`) leaves that away.
    pub(super) fn array(json: Json<'a>) -> Option<Self> {
        let list = if json.is_object() { json.member("values") } else { Some(json) };
        list.is_none_or(|list| list.elements().is_some()).then_some(Self::Json(list))
    }

    /// The same for pairs, all of which have to be such.
    pub(super) fn key_values(json: Json<'a>) -> Option<Self> {
        let nested = Self::array(json)?;
        let Self::Json(list) = nested else { return None };
        let mut pairs = list.and_then(Json::elements).into_iter().flatten();
        pairs.all(|pair| key_value(pair).is_some()).then_some(nested)
    }

    pub(in crate::otlp) fn values(self) -> impl Iterator<Item = AnyValue<'a>> {
        let (mut rest, list) = self.parts();
        let on_wire = std::iter::from_fn(move || on_the_wire(next_element(&mut rest)?).ok());
        list.into_iter().flatten().map(any_value).chain(on_wire)
    }

    pub(in crate::otlp) fn pairs(self) -> impl Iterator<Item = KeyValue<'a>> {
        let (mut rest, list) = self.parts();
        let on_wire = std::iter::from_fn(move || pair_on_the_wire(next_element(&mut rest)?).ok());
        list.into_iter().flatten().filter_map(key_value).chain(on_wire)
    }

    fn parts(self) -> (&'a [u8], Option<impl Iterator<Item = Json<'a>>>) {
        match self {
            Self::Protobuf(rest) => (rest, None),
            Self::Json(list) => (&[], list.and_then(Json::elements)),
        }
    }
}

fn next_element<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    while let Ok(Some(field)) = protobuf::next_field(rest) {
        if let (ELEMENTS, Value::Bytes(element)) = field {
            return Some(element);
        }
    }
    None
}

fn pair_on_the_wire(mut rest: &[u8]) -> Read<'_, KeyValue<'_>> {
    let mut pair = KeyValue::default();
    while let Some((number, value)) = protobuf::next_field(&mut rest)? {
        match (KeyValueField::of_number(number), value) {
            (Some(KeyValueField::Key), key) => pair.key = key.text()?,
            (Some(KeyValueField::Value), Value::Bytes(value)) => pair.value = on_the_wire(value)?,
            (Some(KeyValueField::Value), _) => return Err(MALFORMED),
            (None, _) => {}
        }
    }
    Ok(pair)
}

impl<'a> Reader<'a> {
    /// Checks all that is within a message of elements: whoever writes them need not fail.
    pub(super) fn check_nested(&mut self, mut rest: &'a [u8], are_pairs: bool, depth: usize) -> Read<'a, ()> {
        if depth > MAX_DEPTH {
            return Err(TOO_DEEP);
        }
        while let Some((number, value)) = protobuf::next_field(&mut rest)? {
            if number != ELEMENTS {
                continue;
            }
            let Value::Bytes(element) = value else { return Err(MALFORMED) };
            self.count(1)?;
            let any = if are_pairs { pair_on_the_wire(element)?.value } else { on_the_wire(element)? };
            match any {
                AnyValue::Array(Nested::Protobuf(inner)) => self.check_nested(inner, false, depth + 1)?,
                AnyValue::KeyValues(Nested::Protobuf(inner)) => self.check_nested(inner, true, depth + 1)?,
                _ => {}
            }
        }
        Ok(())
    }
}
