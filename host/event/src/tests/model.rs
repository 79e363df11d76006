//! A slow model of what filters see of an event, and of what its line says.

use std::ops::ControlFlow;

use serde_json::{Map, json};

use super::*;

pub(super) const OBJECTS_OF_TEXTS: [&str; 4] = ["app", "page", "browser", "trace"];

/// What filters should see of an event that was sent as `sent`, inside an envelope that says `shared`.
pub(super) fn model(sent: &Json, shared: &Map<String, Json>) -> Json {
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
        } else if let Some((fit, odd)) = divided(&name, &value) {
            known.insert(name.clone(), fit);
            sent.insert(name, odd);
        }
    }
    let mut attributes = model_shared(shared, &mut known);
    let own = own.and_then(|own| own.as_object().cloned()).unwrap_or_default();
    attributes.extend(beside(sent, &own));
    attributes.extend(own);
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
        attributes = beside(attributes, own);
        attributes.extend(own.clone());
    }
    attributes
}

/// Members whose names are taken get others.
fn beside(members: Map<String, Json>, taken: &Map<String, Json>) -> Map<String, Json> {
    let name = |name: String| if taken.contains_key(&name) { format!("{name}-2") } else { name };
    members.into_iter().map(|(own, value)| (name(own), value)).collect()
}

/// The members of an object that fit, and those that do not, where there are both.
fn divided(name: &str, value: &Json) -> Option<(Json, Json)> {
    let parts = value.as_object().filter(|_| name != "kind" && !fits(name, value))?;
    let (fit, odd): (Map<_, _>, Map<_, _>) =
        parts.clone().into_iter().partition(|(own, value)| fits(name, &json!({ own: value })));
    (!fit.is_empty()).then_some((Json::Object(fit), Json::Object(odd)))
}

fn fits(name: &str, value: &Json) -> bool {
    match name {
        "kind" => matches!(value.as_str(), Some("log" | "event" | "exception" | "measurement" | "span")),
        "event_id" | "idempotency_key" => value.as_str().is_some_and(|id| !id.is_empty() && id.len() <= 128),
        "level" | "name" | "message" | "session" => value.is_string(),
        "values" => value.as_object().is_some_and(|values| values.values().all(Json::is_number)),
        "browser" => value.as_object().is_some_and(|browser| {
            browser.iter().all(|(name, value)| value.is_string() || name == "mobile" && value.is_boolean())
        }),
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

pub(super) fn check_against_model(batch: &Batch, models: &[Json]) {
    assert_eq!(batch.len(), models.len());
    let lines = lines(batch);
    for (number, (line, model)) in lines.iter().zip(models).enumerate() {
        assert_eq!(content(line), expected_content(model, number));
        let Some(Value::Json(seen)) = batch.get(number as u32, "") else { panic!("an event is an object") };
        assert_eq!(&serde_json::from_str::<Json>(&seen).unwrap(), model);
        let mut texts = Vec::new();
        batch.texts(number as u32, "", |path, text| {
            texts.extend(text.map(|text| (path.to_owned(), text.to_owned())));
            ControlFlow::Continue(())
        });
        let mut leaves = 0;
        batch.leaves(number as u32, "", |path, value| {
            if let Some(value) = value {
                assert!(batch.get(number as u32, path) == Some(value), "{path}");
                leaves += 1;
            }
            ControlFlow::Continue(())
        });
        assert_eq!(leaves, count_leaves(model), "{model}");
        for (path, text) in &texts {
            assert_eq!(model.pointer(path).and_then(Json::as_str), Some(text.as_str()), "{path}");
        }
        assert_eq!(
            texts.len(),
            count_texts(model) - ["time", "kind"].iter().filter(|name| model.get(**name).is_some()).count()
        );
    }
}

fn count_leaves(value: &Json) -> usize {
    match value {
        Json::Array(values) => values.iter().map(count_leaves).sum(),
        Json::Object(members) => members.values().map(count_leaves).sum(),
        _ => 1,
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
