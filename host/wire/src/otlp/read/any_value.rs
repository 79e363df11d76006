//! Attributes and their values.

mod from_json;
mod nested;

use super::encoding::protobuf::{self, MALFORMED};
use super::{Field, Message, Read, Reader, Unfit, Value, fields};
use from_json::{any_value, key_value};
pub(in crate::otlp) use nested::Nested;
use sluice_event::Json;

/// A value, as far as something can be written of it.
#[derive(Clone, Copy, Default)]
pub(in crate::otlp) enum AnyValue<'a> {
    #[default]
    Empty,
    Text(&'a str),
    Boolean(bool),
    Integer(i64),
    Double(f64),
    Bytes(&'a [u8]),
    /// Bytes in either alphabet of base64.
    Base64(&'a str),
    Array(Nested<'a>),
    KeyValues(Nested<'a>),
    /// An integer that no type of 64 bits holds.
    Digits(&'a str),
    /// What is no such value, as it was sent.
    Json(Json<'a>),
}

/// An attribute.
#[derive(Clone, Copy, Default)]
pub(in crate::otlp) struct KeyValue<'a> {
    pub(in crate::otlp) key: &'a str,
    pub(in crate::otlp) value: AnyValue<'a>,
}

fields! {
    AnyValueField {
        Text = 1, "stringValue";
        Boolean = 2, "boolValue";
        Integer = 3, "intValue";
        Double = 4, "doubleValue";
        Array = 5, "arrayValue";
        KeyValues = 6, "kvlistValue";
        Bytes = 7, "bytesValue";
    }
}

fields! {
    KeyValueField {
        Key = 1, "key";
        Value = 2, "value";
    }
}

impl<'a> Reader<'a> {
    /// Adds the attributes of a field to a list.
    #[inline]
    pub(in crate::otlp) fn attributes(
        &mut self,
        field: impl Field,
        value: Value<'a>,
        list: &mut Vec<KeyValue<'a>>,
    ) -> Read<'a, ()> {
        self.elements(field, value, |reader, message| {
            list.push(reader.key_value(message)?);
            Ok(())
        })
    }

    fn key_value(&mut self, message: Message<'a>) -> Read<'a, KeyValue<'a>> {
        match message {
            Message::Json(json) => key_value(json).ok_or(Unfit::Kept(json)),
            Message::Protobuf(mut rest) => {
                let mut pair = KeyValue::default();
                while let Some((number, value)) = protobuf::next_field(&mut rest)? {
                    match KeyValueField::of_number(number) {
                        Some(KeyValueField::Key) => pair.key = value.text()?,
                        Some(KeyValueField::Value) => pair.value = self.any_value(value)?,
                        None => {}
                    }
                }
                Ok(pair)
            }
        }
    }

    /// A value; what is within it is checked here, and read when it is written.
    pub(in crate::otlp) fn any_value(&mut self, value: Value<'a>) -> Read<'a, AnyValue<'a>> {
        match value {
            Value::Json(json) => Ok(any_value(json)),
            Value::Bytes(bytes) => {
                let any = on_the_wire(bytes)?;
                if let AnyValue::Array(Nested::Protobuf(inner)) | AnyValue::KeyValues(Nested::Protobuf(inner)) = any {
                    self.check_nested(inner, matches!(any, AnyValue::KeyValues(_)), 1)?;
                }
                Ok(any)
            }
            _ => Err(MALFORMED),
        }
    }
}

/// Of several values, the last one counts.
fn on_the_wire(mut rest: &[u8]) -> Read<'_, AnyValue<'_>> {
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
