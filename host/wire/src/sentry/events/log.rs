//! Structured logs. <https://develop.sentry.dev/sdk/telemetry/logs/>

use crate::sentry::members::{
    about::text_of,
    attributes::{Attributes, Of},
    level::level,
    time,
    trace::write_trace,
};
use sluice_event::{Json, ValueWriter};

/// The span that a log was written in.
const SPAN: &str = "sentry.trace.parent_span_id";

/// Writes the members of an event.
pub(super) fn write(record: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let attributes = Attributes::of(record, Of::Other);
    time::write(writer, "time", record.member("timestamp"));
    writer.name("kind").text("log");
    writer.text_unless_empty("level", text_of(record, "level").map(level).unwrap_or_default());
    writer.text_unless_empty("message", text_of(record, "body").unwrap_or_default());
    attributes.known().write(writer);
    let span = text_of(record, "span_id").or_else(|| attributes.value(SPAN).and_then(Json::text));
    write_trace(text_of(record, "trace_id"), span, None, writer);
    writer.object_unless_empty("attributes", |writer| {
        attributes.write_others(&[SPAN], writer);
        writer.object_unless_empty("sentry", |writer| {
            attributes.write_taken(writer);
            if let Some(number) = record.member("severity_number") {
                writer.name("severity_number").json(number);
            }
        });
    });
}
