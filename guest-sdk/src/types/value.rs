use serde::Serialize;
use std::ops::Range;

/// A value in an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A whole number of 64 bits.
    Integer(i64),
    /// Any other number, where a 64-bit float keeps it as it was written.
    Number(f64),
    /// A text.
    Text(String),
    /// Arrays and objects, and numbers that neither of the above can hold, as JSON text.
    Json(String),
}

impl Value {
    /// An array or an object to [`set`](crate::Event::set), from anything that serialises.
    ///
    /// # Errors
    /// The value has no form in JSON, such as a map whose keys are not texts.
    pub fn json(value: &impl Serialize) -> Result<Value, String> {
        serde_json::to_string(value).map(Value::Json).map_err(|error| format!("write a value as json: {error}"))
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&serde_json::Value> for Value {
    fn from(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(it) => Value::Boolean(*it),
            serde_json::Value::Number(it) => match (it.as_i64(), it.as_f64()) {
                (Some(whole), _) => Value::Integer(whole),
                (None, Some(float)) if it.is_f64() => Value::Number(float),
                _ => Value::Json(it.to_string()),
            },
            serde_json::Value::String(it) => Value::Text(it.clone()),
            it => Value::Json(it.to_string()),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Boolean(value)
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Integer(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Number(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Value::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Value::Text(value)
    }
}

/// Bytes `start` up to but not including `end` of a text in UTF-8. The host widens it to whole characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl From<Range<usize>> for Span {
    /// Saturates: texts of events are far shorter than 4 GiB.
    fn from(range: Range<usize>) -> Self {
        let saturate = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: saturate(range.start), end: saturate(range.end) }
    }
}
