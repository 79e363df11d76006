//! Compares a line with the one that a test case expects.

use serde_json::Value;

/// In an expected text, this stands for the digits of any pseudonym. Two of them stand for the character itself.
const ANY: char = '…';
/// The digits of a pseudonym.
const PSEUDONYM_DIGITS: usize = 16;
/// How [`ANY`] is shown in a difference.
pub(super) const ANY_SHOWN: &str = "<hexadecimal digits>";

/// Whether a line equals the expected one, where `…` in an expected text stands for hexadecimal digits and `……` for
/// `…`.
pub(super) fn matches(line: &Value, expected: &Value) -> bool {
    match (line, expected) {
        (Value::String(text), Value::String(pattern)) if pattern.contains(ANY) => text_matches(text, pattern),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| matches(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, value)| b.get(name).is_some_and(|other| matches(value, other)))
        }
        _ => line == expected,
    }
}

/// A written value as one would expect it: what looks like a pseudonym becomes one of any digits, and an ellipsis two.
pub(super) fn expected_of(written: &Value) -> Value {
    match written {
        Value::String(text) => Value::String(expected_text(text)),
        Value::Array(items) => items.iter().map(expected_of).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), expected_of(value))).collect())
        }
        other => other.clone(),
    }
}

fn expected_text(text: &str) -> String {
    let mut out = String::new();
    let escaped = text.replace(ANY, "……");
    let mut rest = escaped.as_str();
    while let Some((before, after)) = rest.split_once(':') {
        out.push_str(before);
        out.push(':');
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_hexdigit()).len();
        let is_pseudonym = digits >= PSEUDONYM_DIGITS && after[digits..].starts_with(']') && before.contains('[');
        if is_pseudonym {
            out.push(ANY);
        }
        rest = &after[if is_pseudonym { digits } else { 0 }..];
    }
    out.push_str(rest);
    out
}

/// A part of an expected text.
enum Part<'a> {
    Text(&'a str),
    Any,
}

fn parts(pattern: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        let (part, after) = match rest.strip_prefix(ANY) {
            Some(after) if after.starts_with(ANY) => (Part::Text(&rest[..ANY.len_utf8()]), &after[ANY.len_utf8()..]),
            Some(after) => (Part::Any, after),
            None if rest.is_empty() => return None,
            None => {
                let (text, after) = rest.split_at(rest.find(ANY).unwrap_or(rest.len()));
                (Part::Text(text), after)
            }
        };
        rest = after;
        Some(part)
    })
}

fn text_matches(text: &str, pattern: &str) -> bool {
    let left = parts(pattern).try_fold(text, |text, part| match part {
        Part::Text(part) => text.strip_prefix(part),
        Part::Any => {
            let after = text.trim_start_matches(|c: char| c.is_ascii_hexdigit());
            (after.len() < text.len()).then_some(after)
        }
    });
    left == Some("")
}

/// An expected value as it is shown: wildcards are spelled out, and escaped ones are themselves.
pub(super) fn shown(expected: &Value) -> Value {
    match expected {
        Value::String(pattern) => {
            let text = parts(pattern).map(|part| if let Part::Text(text) = part { text } else { ANY_SHOWN });
            Value::String(text.collect())
        }
        Value::Array(items) => items.iter().map(shown).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, value)| (name.clone(), shown(value))).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{expected_of, matches, text_matches};
    use serde_json::json;

    #[test]
    fn an_ellipsis_stands_for_a_pseudonym_and_nothing_else() {
        assert!(text_matches("to [email:0123456789abcdef].", "to [email:…]."));
        assert!(!text_matches("to [email:].", "to [email:…]."));
        assert!(!text_matches("to [email:ann@example.com].", "to [email:…]."));
        assert!(!text_matches("to [email:0123456789abcdef]. And", "to [email:…]."));
    }

    #[test]
    fn two_ellipses_stand_for_one() {
        assert!(text_matches("more…", "more……"));
        assert!(
            !text_matches("more…", "more…") && !text_matches("more", "more……") && !text_matches("more……", "more……")
        );
        assert!(text_matches("……", "…………"));
        assert!(text_matches("…[id:0a]… and", "……[id:…]…… and"));
        assert!(matches(&json!({"a": ["x…"]}), &json!({"a": ["x……"]})));
    }

    #[test]
    fn what_was_written_can_be_expected() {
        let written = json!({"a": ["to [email:0123456789abcdef]: x…", "at 10:00:00", "[a] b:0123456789abcdef]"]});
        let expected = expected_of(&written);
        assert_eq!(expected["a"][0], "to [email:…]: x……");
        assert_eq!(expected["a"][1], "at 10:00:00");
        assert!(matches(&written, &expected));
    }

    #[test]
    fn a_member_that_is_missing_or_too_much_is_a_difference() {
        assert!(matches(&json!({"a": 1, "b": [true]}), &json!({"b": [true], "a": 1})));
        assert!(!matches(&json!({"a": 1}), &json!({"a": 1, "b": 2})));
        assert!(!matches(&json!({"a": 1, "b": 2}), &json!({"a": 1})));
    }
}
