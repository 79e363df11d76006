//! Random bodies and random edits against the model, and against serde_json.

use proptest::prelude::*;
use serde_json::Map;

use super::{
    docs::{Doc, document, event, render},
    model::{check_against_model, model},
    ops::{Op, apply, op, without_empty_attributes, written},
    *,
};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn lines_and_views_are_what_the_rules_say(events in prop::collection::vec(event(), 0..4), seed: u64) {
        let body = render(&Doc::Array(events), seed);
        let sent: Vec<Json> = serde_json::from_str(&body).unwrap();
        let models: Vec<Json> = sent.iter().map(|event| model(event, &Map::new())).collect();
        check_against_model(&decode(&body).unwrap(), &models);
        for event in &sent {
            if !event["events"].is_array() {
                check_against_model(&decode(event.to_string()).unwrap(), &[model(event, &Map::new())]);
            }
        }
    }

    #[test]
    fn envelopes_give_what_the_rules_say(events in prop::collection::vec(event(), 0..3), around in event(), seed: u64) {
        let Doc::Object(mut members) = around else { unreachable!() };
        members.retain(|(name, _)| name != "events");
        members.insert(members.len() / 2, ("events".to_owned(), Doc::Array(events)));
        let body = render(&Doc::Object(members), seed);
        let shared: Map<String, Json> = serde_json::from_str(&body).unwrap();
        let models: Vec<Json> = shared["events"].as_array().unwrap().iter().map(|event| model(event, &shared)).collect();
        check_against_model(&decode(&body).unwrap(), &models);
    }

    #[test]
    fn edits_do_what_they_say_and_can_be_taken_back(
        sent in event(), shared in event(), ops in prop::collection::vec(op(), 0..12), seed: u64,
    ) {
        let Doc::Object(mut members) = shared else { unreachable!() };
        members.retain(|(name, _)| name != "events");
        members.push(("events".to_owned(), Doc::Array(vec![sent])));
        let body = render(&Doc::Object(members), seed);
        let shared: Map<String, Json> = serde_json::from_str(&body).unwrap();
        let mut now = model(&shared["events"][0], &shared);
        let mut before = now.clone();
        let mut batch = decode(&body).unwrap();
        batch.begin(filter("f"));
        for op in ops {
            apply(&mut batch, &mut now, &op);
            if matches!(op, Op::Commit | Op::Rollback) {
                if matches!(op, Op::Commit) {
                    batch.commit();
                    before = now.clone();
                } else {
                    batch.rollback();
                    now = before.clone();
                }
                batch.begin(filter("f"));
            }
            without_empty_attributes(&mut now);
            check_against_model(&batch, &[written(&now)]);
        }
    }

    #[test]
    fn what_is_json_is_read_and_nothing_else(
        sent in document(), seed: u64, changes in prop::collection::vec((any::<u16>(), any::<u8>()), 0..3),
    ) {
        let mut body = render(&Doc::Array(vec![Doc::Object(vec![("a".to_owned(), sent)])]), seed).into_bytes();
        for (at, byte) in changes {
            let at = usize::from(at) % body.len();
            body[at] = if byte < 128 { b"{}[]\",:\\u0e-."[usize::from(byte) % 13] } else { byte };
        }
        let json = serde_json::from_slice::<Json>(&body);
        match decode(&body) {
            Ok(batch) if json.is_ok() => drop(lines(&batch)),
            Ok(_) => {
                // Half a character, and a number that no float holds, are JSON to us and an error to serde_json.
                let why = json.err().map(|error| error.to_string()).unwrap_or_default();
                prop_assert!(why.contains("hex escape") || why.contains("out of range"), "{why}");
            }
            Err(DecodeError::Syntax { .. }) => prop_assert!(json.is_err()),
            Err(DecodeError::NotAnEvent { .. }) => {}
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
