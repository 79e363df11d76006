//! Structured logs. <https://develop.sentry.dev/sdk/telemetry/logs/>

use super::{
    about::text_of,
    attributes::{Attributes, Of},
    error_event::level,
    time,
};
use crate::event_text::Text;
use sluice_event::Json;

/// The span that a log was written in.
const SPAN: &str = "sentry.trace.parent_span_id";

/// Writes the members of an event.
pub(super) fn write(record: Json<'_>, text: &mut Text<'_>) {
    let attributes = Attributes::of(record, Of::Other);
    time::write(text, "time", record.member("timestamp"));
    text.name("kind").text("log");
    text.text_unless_empty("level", text_of(record, "level").map(level).unwrap_or_default());
    text.text_unless_empty("message", text_of(record, "body").unwrap_or_default());
    attributes.known().write(text);
    let span = text_of(record, "span_id").or_else(|| attributes.value(SPAN).and_then(Json::text));
    write_trace(text_of(record, "trace_id"), span, None, text);
    text.object_unless_empty("attributes", |text| {
        attributes.write_others(&[SPAN], text);
        text.object_unless_empty("sentry", |text| {
            attributes.write_taken(text);
            if let Some(number) = record.member("severity_number") {
                text.name("severity_number").json(number);
            }
        });
    });
}

/// Writes the ids of a trace context.
pub(super) fn write_trace(trace: Option<&str>, span: Option<&str>, parent: Option<&str>, text: &mut Text<'_>) {
    text.object_unless_empty("trace", |text| {
        text.text_unless_empty("trace_id", trace.unwrap_or_default());
        text.text_unless_empty("span_id", span.unwrap_or_default());
        text.text_unless_empty("parent_span_id", parent.unwrap_or_default());
    });
}
