//! What a filter may call, in any order, with any arguments, on any batch: lines stay whole, growth is told, and what is
//! taken back was never there.

use crate::lines;
use arbitrary::{Result, Unstructured};
use bytes::Bytes;
use sluice_event::{Batch, DecodeLimits, FilterName, PseudonymKey, RuleId, Value};
use sluice_scan::{Kind, Matcher, Pattern, Replacement, Scanner};
use std::sync::{Arc, LazyLock};

const EVENTS: &str = r#"[{"message":"a@example.com \ud83d\ude00 é","level":"info","attributes":{"a":{"b":[1,"x",null,true,{"c":"d@example.com"}]},"~/":"4111111111111111"},"values":{"n":4111111111111111,"m":1.5}},{"time":0,"kind":"log","name":"n","x":["y"],"app":{"name":"z","version":"1"},"page":{"url":"https://u:p@h/?a=b"}},{}]"#;

enum Call<'a> {
    Get(u8, Path<'a>),
    Texts(u8, Path<'a>),
    Drop(u8),
    Remove(u8, Path<'a>),
    Mask(u8, Path<'a>, Vec<(u16, u16)>),
    Pseudonymise(u8, Path<'a>),
    Scan(u8, Path<'a>),
    ScanNames(u8, Path<'a>),
    Set(u8, Path<'a>, New<'a>),
    Commit,
    Rollback,
}

enum Path<'a> {
    Known(u8),
    Below(u8, &'a str),
    Any(&'a str),
}

enum New<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Text(&'a str),
    Json(&'a str),
}

fn next_call<'a>(random: &mut Unstructured<'a>) -> Result<Call<'a>> {
    let (what, event) = (random.int_in_range(0..=11)?, random.int_in_range(0..=4)?);
    if what >= 10 {
        return Ok(if what == 10 { Call::Commit } else { Call::Rollback });
    }
    let path = match random.int_in_range(0..=3)? {
        0 => Path::Any(random.arbitrary()?),
        1 => Path::Below(random.arbitrary()?, random.arbitrary()?),
        _ => Path::Known(random.arbitrary()?),
    };
    Ok(match what {
        0 => Call::Get(event, path),
        1 => Call::Texts(event, path),
        2 => Call::Drop(event),
        3 => Call::Remove(event, path),
        4 => Call::Mask(event, path, random.arbitrary()?),
        5 => Call::Pseudonymise(event, path),
        6 => Call::Scan(event, path),
        7 => Call::ScanNames(event, path),
        _ => Call::Set(event, path, new(random)?),
    })
}

fn new<'a>(random: &mut Unstructured<'a>) -> Result<New<'a>> {
    Ok(match random.int_in_range(0..=5)? {
        0 => New::Null,
        1 => New::Boolean(random.arbitrary()?),
        2 => New::Integer(random.arbitrary()?),
        3 => New::Number(random.arbitrary()?),
        4 => New::Text(random.arbitrary()?),
        _ => New::Json(random.arbitrary()?),
    })
}

const PATHS: [&str; 16] = [
    "",
    "/message",
    "/attributes",
    "/attributes/a",
    "/attributes/a/b",
    "/attributes/a/b/4/c",
    "/attributes/~0~1",
    "/values",
    "/values/n",
    "/time",
    "/kind",
    "/app",
    "/app/name",
    "/page/url",
    "/attributes/x",
    "/event_id",
];

impl Path<'_> {
    fn text(&self) -> String {
        let known = |number: &u8| PATHS[usize::from(*number) % PATHS.len()];
        match self {
            Path::Known(number) => known(number).to_owned(),
            Path::Below(number, step) => format!("{}/{step}", known(number)),
            Path::Any(path) => (*path).to_owned(),
        }
    }
}

static SCANNER: LazyLock<Scanner> = LazyLock::new(|| {
    let own = Pattern {
        rule: "own".to_owned(),
        matcher: Matcher::Regex("x|é".to_owned()),
        replacement: Replacement::Pseudonym,
    };
    let kind =
        |kind: Kind| Pattern { rule: "kind".to_owned(), matcher: Matcher::Kind(kind), replacement: Replacement::Mask };
    Scanner::compile(&[own, kind(Kind::Email), kind(Kind::Card), kind(Kind::Phone)]).expect("patterns")
});

pub fn calls(data: &[u8]) {
    let mut random = Unstructured::new(data);
    let own: Option<&[u8]> = random.arbitrary().unwrap_or_default();
    let body = own.map_or(Bytes::from_static(EVENTS.as_bytes()), Bytes::copy_from_slice);
    let Ok(mut batch) = Batch::from_json(body, &DecodeLimits { max_events: 20, max_depth: 32, max_nodes: 2_000 })
    else {
        return;
    };
    let mut filters = 0;
    begin(&mut batch, &mut filters);
    let mut before = seen(&batch);
    while let Ok(call) = next_call(&mut random) {
        let grown = batch.grown();
        match call {
            Call::Commit => {
                batch.commit();
                begin(&mut batch, &mut filters);
                before = seen(&batch);
            }
            Call::Rollback => {
                batch.rollback();
                assert_eq!(seen(&batch), before, "what was taken back is there");
                begin(&mut batch, &mut filters);
            }
            call => {
                apply(&mut batch, &call);
                assert!(batch.grown() >= grown && batch.most_grown() <= batch.grown());
            }
        }
        if random.is_empty() || batch.edits() > 500 {
            break;
        }
    }
    lines::check(&batch);
    batch.rollback();
    assert_eq!(seen(&batch), before, "what was taken back is there");
    lines::check(&batch);
}

fn begin(batch: &mut Batch, filters: &mut u32) {
    *filters += 1;
    let rules = ["rule", "own", "kind"].map(str::to_owned).into();
    batch.begin(Arc::new(FilterName { name: format!("f{filters}"), version: "1".to_owned(), rules }));
}

/// Every event as filters see it.
fn seen(batch: &Batch) -> Vec<String> {
    let json = |event| match batch.get(event, "") {
        Some(Value::Json(json)) => json.into_owned(),
        Some(_) => panic!("an event is an object"),
        None => String::new(),
    };
    (0..batch.len() as u32).map(json).collect()
}

fn apply(batch: &mut Batch, call: &Call<'_>) {
    let key = PseudonymKey::from_bytes([7; 32]);
    let rule = RuleId(0);
    match call {
        Call::Get(event, path) => drop(batch.get((*event).into(), &path.text())),
        Call::Texts(event, path) => texts(batch, (*event).into(), &path.text()),
        Call::Drop(event) => drop(batch.drop_event((*event).into())),
        Call::Remove(event, path) => drop(batch.remove((*event).into(), &path.text(), rule)),
        Call::Mask(event, path, spans) => {
            let spans: Vec<(u32, u32)> = spans.iter().map(|(start, end)| ((*start).into(), (*end).into())).collect();
            batch.mask((*event).into(), &path.text(), &spans, rule);
        }
        Call::Pseudonymise(event, path) => drop(batch.pseudonymise((*event).into(), &path.text(), rule, &key)),
        Call::Scan(event, path) | Call::ScanNames(event, path) => {
            let rules = [1, 2, 2, 2].map(RuleId);
            let scan = if matches!(call, Call::Scan(..)) { Batch::scan } else { Batch::scan_names };
            scan(batch, &SCANNER, &rules, (*event).into(), &path.text(), &key);
        }
        Call::Set(event, path, new) => {
            let new = match new {
                New::Null => Value::Null,
                New::Boolean(value) => Value::Boolean(*value),
                New::Integer(value) => Value::Integer(*value),
                New::Number(value) => Value::Number(*value),
                New::Text(text) => Value::Text((*text).into()),
                New::Json(text) => Value::Json((*text).into()),
            };
            let _ = batch.set((*event).into(), &path.text(), new);
        }
        Call::Commit | Call::Rollback => {}
    }
}

/// Every text is where its path says.
fn texts(batch: &Batch, event: u32, under: &str) {
    let mut found = Vec::new();
    batch.texts(event, under, |path, text| {
        found.extend(text.map(|text| (path.to_owned(), text.to_owned())));
        std::ops::ControlFlow::Continue(())
    });
    for (path, text) in found {
        assert!(batch.get(event, &path) == Some(Value::Text(text.into())), "nothing at {path:?}");
    }
}
