//! Metrics of an application. <https://develop.sentry.dev/sdk/telemetry/metrics/>

use crate::sentry::members::{
    about::text_of,
    attributes::{Attributes, Of},
    time,
    trace::write_trace,
};
use sluice_event::{Json, ValueWriter};

/// Writes the members of an event.
pub(super) fn write(point: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let attributes = Attributes::of(point, Of::Other);
    time::write(writer, "time", point.member("timestamp"));
    writer.name("kind").text("measurement");
    writer.text_unless_empty("name", text_of(point, "name").unwrap_or_default());
    attributes.known().write(writer);
    write_trace(text_of(point, "trace_id"), text_of(point, "span_id"), None, writer);
    let value = point.member("value");
    if let Some(digits) = value.and_then(Json::digits) {
        writer.name("values").object(|writer| writer.name("value").digits(digits));
    }
    writer.object_unless_empty("attributes", |writer| {
        attributes.write_others(&[], writer);
        writer.object_unless_empty("sentry", |writer| {
            attributes.write_taken(writer);
            writer.text_unless_empty("metric_type", text_of(point, "type").unwrap_or_default());
            writer.text_unless_empty("unit", text_of(point, "unit").unwrap_or_default());
            if let Some(value) = value.filter(|value| value.digits().is_none()) {
                writer.name("value").json(value);
            }
        });
    });
}
