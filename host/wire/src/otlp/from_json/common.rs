//! Resources, scopes, attributes and their values.

use super::values::{Read, boolean, bytes, fields, float, integer, list, text};
use opentelemetry_proto::tonic::{
    common::v1::{AnyValue, ArrayValue, InstrumentationScope, KeyValue, KeyValueList, any_value::Value},
    resource::v1::Resource,
};
use sluice_event::Json;

pub(super) fn resource(json: Json<'_>) -> Read<Option<Resource>> {
    let mut resource = Resource::default();
    fields(json, "resource", |name, value| {
        match name {
            "attributes" => resource.attributes = attributes(value)?,
            "droppedAttributesCount" => resource.dropped_attributes_count = integer(value, "droppedAttributesCount")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(Some(resource))
}

pub(super) fn scope(json: Json<'_>) -> Read<Option<InstrumentationScope>> {
    let mut scope = InstrumentationScope::default();
    fields(json, "scope", |name, value| {
        match name {
            "name" => scope.name = text(value, "name")?,
            "version" => scope.version = text(value, "version")?,
            "attributes" => scope.attributes = attributes(value)?,
            "droppedAttributesCount" => scope.dropped_attributes_count = integer(value, "droppedAttributesCount")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(Some(scope))
}

pub(super) fn attributes(json: Json<'_>) -> Read<Vec<KeyValue>> {
    list(json, "attributes", key_value)
}

fn key_value(json: Json<'_>) -> Read<KeyValue> {
    let mut pair = KeyValue::default();
    fields(json, "attributes", |name, value| {
        match name {
            "key" => pair.key = text(value, "key")?,
            "value" => pair.value = Some(any_value(value)?),
            _ => {}
        }
        Ok(())
    })?;
    Ok(pair)
}

/// Of several values, the last one counts, as in protobuf.
pub(super) fn any_value(json: Json<'_>) -> Read<AnyValue> {
    let mut any = AnyValue::default();
    fields(json, "value", |name, value| {
        any.value = Some(match name {
            "stringValue" => Value::StringValue(text(value, "stringValue")?),
            "boolValue" => Value::BoolValue(boolean(value, "boolValue")?),
            "intValue" => Value::IntValue(integer(value, "intValue")?),
            "doubleValue" => Value::DoubleValue(float(value, "doubleValue")?),
            "arrayValue" => Value::ArrayValue(ArrayValue { values: values(value, "arrayValue", any_value)? }),
            "kvlistValue" => Value::KvlistValue(KeyValueList { values: values(value, "kvlistValue", key_value)? }),
            "bytesValue" => Value::BytesValue(bytes(value, "bytesValue")?),
            _ => return Ok(()),
        });
        Ok(())
    })?;
    Ok(any)
}

/// The elements are in `values`; an example of the specification (`events.json`) leaves that away.
fn values<'a, T>(json: Json<'a>, name: &'static str, read: impl Fn(Json<'a>) -> Read<T>) -> Read<Vec<T>> {
    if json.is_object() {
        json.member("values").map_or(Ok(Vec::new()), |json| list(json, name, read))
    } else {
        list(json, name, read)
    }
}
