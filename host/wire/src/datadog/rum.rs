//! Events of Real User Monitoring. <https://github.com/DataDog/rum-events-format>

use super::{
    about::{self, Around, Common, Previous, said, text_of},
    numbers,
};
use crate::mapping::stack;
use sluice_event::{Json, ValueWriter};

/// Whether a member has a place of its own, or is the same on each line until a page is released anew.
fn is_placed(name: &str) -> bool {
    matches!(name, "date" | "type" | "service" | "version" | "ddtags" | "context" | "_dd")
}

/// Writes the members of an event.
pub(super) fn write<'a>(
    event: Json<'a>,
    around: Around<'a>,
    previous: &mut Previous<'a>,
    writer: &mut ValueWriter<'_, '_>,
) {
    let (mut common, mut kind, mut context, mut own_of_sdk) = (Common::default(), "", None, None);
    let mut others = std::mem::take(&mut previous.others);
    others.clear();
    for (name, value) in event.said_members() {
        match name {
            "type" => kind = said(value).unwrap_or_default(),
            "context" => context = Some(value),
            "_dd" => own_of_sdk = Some(value),
            _ => {
                if !common.take(name, value) {
                    others.push((name, value));
                }
            }
        }
    }
    let own = event.member(kind);
    if is_placed(kind) && own.is_some_and(Json::is_object) {
        // Its own member has the name of one that all events have.
        others.clear();
        others.extend(event.said_members().filter(|(name, _)| *name == kind || !is_placed(name)));
    }
    let of_error = |name| own.filter(|_| kind == "error").and_then(|own| text_of(own, name));
    if let Some(date) = common.date {
        writer.name("time").json(date);
    }
    writer.name("kind").text(line_kind(kind));
    if kind == "error" {
        writer.name("level").text("error");
    }
    write_name(kind, own, writer);
    if let Some(message) = of_error("message") {
        writer.name("message").text(message);
    }
    common.write_known(around, previous, writer);
    if let Some(own_of_sdk) = own_of_sdk {
        numbers::write_trace(own_of_sdk, writer);
    }
    writer.object_unless_empty("values", |writer| own.into_iter().for_each(|own| numbers::write(own, writer)));
    writer.object_unless_empty("attributes", |writer| {
        about::write_attributes(context, writer);
        if let Some(own_stack) = of_error("stack") {
            writer.name(stack::ATTRIBUTE).text(own_stack);
        }
        writer.object_unless_empty("datadog", |writer| {
            if !kind.is_empty() {
                writer.name("type").text(kind);
            }
            write_own_of_sdk(own_of_sdk, writer);
            write_others(&others, kind, writer);
            if let Some(taken) = context.filter(|context| context.member("datadog").is_some()) {
                writer.name("context").json(taken);
            }
        });
    });
    previous.others = others;
}

/// A view that is told of again has a higher version: the last one counts.
fn write_own_of_sdk(own: Option<Json<'_>>, writer: &mut ValueWriter<'_, '_>) {
    for (name, value) in own.into_iter().flat_map(Json::said_members) {
        if matches!(name, "document_version" | "discarded") {
            writer.member(value);
        }
    }
}

/// Writes the members that have no place of their own, and those of which a part has.
fn write_others(others: &[(&str, Json<'_>)], kind: &str, writer: &mut ValueWriter<'_, '_>) {
    for &(name, value) in others {
        match name {
            _ if name == kind && value.is_object() => write_own(kind, value, writer),
            "session" => about::write_group(name, value, |name| name == "id", writer),
            "view" => about::write_group(name, value, about::is_of_page, writer),
            _ => writer.member(value),
        }
    }
}

/// What an event of this type says, but for what has places of its own.
fn write_own(kind: &str, own: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let is_written = |name: &str| match kind {
        "error" => matches!(name, "message" | "stack" | "type"),
        "view" => about::is_of_page(name),
        _ => false,
    };
    writer.object_unless_empty(kind, |writer| {
        for (name, value) in own.said_members() {
            if !(numbers::is_taken(name, value) || value.text().is_some() && is_written(name)) {
                writer.member(value);
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
fn write_name(kind: &str, own: Option<Json<'_>>, writer: &mut ValueWriter<'_, '_>) {
    let of = |name| own.and_then(|own| text_of(own, name));
    let name = match kind {
        "error" => of("type"),
        "resource" => match (of("method"), of("url")) {
            (Some(method), Some(url)) => {
                return writer.name("name").text_by(|text| {
                    [method, " ", url].iter().for_each(|part| text.push_str(part));
                });
            }
            (_, url) => url,
        },
        "action" => own.and_then(|own| own.member("target")).and_then(|target| text_of(target, "name")).or(of("type")),
        "vital" => of("name"),
        "long_task" => of("entry_type").or(Some(kind)),
        _ => Some(kind).filter(|kind| !kind.is_empty()),
    };
    if let Some(name) = name {
        writer.name("name").text(name);
    }
}
