//! Random edits, of a batch and of its model.

use proptest::prelude::*;
use serde_json::json;

use super::{
    docs::{Doc, document, render},
    model::OBJECTS_OF_TEXTS,
    *,
};

/// Every path of a value.
fn paths(value: &Json, path: &str, all: &mut Vec<String>) {
    let mut below = |name: String, value: &Json| {
        let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
        all.push(path.clone());
        paths(value, &path, all);
    };
    match value {
        Json::Array(values) => values.iter().enumerate().for_each(|(index, value)| below(index.to_string(), value)),
        Json::Object(members) => members.iter().for_each(|(name, value)| below(name.clone(), value)),
        _ => {}
    }
}

/// Stands for a marker in the model: no event and no pattern has it.
const MARK: char = '\u{e000}';
/// Stand around what a pseudonym hides, whose letters are moved to where no event and no pattern has any.
const HIDDEN: (char, char, u32) = ('\u{e001}', '\u{e002}', 0xe100);

#[derive(Debug, Clone)]
pub(super) enum Op {
    Remove(usize),
    Mask(usize),
    SetText(usize, String),
    SetAttribute(Vec<String>, Doc),
    Scan,
    Commit,
    Rollback,
}

pub(super) fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        any::<usize>().prop_map(Op::Remove),
        any::<usize>().prop_map(Op::Mask),
        (any::<usize>(), "[a-c ]{0,5}").prop_map(|(path, text)| Op::SetText(path, text)),
        (prop::collection::vec("[a-c/~]{0,2}", 1..4), document()).prop_map(|(path, doc)| Op::SetAttribute(path, doc)),
        Just(Op::Scan),
        Just(Op::Commit),
        Just(Op::Rollback),
    ]
}

fn model_remove(model: &mut Json, path: &str) {
    let (parent, name) = path.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    match model.pointer_mut(parent).unwrap() {
        Json::Array(values) => drop(values.remove(name.parse().unwrap())),
        Json::Object(members) => drop(members.remove(&name)),
        _ => unreachable!(),
    }
}

fn model_mask(model: &mut Json, path: &str) {
    let top = path[1..].split('/').next().unwrap().to_owned();
    let depth = path.matches('/').count();
    let object = OBJECTS_OF_TEXTS.contains(&&*top) || top == "values" || top == "attributes";
    if depth == 1 && (object || top == "time" || top == "kind") {
        model_remove(model, path);
    } else {
        *model.pointer_mut(path).unwrap() = if top == "values" { Json::Null } else { json!(MARK.to_string()) };
    }
}

fn model_scan(value: &mut Json, top: Option<&str>) {
    match value {
        Json::String(text) if !matches!(top, Some("time" | "kind")) => {
            let hide = |found: &regex::Captures<'_>| {
                let moved = found[0].chars().filter_map(|letter| char::from_u32(u32::from(letter) + HIDDEN.2));
                format!("{}{}{}", HIDDEN.0, moved.collect::<String>(), HIDDEN.1)
            };
            let letters = regex::Regex::new("[ab]+").unwrap();
            *text = match top {
                Some("event_id" | "idempotency_key") => letters.replace_all(text, hide).into_owned(),
                _ => letters.replace_all(text, MARK.to_string()).into_owned(),
            };
        }
        Json::Array(values) => values.iter_mut().for_each(|value| model_scan(value, Some(""))),
        Json::Object(members) => members.iter_mut().for_each(|(name, value)| model_scan(value, top.or(Some(name)))),
        _ => {}
    }
}

/// Whether the path could be set, as it could be in the batch.
fn model_set(model: &mut Json, steps: &[String], value: Json) -> bool {
    let Some((last, parents)) = steps.split_last() else { return false };
    let mut at = model.as_object_mut().unwrap().entry("attributes").or_insert_with(|| json!({}));
    for step in parents {
        at = match at {
            Json::Object(members) => members.entry(step.as_str()).or_insert_with(|| json!({})),
            Json::Array(values) => match step.parse::<usize>().ok().and_then(|index| values.get_mut(index)) {
                Some(value) => value,
                None => return false,
            },
            _ => return false,
        };
    }
    match at {
        Json::Object(members) => drop(members.insert(last.clone(), value)),
        _ => return false,
    }
    true
}

/// The model with the markers in it.
pub(super) fn written(model: &Json) -> Json {
    let marked = model.to_string().replace(MARK, "[redacted:r]");
    let hidden = regex::Regex::new(&format!("{}(.*?){}", HIDDEN.0, HIDDEN.1)).unwrap();
    let shown = hidden.replace_all(&marked, |found: &regex::Captures<'_>| {
        let value: String = found[1].chars().filter_map(|moved| char::from_u32(u32::from(moved) - HIDDEN.2)).collect();
        let mut pseudonym = "[r:".to_owned();
        key().push_pseudonym(&mut pseudonym, &value);
        pseudonym + "]"
    });
    serde_json::from_str(&shown).unwrap()
}

/// An event whose last attribute has gone has none.
pub(super) fn without_empty_attributes(model: &mut Json) {
    if model.get("attributes") == Some(&json!({})) {
        model.as_object_mut().unwrap().remove("attributes");
    }
}

pub(super) fn apply(batch: &mut Batch, model: &mut Json, op: &Op) {
    let rule = rule("r");
    let mut all = Vec::new();
    paths(model, "", &mut all);
    let pick = |index: &usize| all.get(index % all.len().max(1)).cloned();
    match op {
        Op::Remove(index) => {
            let Some(path) = pick(index) else { return };
            assert!(batch.remove(0, &path, rule), "{path}");
            model_remove(model, &path);
        }
        Op::Mask(index) => {
            let Some(path) = pick(index) else { return };
            assert!(batch.mask(0, &path, &[], rule), "{path}");
            model_mask(model, &path);
        }
        Op::SetText(index, text) => {
            let Some(path) = pick(index).filter(|path| model.pointer(path).unwrap().is_string()) else { return };
            let host = ["/time", "/kind", "/event_id", "/idempotency_key"].contains(&&*path);
            let result = batch.set(0, &path, Value::Text(text.into()));
            assert_eq!(result, if host { Err(SetError::NotAllowed) } else { Ok(()) }, "{path}");
            if !host {
                *model.pointer_mut(&path).unwrap() = json!(text);
            }
        }
        Op::SetAttribute(steps, doc) => {
            let json = render(doc, 0);
            let path: String = steps.iter().map(|s| format!("/{}", s.replace('~', "~0").replace('/', "~1"))).collect();
            let mut next = model.clone();
            let set = batch.set(0, &format!("/attributes{path}"), Value::Json(json.as_str().into()));
            if model_set(&mut next, steps, serde_json::from_str(&json).unwrap()) {
                assert_eq!(set, Ok(()), "{path}");
                *model = next;
            } else {
                assert_eq!(set, Err(SetError::BadPath), "{path}");
            }
        }
        Op::Scan => {
            let matcher = Matcher::Regex("[ab]+".to_owned());
            let pattern = Pattern { rule: "r".to_owned(), matcher, replacement: Replacement::Mask };
            batch.scan(&Scanner::compile(&[pattern]).unwrap(), &[rule], 0, "", &key());
            model_scan(model, None);
        }
        Op::Commit | Op::Rollback => {}
    }
}
