//! Events of Real User Monitoring. <https://github.com/DataDog/rum-events-format>

use super::{
    about::{self, Around, Common, said, text_of},
    numbers,
};
use crate::event_text::{
    Text,
    raw::{Member, Raw, member},
    stack,
};

/// Members that have places of their own, or are the same on each line until a page is released anew.
const PLACED: [&str; 9] = ["date", "type", "service", "version", "ddtags", "session", "view", "context", "_dd"];

/// Writes the members of an event.
pub(super) fn write(event: Raw<'_>, around: Around<'_>, text: &mut Text<'_>) {
    let (mut common, mut kind, mut context, mut own_of_sdk) = (Common::default(), "", None, None);
    let members: Vec<_> = event.members().collect();
    for &(name, value) in &members {
        match name {
            "type" => kind = said(value).unwrap_or_default(),
            "context" => context = Some(value),
            "_dd" => own_of_sdk = Some(value),
            _ => common.take(name, value),
        }
    }
    let own: Vec<_> = member(&members, kind).into_iter().flat_map(Raw::members).collect();
    let of_error = |name| member(&own, name).filter(|_| kind == "error").and_then(said);
    if let Some(date) = common.date {
        text.raw_name("time").raw(date);
    }
    text.raw_name("kind").raw_text(&[line_kind(kind)]);
    if kind == "error" {
        text.raw_name("level").raw_text(&["error"]);
    }
    write_name(kind, &own, text);
    if let Some(message) = of_error("message") {
        text.raw_name("message").raw_text(&[message]);
    }
    common.write_known(around, text);
    if let Some(own_of_sdk) = own_of_sdk {
        numbers::write_trace(own_of_sdk, text);
    }
    text.raw_object_unless_empty("values", |text| numbers::write(&own, text));
    text.raw_object_unless_empty("attributes", |text| {
        about::write_attributes(context, text);
        if let Some(own_stack) = of_error("stack") {
            text.raw_name(stack::ATTRIBUTE).raw_text(&[own_stack]);
        }
        text.raw_object_unless_empty("datadog", |text| {
            if !kind.is_empty() {
                text.raw_name("type").raw_text(&[kind]);
            }
            write_own_of_sdk(own_of_sdk, text);
            write_rest(&members, (kind, &own), text);
            if let Some(taken) = context.filter(|context| context.member("datadog").is_some()) {
                text.raw_name("context").raw(taken);
            }
        });
    });
}

/// A view that is told of again has a higher version: the last one counts.
fn write_own_of_sdk(own: Option<Raw<'_>>, text: &mut Text<'_>) {
    for (name, value) in own.into_iter().flat_map(Raw::members) {
        if matches!(name, "document_version" | "discarded") {
            text.raw_name(name).raw(value);
        }
    }
}

fn write_rest(members: &[Member<'_>], (kind, own): (&str, &[Member<'_>]), text: &mut Text<'_>) {
    for &(name, value) in members {
        if name == kind && value.is_object() {
            write_own(name, own, text);
        } else if name == "session" {
            about::write_group(name, value, &["id"], text);
        } else if name == "view" {
            about::write_group(name, value, &["id", "url", "name"], text);
        } else if !PLACED.contains(&name) {
            text.raw_name(name).raw(value);
        }
    }
}

/// What an event of this type says, but for what has places of its own.
fn write_own(kind: &str, own: &[Member<'_>], text: &mut Text<'_>) {
    let written: &[&str] = match kind {
        "error" => &["message", "stack", "type"],
        "view" => &["id", "url", "name"],
        _ => &[],
    };
    text.raw_object_unless_empty(kind, |text| {
        for &(name, value) in own {
            if !(numbers::is_taken(name, value) || written.contains(&name) && value.text().is_some()) {
                text.raw_name(name).raw(value);
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

/// Writes the name of an event: of a request its method and URL, as other formats have it.
fn write_name(kind: &str, own: &[Member<'_>], text: &mut Text<'_>) {
    let of = |name| member(own, name).and_then(said);
    let name = match kind {
        "error" => of("type"),
        "resource" => match (of("method"), of("url")) {
            (Some(method), Some(url)) => return text.raw_name("name").raw_text(&[method, " ", url]),
            (_, url) => url,
        },
        "action" => member(own, "target").and_then(|target| text_of(target, "name")).or(of("type")),
        "vital" => of("name"),
        "long_task" => of("entry_type").or(Some(kind)),
        _ => Some(kind).filter(|kind| !kind.is_empty()),
    };
    if let Some(name) = name {
        text.raw_name("name").raw_text(&[name]);
    }
}
