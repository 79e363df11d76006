use serde_json::{Value, json};

/// Personal data of nobody: e-mail addresses, phone numbers of ranges kept for fiction, test numbers of card schemes.
pub const PERSONAL: [&str; 9] = [
    "ann.lee@example.com",
    "bob+news@mail.example.org",
    "+1-415-555-0132",
    "+44 20 7946 0958",
    "4111 1111 1111 1111",
    "5500-0055-5555-5559",
    "4012888888881881",
    "378282246310005",
    "eve@corp.example.net",
];

/// What `enrich-client` reads as Chrome on Windows.
pub fn user_agent() -> &'static str {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
}

/// An event with nothing personal in it.
pub fn event(message: &str) -> Value {
    json!({
        "time": "2026-11-22T10:00:00.250Z",
        "kind": "log",
        "level": "info",
        "name": "checkout",
        "message": message,
        "app": {"name": "wwe_ui", "version": "9.0"},
        "session": "s-1",
        "page": {"url": "https://wwe.example.com/desk"},
        "values": {"lcp_ms": 77.1},
        "attributes": {"step": 2, "retry": false},
    })
}

/// So many events, each with personal data: in the message, in an attribute, in the page's address, as a number, and deep.
pub fn personal_batch(events: usize) -> Value {
    (0..events).map(personal).collect()
}

fn personal(number: usize) -> Value {
    let text = PERSONAL[number % PERSONAL.len()];
    let mut event = event(&format!("step {number} of {text} failed"));
    match number % 5 {
        0 => event["attributes"]["contact"] = text.into(),
        1 => event["page"]["url"] = format!("https://wwe.example.com/desk?q={}", PERSONAL[0]).into(),
        2 => event["attributes"]["card"] = 4_012_888_888_881_881_u64.into(),
        3 => event["attributes"]["form"] = json!({"fields": [{"value": text}]}),
        // Not one of the members that the host knows: it goes under `attributes`.
        _ => event["note"] = text.into(),
    }
    event
}

/// The first personal text of [`PERSONAL`] that is in a text.
pub fn personal_in(text: &str) -> Option<&'static str> {
    PERSONAL.into_iter().find(|personal| text.contains(personal))
}
