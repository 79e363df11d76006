//! Values of attributes in JSON.

use super::any_value::{AnyValue, AnyValueField, KeyValue, KeyValueField, Nested};
use crate::{
    mapping::base64,
    otlp::read::encoding::{field::Field, json},
};
use sluice_event::Json;

/// `None` where it is no pair of a name and a value.
pub(super) fn key_value(json: Json<'_>) -> Option<KeyValue<'_>> {
    if let Some(pair) = usual_pair(json) {
        return Some(pair);
    }
    // As nearly all others are.
    if let Some([key, value]) = json.exact_members([KeyValueField::Key.name(), KeyValueField::Value.name()])
        && let Some(key) = key.text()
    {
        return Some(KeyValue { key, value: any_value(value) });
    }
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

/// One that has been read as such; `None` for all others.
#[inline]
pub(super) fn usual_pair(json: Json<'_>) -> Option<KeyValue<'_>> {
    let (key, (name, value)) = json.pair()?;
    Some(KeyValue { key, value: value_of(AnyValueField::of_json_name(name)?, value)? })
}

/// Whether there is such a pair.
fn is_key_value(json: Json<'_>) -> bool {
    json.pair().is_some() || key_value(json).is_some()
}

/// What is no value of OTLP is kept as the JSON that it is.
pub(super) fn any_value(json: Json<'_>) -> AnyValue<'_> {
    // Most values.
    if let Some((name, value)) = json.only_member()
        && let Some(field) = AnyValueField::of_json_name(name)
        && let Some(any) = value_of(field, value)
    {
        return any;
    }
    let Some(members) = json.members() else {
        return if json.is_null() { AnyValue::Empty } else { AnyValue::Json(json) };
    };
    let (mut any, mut has_unknown) = (AnyValue::Empty, false);
    for (name, value) in members.filter(|(_, value)| !value.is_null()) {
        let Some(field) = AnyValueField::of_name(name) else {
            has_unknown = true;
            continue;
        };
        any = value_of(field, value).unwrap_or(AnyValue::Json(value));
    }
    if has_unknown && matches!(any, AnyValue::Empty) { AnyValue::Json(json) } else { any }
}

/// The value that a field has; `None` where it is none of its type.
#[inline]
fn value_of(field: AnyValueField, value: Json<'_>) -> Option<AnyValue<'_>> {
    match field {
        AnyValueField::Text => value.text().map(AnyValue::Text),
        AnyValueField::Boolean => value.boolean().map(AnyValue::Boolean),
        AnyValueField::Integer => integer(value),
        AnyValueField::Double => json::float(value).map(AnyValue::Double),
        AnyValueField::Array => Nested::array(value).map(AnyValue::Array),
        AnyValueField::KeyValues => Nested::key_values(value).map(AnyValue::KeyValues),
        AnyValueField::Bytes => value.text().filter(|text| base64::decode(text).is_some()).map(AnyValue::Base64),
    }
}

impl<'a> Nested<'a> {
    /// The elements are in `values`; an example of the specification (`events.json`) leaves that away.
    fn array(json: Json<'a>) -> Option<Self> {
        let list = if json.is_object() { json.member("values") } else { Some(json) };
        list.is_none_or(|list| list.elements().is_some()).then_some(Self::Json(list))
    }

    /// The same for pairs, all of which have to be such.
    fn key_values(json: Json<'a>) -> Option<Self> {
        let nested = Self::array(json)?;
        let Self::Json(list) = nested else { return None };
        let mut pairs = list.and_then(Json::elements).into_iter().flatten();
        pairs.all(is_key_value).then_some(nested)
    }
}

fn integer(json: Json<'_>) -> Option<AnyValue<'_>> {
    if let Some(number) = json::short(json).and_then(|short| short.try_into().ok()).or_else(|| json::integer(json)) {
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
