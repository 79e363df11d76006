//! Attributes and their values: what they are, and their fields.

use crate::otlp::read::encoding::field::fields;
use sluice_event::Json;

/// A value, as far as something can be written of it.
#[derive(Clone, Copy, Default)]
pub(in crate::otlp) enum AnyValue<'a> {
    #[default]
    Empty,
    Text(&'a str),
    /// A text that is not UTF-8.
    BrokenText(&'a [u8]),
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

/// The elements of an array, or the pairs of a list of them.
#[derive(Clone, Copy)]
pub(in crate::otlp) enum Nested<'a> {
    /// The message that holds them, which was checked when it was read.
    Protobuf(&'a [u8]),
    /// An array.
    Json(Option<Json<'a>>),
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
