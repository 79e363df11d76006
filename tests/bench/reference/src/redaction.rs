//! The work itself. The filter for Envoy (`tests/bench/peers/envoy-filter`) includes this file too, so that both do the same.

use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// What is masked: e-mail addresses, phone and card numbers.
pub(crate) static PERSONAL: LazyLock<Regex> = LazyLock::new(|| {
    let email = r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}";
    let phone = r"\+?[0-9]{1,3}[ .-]\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}";
    let card = r"[0-9](?:[ -]?[0-9]){12,18}";
    Regex::new(&format!("{email}|{phone}|{card}")).expect("the expression is one")
});

/// One line for each event of a body; none if it is not JSON.
pub(crate) fn redacted_lines(body: &[u8]) -> Option<Vec<u8>> {
    let mut events = match serde_json::from_slice(body).ok()? {
        Value::Array(events) => events,
        event => vec![event],
    };
    let mut lines = Vec::with_capacity(body.len() + body.len() / 8 + 64);
    for event in &mut events {
        redact(event);
        if let Value::Object(members) = event {
            members.insert("redacted".to_owned(), Value::Bool(true));
        }
        serde_json::to_writer(&mut lines, event).ok()?;
        lines.push(b'\n');
    }
    Some(lines)
}

fn redact(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let std::borrow::Cow::Owned(redacted) = PERSONAL.replace_all(text, "[redacted]") {
                *text = redacted;
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(redact),
        Value::Object(members) => members.values_mut().for_each(redact),
        _ => {}
    }
}
