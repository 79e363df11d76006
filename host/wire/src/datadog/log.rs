//! Logs. <https://docs.datadoghq.com/logs/log_collection/javascript/>

use super::about::{self, Around, Common, Previous, said, text_of};
use crate::mapping::stack;
use sluice_event::{Json, ValueWriter};

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
pub(super) fn write<'a>(
    event: Json<'a>,
    around: Around<'a>,
    previous: &mut Previous<'a>,
    writer: &mut ValueWriter<'_, '_>,
) {
    let (mut common, mut error, mut status, mut message) = (Common::default(), None, None, None);
    for (name, value) in event.said_members() {
        match name {
            "error" => error = Some(value).filter(|error| error.is_object()),
            "status" => status = said(value),
            "message" => message = said(value),
            _ => _ = common.take(name, value),
        }
    }
    let [kind, own_stack] = ["kind", "stack"].map(|name| error.and_then(|error| text_of(error, name)));
    if let Some(date) = common.date {
        writer.name("time").json(date);
    }
    writer.name("kind").text(if kind.or(own_stack).is_some() { "exception" } else { "log" });
    for (name, value) in [("level", status), ("name", kind), ("message", message)] {
        if let Some(value) = value {
            writer.name(name).text(value);
        }
    }
    common.write_known(around, previous, writer);
    writer.object_unless_empty("attributes", |writer| {
        for (name, value) in event.said_members() {
            if !OWN.contains(&name) && !PLACED.contains(&name) && !about::is_taken(name) {
                writer.member(value);
            }
        }
        if let Some(own_stack) = own_stack {
            writer.name(stack::ATTRIBUTE).text(own_stack);
        }
        writer.object_unless_empty("datadog", |writer| write_own(event, writer));
    });
}

fn write_own(event: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    for (name, value) in event.said_members() {
        match name {
            "session_id" => {}
            "session" => about::write_group(name, value, |name| name == "id", writer),
            "view" => about::write_group(name, value, about::is_of_page, writer),
            "error" => about::write_group(name, value, |name| matches!(name, "kind" | "stack"), writer),
            _ if OWN.contains(&name) || about::is_taken(name) => writer.member(value),
            _ => {}
        }
    }
}
