//! Attributes and their values.

mod nested;

use super::{
    Field, Message, Read, Reader, Unfit, Value, fields, json,
    protobuf::{self, MALFORMED},
};
use crate::base64;
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

/// `None` where it is no pair of a name and a value.
fn key_value(json: Json<'_>) -> Option<KeyValue<'_>> {
    let mut pair = KeyValue::default();
    for (name, value) in json.members()?.filter(|(_, value)| !value.is_null()) {
        match KeyValueField::of_json_name(name) {
            Some(KeyValueField::Key) => pair.key = value.text().or_else(|| value.digits())?,
            Some(KeyValueField::Value) => pair.value = any_value(value),
            None => {}
        }
    }
    Some(pair)
}

/// What is no value of OTLP is kept as the JSON that it is.
fn any_value(json: Json<'_>) -> AnyValue<'_> {
    let Some(members) = json.members() else {
        return if json.is_null() { AnyValue::Empty } else { AnyValue::Json(json) };
    };
    let (mut any, mut has_unknown) = (AnyValue::Empty, false);
    for (name, value) in members.filter(|(_, value)| !value.is_null()) {
        let fits = match AnyValueField::of_name(name) {
            Some(AnyValueField::Text) => value.text().map(AnyValue::Text),
            Some(AnyValueField::Boolean) => value.boolean().map(AnyValue::Boolean),
            Some(AnyValueField::Integer) => integer(value),
            Some(AnyValueField::Double) => json::float(value).map(AnyValue::Double),
            Some(AnyValueField::Array) => Nested::array(value).map(AnyValue::Array),
            Some(AnyValueField::KeyValues) => Nested::key_values(value).map(AnyValue::KeyValues),
            Some(AnyValueField::Bytes) => {
                value.text().filter(|text| base64::decode(text).is_some()).map(AnyValue::Base64)
            }
            None => {
                has_unknown = true;
                continue;
            }
        };
        any = fits.unwrap_or(AnyValue::Json(value));
    }
    if has_unknown && matches!(any, AnyValue::Empty) { AnyValue::Json(json) } else { any }
}

fn integer(json: Json<'_>) -> Option<AnyValue<'_>> {
    if let Some(number) = json::integer(json) {
        return Some(AnyValue::Integer(number));
    }
    json.text().filter(|text| is_integer(text)).map(AnyValue::Digits)
}

/// Whether JSON could have it as a number, and a double holds it.
fn is_integer(text: &str) -> bool {
    /// Digits of the largest double, and fewer.
    const MAX_DIGITS: usize = 300;
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    is_number && (1..=MAX_DIGITS).contains(&digits.len())
}
