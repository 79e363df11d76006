//! Reading one value of an event.

use std::borrow::Cow;

use super::Batch;
use super::path::Place;
use super::value::Value;
use super::view::Shown;
use crate::json::writer::JsonWriter;
use crate::tape::node::{CLEAN, Shape};

/// Decimal digits that a 64-bit float always holds.
const FLOAT_DIGITS: usize = 15;
/// Exponents beyond it are left to those who know what they want with them.
const MAX_EXPONENT: i32 = 300;

impl Batch {
    /// The value at a path, as the filters so far left it; None where there is nothing, and in events that were dropped.
    pub fn get(&self, event: u32, path: &str) -> Option<Value<'_>> {
        let place = self.resolve(event, path)?;
        let event = self.event(event)?;
        let at = match place {
            Place::Value { at, .. } => at,
            Place::Time { .. } => return Some(Value::Text(self.tape.text(event.time).into())),
            Place::Event => return Some(self.json(|writer| writer.event(event))),
            Place::Attributes => return Some(self.json(|writer| writer.attributes(event))),
        };
        Some(match self.shown(at) {
            Shown::Gone => return None,
            Shown::Null => Value::Null,
            Shown::Edited { text, .. } => Value::Text(self.tape.text(text).into()),
            Shown::Node(at) => self.value(at),
        })
    }

    /// Whether there is anything at a path, `null` included.
    pub fn has(&self, event: u32, path: &str) -> bool {
        match self.resolve(event, path) {
            Some(Place::Value { at, .. }) => !matches!(self.shown(at), Shown::Gone),
            Some(Place::Time { .. } | Place::Event | Place::Attributes) => true,
            None => false,
        }
    }

    pub(super) fn value(&self, at: u32) -> Value<'_> {
        let node = self.tape.node(at);
        let text = self.tape.text(node.span);
        match node.shape {
            Shape::Null => Value::Null,
            Shape::False => Value::Boolean(false),
            Shape::True => Value::Boolean(true),
            Shape::Number => number(text),
            Shape::Text | Shape::Key => Value::Text(Cow::Borrowed(text)),
            Shape::Array | Shape::Object if node.is(CLEAN) => Value::Json(Cow::Borrowed(text)),
            Shape::Array | Shape::Object => self.json(|writer| writer.value(at)),
        }
    }

    /// The text at a path, or the digits of the number there; None where there is neither.
    pub fn scalar_text(&self, event: u32, path: &str) -> Option<&str> {
        let Place::Value { at, .. } = self.resolve(event, path)? else { return None };
        match self.shown(at) {
            Shown::Edited { text, .. } => Some(self.tape.text(text)),
            Shown::Node(at) => {
                let node = self.tape.node(at);
                matches!(node.shape, Shape::Text | Shape::Number).then(|| self.tape.text(node.span))
            }
            Shown::Gone | Shown::Null => None,
        }
    }

    fn json(&self, write: impl FnOnce(&mut JsonWriter<'_>)) -> Value<'_> {
        let mut out = Vec::new();
        write(&mut JsonWriter::unbounded(self, &mut out));
        // The writer copies UTF-8 and adds ASCII.
        Value::Json(Cow::Owned(String::from_utf8(out).unwrap_or_default()))
    }
}

fn number(digits: &str) -> Value<'_> {
    if let Some(integer) = digits.parse().ok().filter(|_| digits != "-0") {
        return Value::Integer(integer);
    }
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let significant = mantissa.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
    let exponent: Option<i32> = exponent.parse().ok();
    let exact = significant <= FLOAT_DIGITS
        && mantissa.len() <= 2 * FLOAT_DIGITS
        && exponent.is_some_and(|exponent| exponent.abs() <= MAX_EXPONENT - 2 * FLOAT_DIGITS as i32);
    match digits.parse() {
        Ok(float) if exact => Value::Number(float),
        _ => Value::Json(digits.into()),
    }
}
