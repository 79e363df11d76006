//! A value as filters see it.

use std::{borrow::Cow, fmt};

/// A value in an event. Its `Debug` shows the type alone.
#[derive(Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number without fraction and exponent that fits.
    Integer(i64),
    /// Any other number of at most 15 digits: a float holds it as it was sent.
    Number(f64),
    /// A string, decoded.
    Text(Cow<'a, str>),
    /// Arrays, objects, and numbers that no other variant holds, as JSON.
    Json(Cow<'a, str>),
}

impl Value<'_> {
    /// The same value, whose text belongs to this one.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Value::Null => Value::Null,
            Value::Boolean(value) => Value::Boolean(*value),
            Value::Integer(value) => Value::Integer(*value),
            Value::Number(value) => Value::Number(*value),
            Value::Text(text) => Value::Text(Cow::Borrowed(text)),
            Value::Json(text) => Value::Json(Cow::Borrowed(text)),
        }
    }

    /// A text, or JSON text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) | Value::Json(text) => Some(text),
            _ => None,
        }
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Value::Null => "Null",
            Value::Boolean(_) => "Boolean",
            Value::Integer(_) => "Integer",
            Value::Number(_) => "Number",
            Value::Text(_) => "Text",
            Value::Json(_) => "Json",
        })
    }
}
