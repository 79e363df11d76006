//! A line that was written, beside the one that a case expects.

use serde_json::Value;

/// In an expected text, stands for any pseudonym's digits.
const ANY: char = '…';

/// Equality, but that `…` in an expected text stands for hexadecimal digits.
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

fn text_matches(mut text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split(ANY);
    let Some(rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    text = rest;
    for part in parts {
        let digits = text.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        let Some(rest) = digits.strip_prefix(part).filter(|_| digits.len() < text.len()) else { return false };
        text = rest;
    }
    text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{matches, text_matches};
    use serde_json::json;

    #[test]
    fn an_ellipsis_stands_for_a_pseudonym_and_nothing_else() {
        assert!(text_matches("to [email:0123456789abcdef].", "to [email:…]."));
        assert!(!text_matches("to [email:].", "to [email:…]."));
        assert!(!text_matches("to [email:ann@example.com].", "to [email:…]."));
    }

    #[test]
    fn a_member_that_is_missing_or_too_much_is_a_difference() {
        assert!(matches(&json!({"a": 1, "b": [true]}), &json!({"b": [true], "a": 1})));
        assert!(!matches(&json!({"a": 1}), &json!({"a": 1, "b": 2})));
        assert!(!matches(&json!({"a": 1, "b": 2}), &json!({"a": 1})));
    }
}
