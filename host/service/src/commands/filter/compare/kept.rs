//! How much of a value filters have left.

use std::{collections::BTreeMap, ops::Range};

use serde_json::Value;

/// What is left of a value that a client sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// All of it.
    All,
    /// These bytes of its text.
    Parts(Vec<Range<usize>>),
    /// It was replaced by something that is not made of it.
    Replaced,
}

impl Kept {
    /// What is left of `sent`, of which filters made `written`.
    pub(super) fn of(sent: Option<&Value>, written: Option<&Value>) -> Self {
        let (Some(sent), Some(written)) = (sent, written) else {
            return if sent.is_some() { Self::Parts(Vec::new()) } else { Self::Replaced };
        };
        if sent == written {
            return Self::All;
        }
        let Value::String(written) = written else { return Self::Replaced };
        let text = match sent {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        align(&text, &segments(written)).map_or(Self::Replaced, Self::Parts)
    }

    /// Whether something is left of what `other` does not leave. None where that cannot be said.
    pub(super) fn leaves_more_than(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Replaced, _) | (_, Self::Replaced) => None,
            (Self::All, Self::All) | (Self::Parts(_), Self::All) => Some(false),
            (Self::All, Self::Parts(_)) => Some(true),
            (Self::Parts(parts), Self::Parts(others)) => Some(parts.iter().any(|part| !is_covered(part, others))),
        }
    }
}

/// `covering` is in order, and its ranges do not touch.
fn is_covered(part: &Range<usize>, covering: &[Range<usize>]) -> bool {
    covering.iter().any(|other| other.start <= part.start && part.end <= other.end)
}

/// The rules whose marks stand in a value, and how often: `[redacted:RULE]` and `[RULE:0123456789abcdef]`.
pub(super) fn rules(value: Option<&Value>) -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    count_rules(value, &mut found);
    found
}

fn count_rules(value: Option<&Value>, found: &mut BTreeMap<String, u64>) {
    match value {
        Some(Value::String(text)) => {
            marks(text).for_each(|mark| *found.entry(mark.rule.to_owned()).or_default() += 1);
        }
        Some(Value::Array(items)) => items.iter().for_each(|item| count_rules(Some(item), found)),
        Some(Value::Object(members)) => members.iter().for_each(|(name, value)| {
            marks(name).for_each(|mark| *found.entry(mark.rule.to_owned()).or_default() += 1);
            count_rules(Some(value), found);
        }),
        _ => {}
    }
}

struct Mark<'a> {
    place: Range<usize>,
    rule: &'a str,
}

/// The marks of filters in a text.
fn marks(text: &str) -> impl Iterator<Item = Mark<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find('[')?;
            from = start + 1;
            let place = start..start + text[start..].find(']')? + 1;
            if let Some(rule) = rule_of(&text[place.start + 1..place.end - 1]) {
                from = place.end;
                return Some(Mark { place, rule });
            }
        }
    })
}

fn rule_of(inside: &str) -> Option<&str> {
    let (name, rest) = inside.split_once(':')?;
    let is_rule = |text: &str| {
        (1..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if name == "redacted" {
        return is_rule(rest).then_some(rest);
    }
    let is_digest = rest.len() >= 8 && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_rule(name) && is_digest).then_some(name)
}

/// The parts of a text between marks; one more than there are marks.
fn segments(text: &str) -> Vec<&str> {
    let mut from = 0;
    let mut segments: Vec<&str> = Vec::new();
    for mark in marks(text) {
        segments.push(&text[from..mark.place.start]);
        from = mark.place.end;
    }
    segments.push(&text[from..]);
    segments
}

/// Where in the text its segments come from: the first from the start, the last from the end, the others in order. None
/// where the text does not have them, or there is no mark.
fn align(text: &str, segments: &[&str]) -> Option<Vec<Range<usize>>> {
    let (first, rest) = segments.split_first()?;
    let (last, middle) = rest.split_last()?;
    let end = text.strip_suffix(last)?.len();
    let mut at = text.len() - text.strip_prefix(first)?.len();
    let mut parts = Vec::with_capacity(segments.len());
    parts.push(0..at);
    for segment in middle {
        let start = at + text.get(at..end)?.find(segment)?;
        at = start + segment.len();
        parts.push(start..at);
    }
    if at > end {
        return None;
    }
    parts.push(end..text.len());
    parts.retain(|part| !part.is_empty());
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const SENT: &str = "ann@example.com calls +1-415-555-0132 from home";

    fn kept(written: &str) -> Kept {
        Kept::of(Some(&json!(SENT)), Some(&json!(written)))
    }

    #[test]
    fn what_was_masked_before_and_is_not_now_is_left() {
        let both = kept("[redacted:email] calls [redacted:phone] from home");
        let phone = kept("ann@example.com calls [redacted:phone] from home");
        let email = kept("[email:0123456789abcdef] calls +1-415-555-0132 from home");
        assert_eq!(phone.leaves_more_than(&both), Some(true));
        assert_eq!(both.leaves_more_than(&phone), Some(false));
        assert_eq!((phone.leaves_more_than(&email), email.leaves_more_than(&phone)), (Some(true), Some(true)));
        assert_eq!(kept(SENT), Kept::All);
        assert_eq!(kept("something else").leaves_more_than(&both), None);
    }

    #[test]
    fn of_what_was_removed_or_masked_as_a_whole_nothing_is_left() {
        let removed = Kept::of(Some(&json!(SENT)), None);
        assert_eq!(removed, kept("[redacted:message]"));
        let number = json!(4_111_111_111_111_111_u64);
        assert_eq!(Kept::of(Some(&number), Some(&json!("[redacted:card]"))), removed);
        assert_eq!(Kept::of(Some(&json!({"a": 1})), Some(&json!("[redacted:a]"))), removed);
    }

    #[test]
    fn marks_are_told_from_what_looks_like_them() {
        let found =
            rules(Some(&json!({"a": ["[redacted:email] [0] [x:y] [id:0123456789abcdef]"], "[redacted:iban]": 1})));
        assert_eq!(found.keys().collect::<Vec<_>>(), ["email", "iban", "id"]);
    }
}
