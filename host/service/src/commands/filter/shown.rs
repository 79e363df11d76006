//! How values and amounts are shown at a terminal.

use std::time::Duration;

use serde_json::Value;

use crate::commands::terminal::harmless;

/// Longest value that is shown.
const VALUE_CHARS: usize = 160;

/// A value as JSON, on one line, without anything that a terminal would obey.
pub(super) fn shown(value: &Value) -> String {
    harmless(&value.to_string(), VALUE_CHARS)
}

pub(super) fn micros(duration: Duration) -> String {
    let micros = duration.as_secs_f64() * 1e6;
    if micros < 100.0 { format!("{micros:.1} µs") } else { format!("{micros:.0} µs") }
}

pub(super) fn kibibytes(bytes: usize) -> String {
    format!("{} KiB", bytes.div_ceil(1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_command_the_terminal() {
        let text = shown(&Value::from("a\u{1b}[2J\u{9b}b\u{202e}c"));
        assert_eq!(text, "\"a\\u001b[2J\\u009bb\\u202ec\"");
        assert_eq!(shown(&Value::from("x".repeat(500))).chars().count(), VALUE_CHARS + 1);
    }
}
