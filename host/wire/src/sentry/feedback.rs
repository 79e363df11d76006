//! What users say. <https://develop.sentry.dev/sdk/foundations/transport/event-payloads/feedback/>

use super::{
    about::{self, text_of},
    error_event, time,
};
use crate::event_text::Text;
use sluice_event::Json;

const NAME: &str = "feedback";

/// Writes the members of an event.
pub(super) fn write(event: Json<'_>, text: &mut Text<'_>) {
    let feedback = event.member("contexts").and_then(|contexts| contexts.member("feedback"));
    time::write(text, "time", event.member("timestamp"));
    text.name("kind").text("event");
    error_event::write_head(event, text);
    text.text_unless_empty("level", text_of(event, "level").map(error_event::level).unwrap_or_default());
    text.name("name").text(NAME);
    text.text_unless_empty("message", feedback.and_then(|feedback| text_of(feedback, "message")).unwrap_or_default());
    about::known(event, false).write(text);
    about::write_trace(event, text);
    text.object_unless_empty("attributes", |text| {
        text.object_unless_empty("sentry", |text| error_event::write_rest(event, false, false, text));
    });
}

/// Writes what SDK 7 calls a user report; the id in it is that of an event that it is about.
pub(super) fn write_report(report: Json<'_>, text: &mut Text<'_>) {
    text.name("kind").text("event");
    text.name("name").text(NAME);
    text.text_unless_empty("message", text_of(report, "comments").unwrap_or_default());
    text.object_unless_empty("attributes", |text| {
        text.object_unless_empty("sentry", |text| {
            text.text_unless_empty("associated_event_id", text_of(report, "event_id").unwrap_or_default());
            text.object_unless_empty("user", |text| {
                text.text_unless_empty("name", text_of(report, "name").unwrap_or_default());
                text.text_unless_empty("email", text_of(report, "email").unwrap_or_default());
            });
        });
    });
}
