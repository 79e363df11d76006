//! Metrics of an application. <https://develop.sentry.dev/sdk/telemetry/metrics/>

use super::{
    about::text_of,
    attributes::{Attributes, Of},
    log::write_trace,
    time,
};
use crate::event_text::Text;
use sluice_event::Json;

/// Writes the members of an event.
pub(super) fn write(point: Json<'_>, text: &mut Text<'_>) {
    let attributes = Attributes::of(point, Of::Other);
    time::write(text, "time", point.member("timestamp"));
    text.name("kind").text("measurement");
    text.text_unless_empty("name", text_of(point, "name").unwrap_or_default());
    attributes.known().write(text);
    write_trace(text_of(point, "trace_id"), text_of(point, "span_id"), None, text);
    let value = point.member("value");
    if let Some(digits) = value.and_then(Json::digits) {
        text.name("values").object(|text| text.name("value").plain(digits));
    }
    text.object_unless_empty("attributes", |text| {
        attributes.write_others(&[], text);
        text.object_unless_empty("sentry", |text| {
            attributes.write_taken(text);
            text.text_unless_empty("metric_type", text_of(point, "type").unwrap_or_default());
            text.text_unless_empty("unit", text_of(point, "unit").unwrap_or_default());
            if let Some(value) = value.filter(|value| value.digits().is_none()) {
                text.name("value").json(value);
            }
        });
    });
}
