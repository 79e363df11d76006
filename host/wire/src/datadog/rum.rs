//! Events of Real User Monitoring. <https://github.com/DataDog/rum-events-format>

use super::{
    about::{self, Around, text_of},
    numbers,
};
use crate::event_text::{Text, stack};
use sluice_event::Json;

/// Members that have places of their own, or are the same on each line until a page is released anew.
const PLACED: [&str; 9] = ["date", "type", "service", "version", "ddtags", "session", "view", "context", "_dd"];

/// Writes the members of an event.
pub(super) fn write<'a>(event: Json<'a>, around: Around<'a>, text: &mut Text<'_>) {
    let kind = text_of(event, "type").unwrap_or_default();
    let own = event.member(kind);
    if let Some(date) = event.member("date") {
        text.name("time").json(date);
    }
    text.name("kind").text(line_kind(kind));
    if kind == "error" {
        text.name("level").text("error");
    }
    let name = name(kind, own);
    text.text_unless_empty("name", &name);
    if kind == "error" {
        text.text_unless_empty("message", own.and_then(|own| text_of(own, "message")).unwrap_or_default());
    }
    about::known(event, around).write(text);
    numbers::write_trace(event, text);
    text.object_unless_empty("values", |text| numbers::write(own, text));
    text.object_unless_empty("attributes", |text| {
        about::write_attributes(event.member("context"), text);
        if let Some(own_stack) = own.filter(|_| kind == "error").and_then(|own| text_of(own, "stack")) {
            text.name(stack::ATTRIBUTE).text(own_stack);
        }
        text.object_unless_empty("datadog", |text| write_rest(event, kind, text));
    });
}

/// A view that is told of again has a higher version: the last one counts.
fn write_rest(event: Json<'_>, kind: &str, text: &mut Text<'_>) {
    text.text_unless_empty("type", kind);
    let own = event.member("_dd");
    for name in ["document_version", "discarded"] {
        if let Some(value) = own.and_then(|own| own.member(name)) {
            text.name(name).json(value);
        }
    }
    for (name, value) in event.members().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
        if name == kind && value.is_object() {
            write_own(name, value, text);
        } else if name == "session" {
            about::write_group(name, value, &["id"], text);
        } else if name == "view" {
            about::write_group(name, value, &["id", "url", "name"], text);
        } else if !PLACED.contains(&name) {
            text.name(name).json(value);
        }
    }
    if let Some(taken) = event.member("context").filter(|context| context.member("datadog").is_some()) {
        text.name("context").json(taken);
    }
}

/// What an event of this type says, but for what has places of its own.
fn write_own(kind: &str, own: Json<'_>, text: &mut Text<'_>) {
    let written: &[&str] = match kind {
        "error" => &["message", "stack", "type"],
        "view" => &["id", "url", "name"],
        _ => &[],
    };
    text.object_unless_empty(kind, |text| {
        for (name, value) in own.members().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
            let is_text = value.text().is_some();
            if !(numbers::is_taken(name, value) || written.contains(&name) && is_text) {
                text.name(name).json(value);
            }
        }
    });
}

/// What lines call an event of this type.
fn line_kind(kind: &str) -> &'static str {
    match kind {
        "error" => "exception",
        "resource" => "span",
        "view" | "long_task" | "vital" => "measurement",
        _ => "event",
    }
}

/// The name of an event: of a request its method and URL, as other formats have it.
fn name(kind: &str, own: Option<Json<'_>>) -> String {
    let of = |name| own.and_then(|own| text_of(own, name));
    let name = match kind {
        "error" => of("type"),
        "resource" => match (of("method"), of("url")) {
            (Some(method), Some(url)) => return format!("{method} {url}"),
            (_, url) => url,
        },
        "action" => own.and_then(|own| own.member("target")).and_then(|target| text_of(target, "name")).or(of("type")),
        "vital" => of("name"),
        "long_task" => of("entry_type").or(Some(kind)),
        _ => Some(kind),
    };
    name.unwrap_or_default().to_owned()
}
