//! Reads attributes in either encoding.

use super::{
    any_value::{AnyValue, KeyValue, KeyValueField, Nested},
    from_json::{self, any_value, key_value},
    from_protobuf::{on_the_wire, usual_pair},
};
use crate::otlp::read::{
    encoding::{
        field::Field,
        protobuf,
        reader::Reader,
        value::{Message, Value},
    },
    unfit::{MALFORMED, NOT_UTF8, Read, Unfit},
};

impl<'a> Reader<'a> {
    /// Takes the known fields one by one, as [`fields`](Self::fields) does, but for the attributes, which are added to a list.
    #[inline]
    pub(in crate::otlp) fn fields_and_attributes<F: Field + PartialEq>(
        &mut self,
        message: Message<'a>,
        (attributes, list): (F, &mut Vec<KeyValue<'a>>),
        mut take: impl FnMut(&mut Self, F, Value<'a>) -> Read<'a, ()>,
    ) -> Read<'a, ()> {
        let Message::Protobuf(mut rest) = message else {
            return self.fields(message, |reader, field, value| {
                if field == attributes { reader.attributes(field, value, list) } else { take(reader, field, value) }
            });
        };
        while let Some((number, value)) = protobuf::next_field(&mut rest)? {
            match F::of_number(number) {
                Some(field) if field == attributes => {
                    self.attributes(field, value, list)?;
                    self.further_attributes(number, &mut rest, list)?;
                }
                Some(field) => take(self, field, value)?,
                None => self.has_unknown = true,
            }
        }
        Ok(())
    }

    /// Adds the attributes that follow one another, as they mostly do.
    #[inline]
    fn further_attributes(&mut self, number: u32, rest: &mut &'a [u8], list: &mut Vec<KeyValue<'a>>) -> Read<'a, ()> {
        let Some(tag) = protobuf::tag_of_bytes(number) else { return Ok(()) };
        while let Some((message, after)) = protobuf::split(tag, rest)
            && let Some(pair) = usual_pair(&mut self.texts, message)
        {
            self.count(1)?;
            self.check(pair.value)?;
            list.push(pair);
            *rest = after;
        }
        Ok(())
    }

    /// Adds the attributes of a field to a list.
    #[inline]
    pub(in crate::otlp) fn attributes(
        &mut self,
        field: impl Field,
        value: Value<'a>,
        list: &mut Vec<KeyValue<'a>>,
    ) -> Read<'a, ()> {
        if let Value::Bytes(bytes) = value
            && let Some(pair) = usual_pair(&mut self.texts, bytes)
        {
            self.count(1)?;
            self.check(pair.value)?;
            list.push(pair);
            return Ok(());
        }
        self.other_attributes(field, value, list)
    }

    #[inline(never)]
    fn other_attributes(&mut self, field: impl Field, value: Value<'a>, list: &mut Vec<KeyValue<'a>>) -> Read<'a, ()> {
        if let Value::Json(json) = value
            && let Some(elements) = json.elements()
        {
            for element in elements.filter(|element| !element.is_null()) {
                match from_json::usual_pair(element).or_else(|| key_value(element)) {
                    Some(pair) => list.push(pair),
                    None => self.kept.push((field.name(), element)),
                }
            }
            return Ok(());
        }
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
                        Some(KeyValueField::Key) => pair.key = self.text(value)?,
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
                let any = on_the_wire(&mut self.texts, bytes)?;
                self.check(any)?;
                Ok(any)
            }
            _ => Err(MALFORMED),
        }
    }

    #[inline]
    fn check(&mut self, any: AnyValue<'a>) -> Read<'a, ()> {
        match any {
            AnyValue::Array(Nested::Protobuf(inner)) => self.check_nested(inner, false, 1),
            AnyValue::KeyValues(Nested::Protobuf(inner)) => self.check_nested(inner, true, 1),
            _ => Ok(()),
        }
    }

    /// A text of any message.
    #[inline]
    pub(in crate::otlp) fn text(&mut self, value: Value<'a>) -> Read<'a, &'a str> {
        match value {
            Value::Json(json) => json.text().ok_or(Unfit::Kept(json)),
            Value::Bytes(bytes) => self.texts.text(bytes).ok_or(NOT_UTF8),
            _ => Err(MALFORMED),
        }
    }
}
