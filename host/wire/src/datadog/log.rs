//! Logs. <https://docs.datadoghq.com/logs/log_collection/javascript/>

use super::about::{self, Around, Common, said, text_of};
use crate::event_text::{
    Text,
    raw::{Member, Raw},
    stack,
};

/// Members that are Datadog's own; all others are the page's.
const OWN: [&str; 12] = [
    "application_id",
    "session_id",
    "session",
    "tab",
    "usr",
    "user_action",
    "origin",
    "logger",
    "error",
    "http",
    "view",
    "account",
];
/// Members that have places of their own.
const PLACED: [&str; 7] = ["date", "status", "message", "service", "version", "ddtags", "_dd"];

/// Writes the members of an event.
pub(super) fn write(event: Raw<'_>, around: Around<'_>, text: &mut Text<'_>) {
    let (mut common, mut error, mut status, mut message) = (Common::default(), None, None, None);
    let members: Vec<_> = event.members().collect();
    for &(name, value) in &members {
        match name {
            "error" => error = Some(value).filter(|error| error.is_object()),
            "status" => status = said(value),
            "message" => message = said(value),
            _ => common.take(name, value),
        }
    }
    let [kind, own_stack] = ["kind", "stack"].map(|name| error.and_then(|error| text_of(error, name)));
    if let Some(date) = common.date {
        text.raw_name("time").raw(date);
    }
    text.raw_name("kind").text(if kind.or(own_stack).is_some() { "exception" } else { "log" });
    for (name, value) in [("level", status), ("name", kind), ("message", message)] {
        if let Some(value) = value {
            text.raw_name(name).raw_text(&[value]);
        }
    }
    common.write_known(around, text);
    text.raw_object_unless_empty("attributes", |text| {
        for &(name, value) in &members {
            if !OWN.contains(&name) && !PLACED.contains(&name) && !about::is_taken(name) {
                text.raw_name(name).raw(value);
            }
        }
        if let Some(own_stack) = own_stack {
            text.raw_name(stack::ATTRIBUTE).raw_text(&[own_stack]);
        }
        text.raw_object_unless_empty("datadog", |text| write_own(&members, text));
    });
}

fn write_own(members: &[Member<'_>], text: &mut Text<'_>) {
    for &(name, value) in members {
        match name {
            "session_id" => {}
            "session" => about::write_group(name, value, &["id"], text),
            "view" => about::write_group(name, value, &["id", "url", "name"], text),
            "error" => about::write_group(name, value, &["kind", "stack"], text),
            _ if OWN.contains(&name) || about::is_taken(name) => text.raw_name(name).raw(value),
            _ => {}
        }
    }
}
