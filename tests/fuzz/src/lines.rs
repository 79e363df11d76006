//! What holds for the lines of every batch.

use sluice_event::{
    Batch,
    line::{Envelope, write_lines},
};

const MAX_LINE_BYTES: usize = 16 << 10;

/// Writes the lines and holds them against what is promised of them.
pub fn check(batch: &Batch) {
    let envelope = Envelope {
        received_at: "2026-11-22T10:00:00.000Z",
        tenant_id: Some("tenant"),
        tenant_name: None,
        user: Some("agent"),
        sender: sluice_event::line::Sender::Token,
        request_id: "r",
        max_line_bytes: MAX_LINE_BYTES,
    };
    let mut out = Vec::new();
    let counts = write_lines(batch, &envelope, &mut out);
    let text = std::str::from_utf8(&out).expect("lines are UTF-8");
    let lines = text.split_inclusive('\n').count();
    assert_eq!(lines, (counts.written + counts.withheld) as usize);
    assert_eq!(lines + counts.dropped as usize, batch.len());
    for line in text.split_inclusive('\n') {
        assert!(line.len() <= MAX_LINE_BYTES, "{} bytes", line.len());
        let line = line.strip_suffix('\n').expect("a line ends in a line break");
        assert!(!line.contains(hides), "{line:?}");
        let json: serde_json::Value = match serde_json::from_str(line) {
            Ok(json) => json,
            // Numbers keep the digits that the client sent; 1e999 is JSON, and no float.
            Err(error) if error.to_string().contains("out of range") => continue,
            Err(error) => panic!("{error}: {line:?}"),
        };
        assert_eq!(json["source"], "client");
        assert_eq!(json["tenant"]["id"], "tenant");
        assert_eq!(json["request_id"], "r");
    }
}

fn hides(character: char) -> bool {
    matches!(character, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
