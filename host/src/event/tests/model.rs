//! Batches against a slow model of the same rules, on random events.

use proptest::prelude::*;
use serde_json::{Map, json};

use super::{
    docs::{Doc, document, event, render},
    *,
};

const OBJECTS_OF_TEXTS: [&str; 4] = ["app", "page", "browser", "trace"];

/// What filters should see of an event that was sent as `sent`, inside an envelope that says `shared`.
fn model(sent: &Json, shared: &Map<String, Json>) -> Json {
    let mut sent = sent.as_object().unwrap().clone();
    let mut known = Map::new();
    sent.remove("access_token");
    let time = if sent.contains_key("time") { "time" } else { "timestamp" };
    if let Some(text) = sent.get(time).and_then(model_time) {
        known.insert("time".to_owned(), json!(text));
        sent.remove(time);
    }
    let own = match sent.get("attributes") {
        Some(Json::Object(_)) => sent.remove("attributes"),
        _ => None,
    };
    for (name, value) in sent.clone() {
        if fits(&name, &value) {
            known.insert(name.clone(), value);
            sent.remove(&name);
        }
    }
    let mut attributes = model_shared(shared, &mut known);
    attributes.extend(sent);
    attributes.extend(own.into_iter().flat_map(|own| own.as_object().unwrap().clone()));
    if !attributes.is_empty() {
        known.insert("attributes".to_owned(), Json::Object(attributes));
    }
    Json::Object(known)
}

/// Gives an event the members of its envelope that it lacks; all others are attributes.
fn model_shared(shared: &Map<String, Json>, known: &mut Map<String, Json>) -> Map<String, Json> {
    let mut attributes = shared.clone();
    attributes.remove("events");
    attributes.remove("access_token");
    for name in ["app", "session", "page", "browser"] {
        if shared.get(name).is_some_and(|value| fits(name, value)) {
            known.entry(name).or_insert_with(|| shared[name].clone());
            attributes.remove(name);
        }
    }
    if let Some(Json::Object(own)) = shared.get("attributes") {
        attributes.remove("attributes");
        attributes.extend(own.clone());
    }
    attributes
}

fn fits(name: &str, value: &Json) -> bool {
    match name {
        "kind" => matches!(value.as_str(), Some("log" | "event" | "exception" | "measurement" | "span")),
        "event_id" => value.as_str().is_some_and(|id| !id.is_empty() && id.len() <= 128),
        "level" | "name" | "message" | "session" => value.is_string(),
        "values" => value.as_object().is_some_and(|values| values.values().all(Json::is_number)),
        _ if OBJECTS_OF_TEXTS.contains(&name) => value.as_object().is_some_and(|o| o.values().all(Json::is_string)),
        _ => false,
    }
}

fn model_time(value: &Json) -> Option<String> {
    let timestamp = match value {
        Json::String(text) => match text.parse::<jiff::Timestamp>() {
            Ok(_) if text.ends_with('Z') && text.contains('T') => return Some(text.clone()),
            timestamp => timestamp.ok()?,
        },
        Json::Number(number) => match number.as_i64().filter(|_| number.to_string() != "-0") {
            Some(milliseconds) => jiff::Timestamp::from_millisecond(milliseconds).ok()?,
            None => jiff::Timestamp::from_microsecond((number.to_string().parse::<f64>().ok()? * 1e3).round() as i64)
                .ok()?,
        },
        _ => return None,
    };
    Some(timestamp.to_string()).filter(|text| !text.starts_with('-'))
}

/// The content of a line, as filters see the event.
fn content(line: &Json) -> Json {
    let mut line = line.as_object().unwrap().clone();
    for name in ["received_at", "source", "tenant", "user", "request_id", "redactions"] {
        line.remove(name);
    }
    let time = line.remove("timestamp").unwrap();
    line.insert("time".to_owned(), time);
    Json::Object(line)
}

/// What the content of the line of an event has to be.
fn expected_content(seen: &Json, number: usize) -> Json {
    let mut seen = seen.as_object().unwrap().clone();
    seen.entry("time").or_insert(json!(RECEIVED_AT));
    seen.entry("kind").or_insert(json!("event"));
    seen.entry("event_id").or_insert(json!(format!("r-{number}")));
    Json::Object(seen)
}

fn check_against_model(batch: &Batch, models: &[Json]) {
    assert_eq!(batch.len(), models.len());
    let lines = lines(batch);
    for (number, (line, model)) in lines.iter().zip(models).enumerate() {
        assert_eq!(content(line), expected_content(model, number));
        let Some(Value::Json(seen)) = batch.get(number as u32, "") else { panic!("an event is an object") };
        assert_eq!(&serde_json::from_str::<Json>(&seen).unwrap(), model);
        let mut texts = Vec::new();
        batch.texts(number as u32, "", |path, text| texts.push((path.to_owned(), text.to_owned())));
        for (path, text) in &texts {
            assert_eq!(model.pointer(path).and_then(Json::as_str), Some(text.as_str()), "{path}");
        }
        assert_eq!(
            texts.len(),
            count_texts(model) - ["time", "kind"].iter().filter(|name| model.get(**name).is_some()).count()
        );
    }
}

fn count_texts(value: &Json) -> usize {
    match value {
        Json::String(_) => 1,
        Json::Array(values) => values.iter().map(count_texts).sum(),
        Json::Object(members) => members.values().map(count_texts).sum(),
        _ => 0,
    }
}

/// Every path of a value.
fn paths(value: &Json, path: &str, all: &mut Vec<String>) {
    let mut below = |name: String, value: &Json| {
        let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
        all.push(path.clone());
        paths(value, &path, all);
    };
    match value {
        Json::Array(values) => values.iter().enumerate().for_each(|(index, value)| below(index.to_string(), value)),
        Json::Object(members) => members.iter().for_each(|(name, value)| below(name.clone(), value)),
        _ => {}
    }
}

/// Stands for a marker in the model: no event and no pattern has it.
const MARK: char = '\u{e000}';

#[derive(Debug, Clone)]
enum Op {
    Remove(usize),
    Mask(usize),
    SetText(usize, String),
    SetAttribute(Vec<String>, Doc),
    Scan,
    Commit,
    Rollback,
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        any::<usize>().prop_map(Op::Remove),
        any::<usize>().prop_map(Op::Mask),
        (any::<usize>(), "[a-c ]{0,5}").prop_map(|(path, text)| Op::SetText(path, text)),
        (prop::collection::vec("[a-c/~]{0,2}", 1..4), document()).prop_map(|(path, doc)| Op::SetAttribute(path, doc)),
        Just(Op::Scan),
        Just(Op::Commit),
        Just(Op::Rollback),
    ]
}

fn model_remove(model: &mut Json, path: &str) {
    let (parent, name) = path.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    match model.pointer_mut(parent).unwrap() {
        Json::Array(values) => drop(values.remove(name.parse().unwrap())),
        Json::Object(members) => drop(members.remove(&name)),
        _ => unreachable!(),
    }
}

fn model_mask(model: &mut Json, path: &str) {
    let top = path[1..].split('/').next().unwrap().to_owned();
    let depth = path.matches('/').count();
    let object = OBJECTS_OF_TEXTS.contains(&&*top) || top == "values" || top == "attributes";
    if depth == 1 && (object || top == "time" || top == "kind") {
        model_remove(model, path);
    } else {
        *model.pointer_mut(path).unwrap() = if top == "values" { Json::Null } else { json!(MARK.to_string()) };
    }
}

fn model_scan(value: &mut Json, top: Option<&str>) {
    match value {
        Json::String(text) if !matches!(top, Some("time" | "kind")) => {
            *text = regex::Regex::new("[ab]+").unwrap().replace_all(text, MARK.to_string()).into_owned();
        }
        Json::Array(values) => values.iter_mut().for_each(|value| model_scan(value, Some(""))),
        Json::Object(members) => members.iter_mut().for_each(|(name, value)| model_scan(value, top.or(Some(name)))),
        _ => {}
    }
}

/// Whether the path could be set, as it could be in the batch.
fn model_set(model: &mut Json, steps: &[String], value: Json) -> bool {
    let Some((last, parents)) = steps.split_last() else { return false };
    let mut at = model.as_object_mut().unwrap().entry("attributes").or_insert_with(|| json!({}));
    for step in parents {
        at = match at {
            Json::Object(members) => members.entry(step.as_str()).or_insert_with(|| json!({})),
            Json::Array(values) => match step.parse::<usize>().ok().and_then(|index| values.get_mut(index)) {
                Some(value) => value,
                None => return false,
            },
            _ => return false,
        };
    }
    match at {
        Json::Object(members) => drop(members.insert(last.clone(), value)),
        _ => return false,
    }
    true
}

/// The model with the markers in it.
fn written(model: &Json) -> Json {
    serde_json::from_str(&model.to_string().replace(MARK, "[redacted:r]")).unwrap()
}

/// An event whose last attribute has gone has none.
fn without_empty_attributes(model: &mut Json) {
    if model.get("attributes") == Some(&json!({})) {
        model.as_object_mut().unwrap().remove("attributes");
    }
}

fn apply(batch: &mut Batch, model: &mut Json, op: &Op) {
    let rule = batch.rule("r").unwrap();
    let mut all = Vec::new();
    paths(model, "", &mut all);
    let pick = |index: &usize| all.get(index % all.len().max(1)).cloned();
    match op {
        Op::Remove(index) => {
            let Some(path) = pick(index) else { return };
            assert!(batch.remove(0, &path, rule), "{path}");
            model_remove(model, &path);
        }
        Op::Mask(index) => {
            let Some(path) = pick(index) else { return };
            assert!(batch.mask(0, &path, &[], rule), "{path}");
            model_mask(model, &path);
        }
        Op::SetText(index, text) => {
            let Some(path) = pick(index).filter(|path| model.pointer(path).unwrap().is_string()) else { return };
            let host = ["/time", "/kind", "/event_id"].contains(&&*path);
            let result = batch.set(0, &path, Value::Text(text.into()));
            assert_eq!(result, if host { Err(SetError::NotAllowed) } else { Ok(()) }, "{path}");
            if !host {
                *model.pointer_mut(&path).unwrap() = json!(text);
            }
        }
        Op::SetAttribute(steps, doc) => {
            let json = render(doc, 0);
            let path: String = steps.iter().map(|s| format!("/{}", s.replace('~', "~0").replace('/', "~1"))).collect();
            let mut next = model.clone();
            let set = batch.set(0, &format!("/attributes{path}"), Value::Json(json.as_str().into()));
            if model_set(&mut next, steps, serde_json::from_str(&json).unwrap()) {
                assert_eq!(set, Ok(()), "{path}");
                *model = next;
            } else {
                assert_eq!(set, Err(SetError::BadPath), "{path}");
            }
        }
        Op::Scan => {
            let matcher = Matcher::Regex("[ab]+".to_owned());
            let pattern = Pattern { rule: "r".to_owned(), matcher, replacement: Replacement::Mask };
            batch.scan(&Scanner::compile(&[pattern]).unwrap(), &[rule], 0, "", &key());
            model_scan(model, None);
        }
        Op::Commit | Op::Rollback => {}
    }
}

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
    fn what_is_json_is_read_and_nothing_else(sent in document(), seed: u64, changes in prop::collection::vec((any::<u16>(), any::<u8>()), 0..3)) {
        let mut body = render(&Doc::Array(vec![Doc::Object(vec![("a".to_owned(), sent)])]), seed).into_bytes();
        for (at, byte) in changes {
            let at = usize::from(at) % body.len();
            body[at] = if byte < 128 { b"{}[]\",:\\u0e-."[usize::from(byte) % 13] } else { byte };
        }
        let json = serde_json::from_slice::<Json>(&body);
        match decode(&body) {
            Ok(batch) => {
                lines(&batch);
                // Half a character is no JSON to serde_json.
                prop_assert!(json.is_ok() || json.unwrap_err().to_string().contains("surrogate"));
            }
            Err(DecodeError::Syntax { .. }) => prop_assert!(json.is_err()),
            Err(DecodeError::NotAnEvent { .. }) => {}
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
