//! An error or a message: one event. <https://develop.sentry.dev/sdk/foundations/transport/event-payloads/>

use crate::sentry::members::{
    about::{self, list, text_of},
    exception::Exceptions,
    level::level,
    time,
};
use sluice_event::{Json, ValueWriter};

/// Writes the members of an event.
pub(super) fn write(event: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let exceptions = Exceptions::of(event);
    let of_call = exceptions.is_of_call();
    time::write(writer, "time", event.member("timestamp"));
    writer.name("kind").text(if exceptions.name().is_some() { "exception" } else { "log" });
    write_head(event, writer);
    writer.text_unless_empty("level", text_of(event, "level").map(level).unwrap_or_default());
    writer.text_unless_empty("name", exceptions.name().unwrap_or_default());
    writer.text_unless_empty("message", exceptions.message().or_else(|| message(event)).unwrap_or_default());
    about::known(event, of_call).write(writer);
    about::write_trace(event, writer);
    writer.object_unless_empty("attributes", |writer| {
        let more_in_frames = exceptions.write_stack(writer);
        writer.object_unless_empty("sentry", |writer| {
            let has_message = exceptions.message().is_none() && event.member("message").and_then(Json::text).is_some();
            write_rest(event, of_call, has_message, writer);
            exceptions.write_rest(more_in_frames, writer);
        });
    });
}

/// Writes the event's id, by which a reader of the lines finds what was sent twice.
pub(super) fn write_head(event: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    writer.text_unless_empty("event_id", text_of(event, "event_id").unwrap_or_default());
}

/// Writes what has no place of its own, as members of `sentry`. `has_message` says that the message has.
pub(super) fn write_rest(event: Json<'_>, of_call: bool, has_message: bool, writer: &mut ValueWriter<'_, '_>) {
    for (name, value) in event.said_members() {
        match name {
            "timestamp" | "start_timestamp" => {}
            // Those are written by themselves.
            "exception" | "spans" | "measurements" => {}
            "level" | "event_id" | "release" | "environment" | "transaction" if value.text().is_some() => {}
            "message" if has_message => {}
            "contexts" => about::write_contexts(value, writer),
            "request" => about::write_request(value, of_call, writer),
            "user" => about::write_user(value, writer),
            "sdk" => about::write_sdk(value, writer),
            "breadcrumbs" => match list(Some(value)) {
                Some(crumbs) => writer.name(name).array(|writer| crumbs.for_each(|crumb| writer.json(crumb))),
                None => writer.member(value),
            },
            _ => writer.member(value),
        }
    }
}

/// The text of a message, which may be one with parameters.
fn message(event: Json<'_>) -> Option<&str> {
    text_of(event, "message").or_else(|| {
        let entry = event.member("logentry").or_else(|| event.member("message"))?;
        text_of(entry, "formatted").or_else(|| text_of(entry, "message"))
    })
}
