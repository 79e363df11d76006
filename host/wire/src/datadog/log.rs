//! Logs. <https://docs.datadoghq.com/logs/log_collection/javascript/>

use super::about::{self, Around, text_of};
use crate::event_text::{Text, stack};
use sluice_event::Json;

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
pub(super) fn write<'a>(event: Json<'a>, around: Around<'a>, text: &mut Text<'_>) {
    let error = event.member("error").filter(|error| error.is_object());
    let (kind, own_stack) =
        (error.and_then(|error| text_of(error, "kind")), error.and_then(|error| text_of(error, "stack")));
    if let Some(date) = event.member("date") {
        text.name("time").json(date);
    }
    text.name("kind").text(if kind.or(own_stack).is_some() { "exception" } else { "log" });
    text.text_unless_empty("level", text_of(event, "status").unwrap_or_default());
    text.text_unless_empty("name", kind.unwrap_or_default());
    text.text_unless_empty("message", text_of(event, "message").unwrap_or_default());
    about::known(event, around).write(text);
    text.object_unless_empty("attributes", |text| {
        for (name, value) in event.members().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            if !OWN.contains(&name) && !PLACED.contains(&name) && !about::is_taken(name) {
                text.name(name).json(value);
            }
        }
        if let Some(own_stack) = own_stack {
            text.name(stack::ATTRIBUTE).text(own_stack);
        }
        text.object_unless_empty("datadog", |text| {
            for (name, value) in event.members().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
                match name {
                    "session_id" => {}
                    "session" => about::write_group(name, value, &["id"], text),
                    "view" => about::write_group(name, value, &["id", "url", "name"], text),
                    "error" => about::write_group(name, value, &["kind", "stack"], text),
                    _ if OWN.contains(&name) || about::is_taken(name) => text.name(name).json(value),
                    _ => {}
                }
            }
        });
    });
}
