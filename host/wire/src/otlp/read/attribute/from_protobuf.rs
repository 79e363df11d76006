//! Values of attributes on the wire.

use super::any_value::{AnyValue, AnyValueField, KeyValue, KeyValueField, Nested};
use crate::otlp::read::{
    encoding::{field::Field, protobuf, reader::Reader, texts::Texts, value::Value},
    unfit::{MALFORMED, MAX_DEPTH, NOT_UTF8, Read, TOO_DEEP},
};

/// Types on the wire.
const FIXED64: u8 = 1;
const LENGTH_DELIMITED: u8 = 2;
/// The field of both messages that has the elements.
const ELEMENTS: u32 = 1;

/// The tags of fields, as bytes.
const KEY: u8 = 1 << 3 | LENGTH_DELIMITED;
const VALUE: u8 = 2 << 3 | LENGTH_DELIMITED;
const TEXT: u8 = 1 << 3 | LENGTH_DELIMITED;
const BOOLEAN: u8 = 2 << 3;
const INTEGER: u8 = 3 << 3;
const DOUBLE: u8 = 4 << 3 | FIXED64;
const KEY_VALUES: u8 = 6 << 3 | LENGTH_DELIMITED;

/// A pair with one name and one value, in this order, as nearly all are; `None` for all others, and for those that are wrong.
#[inline]
pub(super) fn usual_pair<'a>(texts: &mut Texts<'a>, message: &'a [u8]) -> Option<KeyValue<'a>> {
    let (key, rest) = protobuf::split(KEY, message)?;
    let (value, rest) = protobuf::split(VALUE, rest)?;
    if !rest.is_empty() {
        return None;
    }
    Some(KeyValue { key: texts.text(key)?, value: usual_value(texts, value)? })
}

/// The same for a value: one of those that most are.
#[inline]
fn usual_value<'a>(texts: &mut Texts<'a>, message: &'a [u8]) -> Option<AnyValue<'a>> {
    let only = |tag| protobuf::split(tag, message).filter(|(_, rest)| rest.is_empty()).map(|(bytes, _)| bytes);
    match *message {
        [TEXT, ..] => Some(AnyValue::Text(texts.text(only(TEXT)?)?)),
        [BOOLEAN, value @ 0..0x80] => Some(AnyValue::Boolean(value != 0)),
        [INTEGER, value @ 0..0x80] => Some(AnyValue::Integer(value.into())),
        [INTEGER, low @ 0x80..=0xff, high @ 0..0x80] => {
            Some(AnyValue::Integer(i64::from(low & 0x7f) | i64::from(high) << 7))
        }
        [DOUBLE, ref bits @ ..] => Some(AnyValue::Double(f64::from_le_bytes(bits.try_into().ok()?))),
        [KEY_VALUES, ..] => Some(AnyValue::KeyValues(Nested::Protobuf(only(KEY_VALUES)?))),
        _ => None,
    }
}

/// Of several values, the last one counts.
#[inline]
pub(super) fn on_the_wire<'a>(texts: &mut Texts<'a>, message: &'a [u8]) -> Read<'a, AnyValue<'a>> {
    match usual_value(texts, message) {
        Some(any) => Ok(any),
        None => any_on_the_wire(texts, message),
    }
}

#[inline(never)]
fn any_on_the_wire<'a>(texts: &mut Texts<'a>, mut rest: &'a [u8]) -> Read<'a, AnyValue<'a>> {
    let mut any = AnyValue::Empty;
    while let Some((number, value)) = protobuf::next_field(&mut rest)? {
        any = match (AnyValueField::of_number(number), value) {
            (Some(AnyValueField::Text), Value::Bytes(text)) => match texts.text(text) {
                Some(text) => AnyValue::Text(text),
                None => AnyValue::BrokenText(text),
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

pub(super) fn pair_on_the_wire<'a>(texts: &mut Texts<'a>, mut rest: &'a [u8]) -> Read<'a, KeyValue<'a>> {
    if let Some(pair) = usual_pair(texts, rest) {
        return Ok(pair);
    }
    let mut pair = KeyValue::default();
    while let Some((number, value)) = protobuf::next_field(&mut rest)? {
        match (KeyValueField::of_number(number), value) {
            (Some(KeyValueField::Key), Value::Bytes(key)) => pair.key = texts.text(key).ok_or(NOT_UTF8)?,
            (Some(KeyValueField::Value), Value::Bytes(value)) => pair.value = on_the_wire(texts, value)?,
            (Some(_), _) => return Err(MALFORMED),
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
            let texts = &mut self.texts;
            let any = if are_pairs { pair_on_the_wire(texts, element)?.value } else { on_the_wire(texts, element)? };
            match any {
                AnyValue::Array(Nested::Protobuf(inner)) => self.check_nested(inner, false, depth + 1)?,
                AnyValue::KeyValues(Nested::Protobuf(inner)) => self.check_nested(inner, true, depth + 1)?,
                _ => {}
            }
        }
        Ok(())
    }
}
