//! Edits of one event in memory.

use crate::types::{EditError, Span, Value};
use serde_json::{Map, Value as Json};
use std::hash::{DefaultHasher, Hash, Hasher};

pub(super) fn remove(event: &mut Json, path: &str) -> bool {
    let Some((parent, name)) = path.rsplit_once('/') else { return false };
    match event.pointer_mut(parent) {
        Some(Json::Object(members)) => members.remove(&unescaped(name)).is_some(),
        Some(Json::Array(items)) => match name.parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

pub(super) fn mask(event: &mut Json, path: &str, spans: &[Span], rule: &str) -> bool {
    match event.pointer_mut(path) {
        Some(place) if spans.is_empty() => {
            *place = masked(rule).into();
            true
        }
        Some(Json::String(text)) => {
            *text = masked_spans(text, spans, &masked(rule));
            true
        }
        _ => false,
    }
}

pub(super) fn masked(rule: &str) -> String {
    format!("[redacted:{rule}]")
}

/// Spans are widened to whole characters; those that touch or overlap become one.
fn masked_spans(text: &str, spans: &[Span], mask: &str) -> String {
    let floor = |at: u32| (0..=text.len().min(at as usize)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let ceil = |at: u32| (text.len().min(at as usize)..=text.len()).find(|at| text.is_char_boundary(*at));
    let mut spans: Vec<_> =
        spans.iter().map(|it| (floor(it.start), ceil(it.end).unwrap_or(text.len()))).filter(|it| it.0 < it.1).collect();
    spans.sort_unstable();
    let (mut out, mut copied) = (String::new(), 0);
    for (start, end) in spans {
        if start > copied || copied == 0 {
            out.push_str(&text[copied..start]);
            out.push_str(mask);
        }
        copied = copied.max(end);
    }
    out.push_str(&text[copied..]);
    out
}

pub(super) fn pseudonymise(event: &mut Json, path: &str, rule: &str) -> bool {
    let place = event.pointer_mut(path);
    let Some(place) = place.filter(|place| place.is_string() || place.is_number()) else { return false };
    let value = place.as_str().map_or_else(|| place.to_string(), Into::into);
    *place = pseudonym(&value, rule).into();
    true
}

pub(super) fn pseudonym(value: &str, rule: &str) -> String {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    format!("[{rule}:{:016x}]", hasher.finish())
}

pub(super) fn set(event: &mut Json, path: &str, value: Value) -> Result<(), EditError> {
    let value = match value {
        Value::Null => Json::Null,
        Value::Boolean(it) => it.into(),
        Value::Integer(it) => it.into(),
        Value::Number(it) if it.is_finite() => it.into(),
        Value::Number(_) => return Err(EditError::BadValue),
        Value::Text(it) => it.into(),
        Value::Json(it) => serde_json::from_str(&it).map_err(|_| EditError::BadValue)?,
    };
    let names = path.strip_prefix('/').ok_or(EditError::BadPath)?;
    let mut place = event;
    for name in names.split('/') {
        if place.is_null() {
            *place = Map::new().into();
        }
        place = place.as_object_mut().ok_or(EditError::BadPath)?.entry(unescaped(name)).or_insert(Json::Null);
    }
    *place = value;
    Ok(())
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}
