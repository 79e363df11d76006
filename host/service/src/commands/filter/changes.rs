//! What differs between two JSON values, by path.

use serde_json::Value;
use sluice_event::push_step;

/// A place at which two values differ.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change<'a> {
    /// A JSON Pointer.
    pub(crate) path: String,
    /// None where only `after` has something.
    pub(crate) before: Option<&'a Value>,
    /// None where only `before` has something.
    pub(crate) after: Option<&'a Value>,
}

/// Every place at which `after` differs from `before`, innermost, in the order of their members.
pub(crate) fn changes<'a>(before: &'a Value, after: &'a Value) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    compare(&mut String::new(), Some(before), Some(after), &mut found);
    found
}

/// The same, where a container that only one of them has counts as its members.
pub(crate) fn leaf_changes<'a>(before: &'a Value, after: &'a Value) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    for Change { mut path, before, after } in changes(before, after) {
        match (before, after) {
            (Some(value), None) => leaves(&mut path, value, &mut |path, leaf| {
                found.push(Change { path, before: Some(leaf), after: None });
            }),
            (None, Some(value)) => leaves(&mut path, value, &mut |path, leaf| {
                found.push(Change { path, before: None, after: Some(leaf) });
            }),
            _ => found.push(Change { path, before, after }),
        }
    }
    found
}

fn leaves<'a>(path: &mut String, value: &'a Value, found: &mut impl FnMut(String, &'a Value)) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(name, value)| below(path, name, |path| leaves(path, value, found)));
        }
        Value::Array(items) if !items.is_empty() => {
            (0..)
                .zip(items)
                .for_each(|(at, value): (usize, _)| below(path, &at.to_string(), |path| leaves(path, value, found)));
        }
        _ => found(path.clone(), value),
    }
}

fn compare<'a>(path: &mut String, before: Option<&'a Value>, after: Option<&'a Value>, found: &mut Vec<Change<'a>>) {
    match (before, after) {
        (Some(before), Some(after)) if before == after => {}
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            for (name, value) in before {
                below(path, name, |path| compare(path, Some(value), after.get(name), found));
            }
            for (name, value) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
                below(path, name, |path| compare(path, None, Some(value), found));
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) => compare_arrays(path, before, after, found),
        _ => found.push(Change { path: path.clone(), before, after }),
    }
}

/// Elements at both ends that are equal belong together. What is between them is compared by place, so that an element
/// that was taken out is one change, and not one for each element after it.
fn compare_arrays<'a>(path: &mut String, before: &'a [Value], after: &'a [Value], found: &mut Vec<Change<'a>>) {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    for place in 0..before.len().max(after.len()) {
        let name = (head + place).to_string();
        below(path, &name, |path| compare(path, before.get(place), after.get(place), found));
    }
}

fn below(path: &mut String, name: &str, then: impl FnOnce(&mut String)) {
    let length = path.len();
    push_step(path, name);
    then(path);
    path.truncate(length);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn paths(before: &Value, after: &Value) -> Vec<String> {
        changes(before, after).into_iter().map(|change| change.path).collect()
    }

    #[test]
    fn only_what_differs_is_told_and_where() {
        let before = json!({"a": 1, "b": {"c": [1, 2, 3], "d/e": "x"}, "f": null});
        let after = json!({"a": 1, "b": {"c": [1, 3], "d/e": "y"}, "g": true});
        assert_eq!(paths(&before, &after), ["/b/c/1", "/b/d~1e", "/f", "/g"]);
        assert!(paths(&before, &before).is_empty());
    }

    #[test]
    fn what_only_one_has_is_told_by_its_leaves_on_request() {
        let (before, after) = (json!({"a": {"b": [1, {}], "c": 2}}), json!({}));
        assert_eq!(paths(&before, &after), ["/a"]);
        let leaves: Vec<String> = leaf_changes(&before, &after).into_iter().map(|change| change.path).collect();
        assert_eq!(leaves, ["/a/b/0", "/a/b/1", "/a/c"]);
    }

    #[test]
    fn an_element_more_is_one_difference() {
        assert_eq!(paths(&json!([1, 2, 3, 4]), &json!([0, 1, 2, 3, 4])), ["/0"]);
        assert_eq!(paths(&json!([]), &json!([1, 2])), ["/0", "/1"]);
        assert_eq!(paths(&json!([[1], 5]), &json!([[2], 5])), ["/0/0"]);
    }
}
