//! What users say. <https://develop.sentry.dev/sdk/foundations/transport/event-payloads/feedback/>

use super::error_event;
use crate::sentry::members::{
    about::{self, text_of},
    level::level,
    time,
};
use sluice_event::{Json, ValueWriter};

const NAME: &str = "feedback";

/// Writes the members of an event.
pub(super) fn write(event: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let feedback = event.member("contexts").and_then(|contexts| contexts.member("feedback"));
    time::write(writer, "time", event.member("timestamp"));
    writer.name("kind").text("event");
    error_event::write_head(event, writer);
    writer.text_unless_empty("level", text_of(event, "level").map(level).unwrap_or_default());
    writer.name("name").text(NAME);
    writer.text_unless_empty("message", feedback.and_then(|feedback| text_of(feedback, "message")).unwrap_or_default());
    about::known(event, false).write(writer);
    about::write_trace(event, writer);
    writer.object_unless_empty("attributes", |writer| {
        writer.object_unless_empty("sentry", |writer| error_event::write_rest(event, false, false, writer));
    });
}

/// Writes what SDK 7 calls a user report; the id in it is that of an event that it is about.
pub(super) fn write_report(report: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    writer.name("kind").text("event");
    writer.name("name").text(NAME);
    writer.text_unless_empty("message", text_of(report, "comments").unwrap_or_default());
    writer.object_unless_empty("attributes", |writer| {
        writer.object_unless_empty("sentry", |writer| {
            writer.text_unless_empty("associated_event_id", text_of(report, "event_id").unwrap_or_default());
            writer.object_unless_empty("user", |writer| {
                writer.text_unless_empty("name", text_of(report, "name").unwrap_or_default());
                writer.text_unless_empty("email", text_of(report, "email").unwrap_or_default());
            });
        });
    });
}
