//! Batches that are built of a document are those that come as JSON.

use super::{
    docs::{Doc, event, render},
    *,
};
use crate::decode::json_value::Json as Sent;
use proptest::prelude::*;

const LIMITS: DecodeLimits = DecodeLimits { max_events: 1000, max_depth: 32, max_nodes: 1 << 18 };

fn document(body: &str) -> Document {
    Document::read(body.to_owned(), LIMITS.max_depth, LIMITS.max_nodes).unwrap()
}

/// Adds a value, by copying it or by its parts.
fn write(value: Sent<'_>, choices: &mut u64, writer: &mut ValueWriter<'_, '_>) {
    let is_copied = *choices & 1 == 1;
    *choices = choices.rotate_right(1);
    if is_copied {
        writer.json(value);
    } else if value.is_object() {
        writer.object(|writer| write_members(value, choices, writer));
    } else if let Some(elements) = value.elements() {
        writer.array(|writer| elements.for_each(|element| write(element, choices, writer)));
    } else if let Some(text) = value.text() {
        writer.text(text);
    } else if let Some(digits) = value.digits() {
        writer.digits(digits);
    } else if let Some(boolean) = value.boolean() {
        writer.boolean(boolean);
    } else {
        writer.null();
    }
}

fn write_members(object: Sent<'_>, choices: &mut u64, writer: &mut ValueWriter<'_, '_>) {
    for (name, value) in object.members().into_iter().flatten() {
        *choices = choices.rotate_right(1);
        if *choices & 1 == 1 { writer.member(value) } else { write(value, choices, writer.name(name)) }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn copied_and_written_values_give_the_lines_of_what_was_sent(
        events in prop::collection::vec(event(), 1..4), seed: u64, mut choices: u64,
    ) {
        let body = render(&Doc::Array(events), seed);
        let mut built = document(&body).into_batch(&LIMITS, |document, events| {
            for element in document.root().elements().into_iter().flatten() {
                events.event(|writer| write_members(element, &mut choices, writer))?;
            }
            Ok(DecodeReport::default())
        }).unwrap();
        let mut sent = decode(&body).unwrap();
        prop_assert_eq!(lines(&built), lines(&sent));
        for batch in [&mut built, &mut sent] {
            batch.begin(filter("redact"));
            (0..batch.len() as u32).for_each(|event| _ = scan(batch, event, ""));
            batch.commit();
        }
        prop_assert_eq!(lines(&built), lines(&sent));
    }
}

fn built(
    body: &str,
    limits: &DecodeLimits,
    write: impl Fn(Sent<'_>, &mut ValueWriter<'_, '_>),
) -> Result<Batch, DecodeError> {
    document(body).into_batch(limits, |document, events| {
        for element in document.root().elements().into_iter().flatten() {
            events.event(|writer| write(element, writer))?;
        }
        Ok(DecodeReport::default())
    })
}

#[test]
fn of_members_of_one_name_the_last_one_counts() {
    let batch = built(r#"[{"a":1},{"a":2}]"#, &LIMITS, |element, writer| {
        writer.name("attributes").object(|writer| {
            writer.name("a").text("first");
            element.members().into_iter().flatten().for_each(|(_, value)| writer.member(value));
            writer.object_unless_empty("nothing", |writer| writer.object_unless_empty("within", |_| {}));
        });
    });
    let lines = lines(&batch.unwrap());
    assert_eq!(lines[0]["attributes"], serde_json::json!({"a": 1}));
    assert_eq!(lines[1]["attributes"], serde_json::json!({"a": 2}));
}

#[test]
fn what_is_repeated_is_in_every_event_whatever_replaces_it_in_one() {
    let common = Repeated::default();
    let batch = built(r#"[{"a":"\n"},{},{"b":2}]"#, &LIMITS, |element, writer| {
        writer.name("attributes").object(|writer| {
            writer.name("own").boolean(true);
            writer.repeat(&common, |writer| {
                writer.name("a").text("é\"");
                writer.name("b").array(|writer| writer.float(0.5));
            });
            element.members().into_iter().flatten().for_each(|(_, value)| writer.member(value));
        });
    });
    let lines = lines(&batch.unwrap());
    assert_eq!(lines[0]["attributes"], serde_json::json!({"own": true, "a": "\n", "b": [0.5]}));
    assert_eq!(lines[1]["attributes"], serde_json::json!({"own": true, "a": "é\"", "b": [0.5]}));
    assert_eq!(lines[2]["attributes"], serde_json::json!({"own": true, "a": "é\"", "b": 2}));
}

#[test]
fn more_than_a_batch_may_have_is_refused() {
    let copy = |element: Sent<'_>, writer: &mut ValueWriter<'_, '_>| writer.name("x").json(element);
    let limits = |max_events, max_depth, max_nodes| DecodeLimits { max_events, max_depth, max_nodes };
    let body = r#"[{"a":[[1]]},{"b":[1]}]"#;
    let refused = |limits| built(body, &limits, copy).err();
    // An array of events, an event, and three more.
    assert_eq!(refused(limits(2, 5, 13)), None);
    assert_eq!(refused(limits(1, 5, 13)), Some(DecodeError::TooManyEvents { limit: 1 }));
    assert_eq!(refused(limits(2, 4, 13)), Some(DecodeError::TooDeep { limit: 4 }));
    assert_eq!(refused(limits(2, 5, 12)), Some(DecodeError::TooManyValues { limit: 12 }));
    let text = "x".repeat(100_000);
    let repeated = built(&format!("[{}]", "{},".repeat(99) + "{}"), &LIMITS, |_, writer| writer.name("x").text(&text));
    assert!(matches!(repeated, Err(DecodeError::EnvelopeTooLarge { .. })), "{repeated:?}");
}
