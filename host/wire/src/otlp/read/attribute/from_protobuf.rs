//! Values of attributes on the wire.

use super::any_value::{AnyValue, AnyValueField, KeyValue, KeyValueField, Nested};
use crate::otlp::read::{
    encoding::{field::Field, protobuf, reader::Reader, value::Value},
    unfit::{MALFORMED, MAX_DEPTH, Read, TOO_DEEP},
};

/// The field of both messages that has the elements.
const ELEMENTS: u32 = 1;

/// Of several values, the last one counts.
pub(super) fn on_the_wire(mut rest: &[u8]) -> Read<'_, AnyValue<'_>> {
    let mut any = AnyValue::Empty;
    while let Some((number, value)) = protobuf::next_field(&mut rest)? {
        any = match (AnyValueField::of_number(number), value) {
            // A text that is not UTF-8 is what it is: bytes.
            (Some(AnyValueField::Text), Value::Bytes(text)) => match std::str::from_utf8(text) {
                Ok(text) => AnyValue::Text(text),
                Err(_) => AnyValue::Bytes(text),
            },
            (Some(AnyValueField::Boolean), Value::Varint(number)) => AnyValue::Boolean(number != 0),
            (Some(AnyValueField::Integer), Value::Varint(number)) => AnyValue::Integer(number as i64),
            (Some(AnyValueField::Double), Value::Fixed64(bits)) => AnyValue::Double(f64::from_bits(bits)),
            (Some(AnyValueField::Array), Value::Bytes(inner)) => AnyValue::Array(Nested::Protobuf(inner)),
            (Some(AnyValueField::KeyValues), Value::Bytes(inner)) => AnyValue::KeyValues(Nested::Protobuf(inner)),
            (Some(AnyValueField::Bytes), Value::Bytes(bytes)) => AnyValue::Bytes(bytes),
            (None, _) => continue,
            _ => return Err(MALFORMED),
        };
    }
    Ok(any)
}

pub(super) fn next_element<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    while let Ok(Some(field)) = protobuf::next_field(rest) {
        if let (ELEMENTS, Value::Bytes(element)) = field {
            return Some(element);
        }
    }
    None
}

pub(super) fn pair_on_the_wire(mut rest: &[u8]) -> Read<'_, KeyValue<'_>> {
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
