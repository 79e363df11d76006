//! What one event in memory has.

use crate::types::{Leaf, Text, Value};
use serde_json::Value as Json;
use std::hash::{DefaultHasher, Hash, Hasher};

pub(super) fn texts(place: &Json, path: String, into: &mut Vec<Text>) {
    match place {
        Json::String(text) => into.push(Text { path, text: text.clone() }),
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| texts(item, format!("{path}/{index}"), into));
        }
        Json::Object(members) => {
            for (name, member) in members {
                texts(member, below(&path, name), into);
            }
        }
        _ => {}
    }
}

pub(super) fn leaves(place: &Json, path: String, into: &mut Vec<Leaf>) {
    match place {
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| leaves(item, format!("{path}/{index}"), into));
        }
        Json::Object(members) => members.iter().for_each(|(name, member)| leaves(member, below(&path, name), into)),
        value => into.push(Leaf { path, value: Value::from(value) }),
    }
}

pub(super) fn members(place: &Json) -> Vec<String> {
    match place {
        Json::Object(members) => members.keys().cloned().collect(),
        Json::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn hash(place: &Json) -> Option<u64> {
    let value = match place {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    let mut hasher = DefaultHasher::new();
    // Not the hash that a pseudonym shows.
    ("hash", value).hash(&mut hasher);
    Some(hasher.finish())
}

fn below(path: &str, name: &str) -> String {
    format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"))
}
