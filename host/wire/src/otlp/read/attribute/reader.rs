//! Reads attributes in either encoding.

use super::{
    any_value::{AnyValue, KeyValue, KeyValueField, Nested},
    from_json::{any_value, key_value},
    from_protobuf::on_the_wire,
};
use crate::otlp::read::{
    encoding::{
        field::Field,
        protobuf,
        reader::Reader,
        value::{Message, Value},
    },
    unfit::{MALFORMED, Read, Unfit},
};

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
