//! What the tests of batches and lines share, and the tests by subject.

mod build;
mod compare;
mod decode;
mod docs;
mod edits;
mod findings;
mod guard;
mod hostile;
mod keep;
mod lines;
mod measure;
mod model;
mod names;
mod ops;
mod pairs;
mod properties;
mod replacements;
mod scans;
mod settings;
mod walk;

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use serde_json::Value as Json;

use super::*;
use crate::line::{Counts, DEFAULT_LINE_BYTES, Envelope, write_lines};
use sluice_scan::{Kind, Matcher, Pattern, Replacement, Scanner};

pub(super) const RECEIVED_AT: &str = "2026-11-22T10:00:00.000Z";

pub(super) fn decode(body: impl AsRef<[u8]>) -> Result<Batch, DecodeError> {
    Batch::from_json(Bytes::copy_from_slice(body.as_ref()), &DecodeLimits::default())
}

/// A batch of one event with a filter running on it.
pub(super) fn open(body: &str) -> Batch {
    let mut batch = decode(body).unwrap();
    batch.begin(filter("redact"));
    batch
}

pub(super) fn filter(name: &str) -> Arc<FilterName> {
    static RULES: LazyLock<Arc<[String]>> = LazyLock::new(|| RULES_OF_ALL.map(str::to_owned).into());
    Arc::new(FilterName { name: name.to_owned(), version: "1.0.0".to_owned(), rules: Arc::clone(&RULES) })
}

/// The rules of every filter here.
const RULES_OF_ALL: [&str; 11] = ["email", "card", "all", "x", "y", "id", "gone", "other", "word", "r", "never"];

pub(super) fn rule(name: &str) -> RuleId {
    RuleId(RULES_OF_ALL.iter().position(|rule| *rule == name).expect("a rule of all filters") as u32)
}

pub(super) fn key() -> PseudonymKey {
    PseudonymKey::from_bytes([7; 32])
}

pub(super) fn scanner(replacement: Replacement) -> Scanner {
    let email =
        Pattern { rule: "email".to_owned(), matcher: Matcher::Kind(Kind::Email), replacement: replacement.clone() };
    let digits = Matcher::Regex("[0-9]{13,19}".to_owned());
    let card = Pattern { rule: "card".to_owned(), matcher: digits, replacement };
    Scanner::compile(&[email, card]).unwrap()
}

/// Scans one event with the running filter.
pub(super) fn scan(batch: &mut Batch, event: u32, under: &str) -> u32 {
    let rules = [rule("email"), rule("card")];
    batch.scan(&scanner(Replacement::Mask), &rules, event, under, &key())
}

pub(super) fn text(batch: &Batch, path: &str) -> Option<String> {
    match batch.get(0, path)? {
        Value::Text(text) | Value::Json(text) => Some(text.into_owned()),
        Value::Null => Some("null".to_owned()),
        Value::Boolean(value) => Some(value.to_string()),
        Value::Integer(value) => Some(value.to_string()),
        Value::Number(value) => Some(value.to_string()),
    }
}

/// The lines of a batch, each checked against everything that holds for all lines.
pub(super) fn lines_within(batch: &Batch, max_line_bytes: usize) -> (Vec<String>, Counts) {
    let envelope = Envelope {
        received_at: RECEIVED_AT,
        tenant_id: Some("9350e2fc-a1dd-4c65-8d40-1f75a2e080dd"),
        tenant_name: None,
        user: Some("agent"),
        sender: crate::line::Sender::Token,
        request_id: "r",
        max_line_bytes,
    };
    let mut out = Vec::new();
    let counts = write_lines(batch, &envelope, &mut out);
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    lines.iter().for_each(|line| check(line, max_line_bytes));
    assert_eq!(lines.len(), (counts.written + counts.withheld) as usize);
    assert_eq!(batch.len(), lines.len() + counts.dropped as usize);
    (lines, counts)
}

pub(super) fn lines(batch: &Batch) -> Vec<Json> {
    let (lines, _) = lines_within(batch, DEFAULT_LINE_BYTES);
    lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub(super) fn line(body: &str) -> Json {
    let mut lines = lines(&decode(body).unwrap());
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

fn check(line: &str, max: usize) {
    static SCHEMA: LazyLock<(boon::Schemas, boon::SchemaIndex)> = LazyLock::new(|| {
        let schema = serde_json::from_str(include_str!("../../../../deploy/line.schema.json")).unwrap();
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.add_resource("line.schema.json", schema).unwrap();
        let line = compiler.compile("line.schema.json", &mut schemas).unwrap();
        (schemas, line)
    });
    assert!(line.len() <= max, "{} bytes, of {max}", line.len());
    let content = line.strip_suffix('\n').expect("a line ends in a line break");
    let forbidden = |character: char| {
        matches!(character, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!content.contains(forbidden), "unescaped in {}", content.escape_unicode());
    let json = serde_json::from_str(content).unwrap_or_else(|error| panic!("{error}: {content}"));
    if let Err(error) = SCHEMA.0.validate(&json, SCHEMA.1) {
        panic!("{error}: {content}");
    }
}
