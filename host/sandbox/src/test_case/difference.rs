//! What differs between the lines that a test case expects and those that were written.

use std::fmt;

use serde_json::Value;

use super::{
    align::{Pair, align},
    compare::{ANY_SHOWN, matches, shown},
};
use sluice_event::push_step;

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// A value of a line.
    Value {
        /// The number of the written line, from 1.
        line: usize,
        /// A JSON Pointer.
        path: String,
        /// None where nothing is expected there. Wildcards are spelled out.
        expected: Option<Value>,
        /// None where nothing was written there.
        written: Option<Value>,
    },
    /// A line is expected, and was not written.
    Missing {
        /// Its number among those that are expected, from 1.
        line: usize,
        /// The line.
        expected: Value,
    },
    /// A line was written, and is not expected.
    Extra {
        /// Its number among those that were written, from 1.
        line: usize,
        /// The line.
        written: Value,
    },
    /// It executed more instructions than its budget allows.
    OverBudget {
        /// WebAssembly instructions.
        used: u64,
        /// `max_instructions` of its `budget.json`.
        limit: u64,
    },
    /// There are no lines to compare.
    NoLines(String),
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value { line, path, expected, written } => {
                let text =
                    |value: &Option<Value>| value.as_ref().map_or_else(|| "nothing".to_owned(), Value::to_string);
                let place = if path.is_empty() { String::new() } else { format!(", {path}") };
                write!(out, "line {line}{place}: expected {}, written {}", text(expected), text(written))?;
                let has_ellipsis = matches!(written, Some(Value::String(text)) if text.contains('…'));
                if has_ellipsis && text(expected).contains(ANY_SHOWN) {
                    write!(out, "; `…` stands for the digits of a pseudonym, write `……` for the character itself")?;
                }
                Ok(())
            }
            Self::Missing { line, expected } => write!(out, "expected line {line} was not written: {expected}"),
            Self::Extra { line, written } => write!(out, "line {line} was written and is not expected: {written}"),
            Self::OverBudget { used, limit } => {
                write!(out, "executed {used} instructions; its budget is {limit} (`max_instructions` in budget.json)")
            }
            Self::NoLines(why) => out.write_str(why),
        }
    }
}

/// Every place at which a line differs from the expected one.
pub(super) fn of_line(line: usize, expected: &Value, written: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(line, &mut String::new(), Some(expected), Some(written), &mut found);
    found
}

fn compare(
    line: usize,
    path: &mut String,
    expected: Option<&Value>,
    written: Option<&Value>,
    found: &mut Vec<Difference>,
) {
    match (expected, written) {
        (Some(expected), Some(written)) if matches(written, expected) => {}
        (Some(Value::Object(expected)), Some(Value::Object(written))) => {
            for (name, value) in expected {
                below(path, name, |path| compare(line, path, Some(value), written.get(name), found));
            }
            for (name, value) in written.iter().filter(|(name, _)| !expected.contains_key(*name)) {
                below(path, name, |path| compare(line, path, None, Some(value), found));
            }
        }
        (Some(Value::Array(expected)), Some(Value::Array(written))) => {
            for pair in align(expected, written) {
                let (at, expected, written) = match pair {
                    Pair::Both { expected: e, written: w } => (w, expected.get(e), written.get(w)),
                    Pair::Missing(e) => (e, expected.get(e), None),
                    Pair::Extra(w) => (w, None, written.get(w)),
                };
                below(path, &at.to_string(), |path| compare(line, path, expected, written, found));
            }
        }
        _ => found.push(Difference::Value {
            line,
            path: path.clone(),
            expected: expected.map(shown),
            written: written.cloned(),
        }),
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

    #[test]
    fn only_what_differs_is_told_and_where() {
        let expected = json!({"a": {"b": "x", "c": 1}, "d": [1, 2], "e": "[email:…]"});
        let written = json!({"a": {"b": "y", "c": 1}, "d": [1], "e": "[email:0123456789abcdef]", "f": true});
        let told: Vec<String> = of_line(2, &expected, &written).iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                r#"line 2, /a/b: expected "x", written "y""#,
                "line 2, /d/1: expected 2, written nothing",
                "line 2, /f: expected nothing, written true",
            ]
        );
    }

    #[test]
    fn a_difference_shows_what_stands_for_digits() {
        let told = |expected: &str, written: &str| of_line(1, &json!(expected), &json!(written))[0].to_string();
        assert_eq!(told("c……", "c"), r#"line 1: expected "c…", written "c""#);
        let told = told("b…", "b…");
        assert!(told.contains(r#"expected "b<hexadecimal digits>", written "b…""#), "{told}");
    }
}
