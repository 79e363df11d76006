//! Random JSON, as browsers and as attackers write it.

use std::fmt::Write;

use proptest::prelude::*;

/// A document before it is written: members may stand twice.
#[derive(Debug, Clone)]
pub(super) enum Doc {
    Word(&'static str),
    Number(String),
    Text(String),
    Array(Vec<Doc>),
    Object(Vec<(String, Doc)>),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-d@. ]{0,6}",
        "[\u{0}-\u{ff}\u{600}-\u{620}\u{2000}-\u{2070}😀]{0,6}",
        Just("ada@example.org".to_owned()),
        Just("2026-11-22T10:00:00.439Z".to_owned()),
        Just("2026-11-22T10:00:00+01:00".to_owned()),
        Just("log".to_owned()),
    ]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof!["-?(0|[1-9][0-9]{0,20})", "-?(0|[1-9][0-9]{0,3})\\.[0-9]{1,20}", "[1-9](\\.[0-9])?[eE][+-]?[0-9]{1,2}"]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "time",
            "timestamp",
            "kind",
            "event_id",
            "idempotency_key",
            "level",
            "name",
            "message",
            "app",
            "session",
            "page",
            "browser",
            "trace",
            "values",
            "attributes",
            "access_token",
            "events",
            "url",
            "trace_id",
            "mobile",
        ])
        .prop_map(str::to_owned),
        "[a-c/~]{0,2}",
        "[\u{7e}-\u{82}\"\\\\é]{1,2}",
    ]
}

/// Any value.
pub(super) fn document() -> impl Strategy<Value = Doc> {
    let leaf = prop_oneof![
        prop::sample::select(vec!["null", "true", "false"]).prop_map(Doc::Word),
        number().prop_map(Doc::Number),
        text().prop_map(Doc::Text),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Doc::Array),
            prop::collection::vec((name(), inner), 0..5).prop_map(Doc::Object),
        ]
    })
}

/// An object, many of whose known members are of their types.
pub(super) fn event() -> impl Strategy<Value = Doc> {
    let texts = prop::collection::vec((name(), text().prop_map(Doc::Text)), 0..4).prop_map(Doc::Object);
    let numbers = prop::collection::vec((name(), number().prop_map(Doc::Number)), 0..4).prop_map(Doc::Object);
    let member = prop_oneof![
        4 => (name(), document()),
        2 => (prop::sample::select(vec!["level", "name", "message", "session", "kind", "event_id", "time"]),
              text().prop_map(Doc::Text)).prop_map(|(name, value)| (name.to_owned(), value)),
        2 => (prop::sample::select(vec!["app", "page", "browser", "trace"]), texts)
              .prop_map(|(name, value)| (name.to_owned(), value)),
        1 => numbers.prop_map(|value| ("values".to_owned(), value)),
        1 => prop::collection::vec((name(), document()), 0..5)
              .prop_map(|members| ("attributes".to_owned(), Doc::Object(members))),
    ];
    prop::collection::vec(member, 0..10).prop_map(Doc::Object)
}

/// Writes a document; what `seed` says of spaces, line breaks and escapes changes nothing of what it means.
pub(super) fn render(doc: &Doc, seed: u64) -> String {
    let mut out = String::new();
    Renderer { out: &mut out, seed, style: seed % 4 }.value(doc);
    out
}

struct Renderer<'a> {
    out: &'a mut String,
    seed: u64,
    /// 0: compact, 1: spaces, 2: line breaks as well, 3: escapes too.
    style: u64,
}

impl Renderer<'_> {
    fn value(&mut self, doc: &Doc) {
        match doc {
            Doc::Word(word) => self.out.push_str(word),
            Doc::Number(digits) => self.out.push_str(digits),
            Doc::Text(text) => self.text(text),
            Doc::Array(values) => {
                self.out.push('[');
                for (index, value) in values.iter().enumerate() {
                    self.separate(index);
                    self.value(value);
                    self.space();
                }
                self.out.push(']');
            }
            Doc::Object(members) => {
                self.out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    self.separate(index);
                    self.text(name);
                    self.space();
                    self.out.push(':');
                    self.space();
                    self.value(value);
                    self.space();
                }
                self.out.push('}');
            }
        }
    }

    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.out.push(',');
        }
        self.space();
    }

    fn space(&mut self) {
        let space = match (self.style, self.roll(8)) {
            (1.., 0) => " ",
            (2.., 1) => "\r\n\t",
            _ => "",
        };
        self.out.push_str(space);
    }

    fn text(&mut self, text: &str) {
        self.out.push('"');
        for character in text.chars() {
            let must = character < ' ' || matches!(character, '"' | '\\');
            if must || (self.style == 3 && self.roll(4) == 0) {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(self.out, "\\u{unit:04x}").unwrap();
                }
            } else {
                self.out.push(character);
            }
        }
        self.out.push('"');
    }

    /// A number below `sides`: the generator of Knuth's MMIX.
    fn roll(&mut self, sides: u64) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) % sides
    }
}
