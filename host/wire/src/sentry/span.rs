//! Spans: one by itself, as SDKs since version 11 send them, and the children of a transaction.
//! <https://develop.sentry.dev/sdk/telemetry/spans/span-protocol/>

use super::{
    about::text_of,
    attributes::{Attributes, Of},
    log::write_trace,
    time,
};
use crate::event_text::Text;
use sluice_event::Json;

/// Around the name of a web vital, in the name of the attribute that has its value.
const VITAL: (&str, &str) = ("browser.web_vital.", ".value");

/// Writes the members of an event.
pub(super) fn write(span: Json<'_>, text: &mut Text<'_>) {
    let attributes = Attributes::of(span, Of::Span);
    let (start, end) = (span.member("start_timestamp"), span.member("end_timestamp").or(span.member("timestamp")));
    time::write(text, "time", start);
    text.name("kind").text("span");
    text.text_unless_empty("level", failed(text_of(span, "status")));
    let name = text_of(span, "name").or_else(|| text_of(span, "description")).or_else(|| text_of(span, "op"));
    text.text_unless_empty("name", name.unwrap_or_default());
    attributes.known().write(text);
    write_trace(text_of(span, "trace_id"), text_of(span, "span_id"), text_of(span, "parent_span_id"), text);
    text.object_unless_empty("values", |text| {
        time::write_duration(text, start, end);
        for (name, value) in span.member("attributes").and_then(Json::members).into_iter().flatten() {
            let vital = name.strip_prefix(VITAL.0).and_then(|rest| rest.strip_suffix(VITAL.1));
            let value = vital.and_then(|_| value.member("value")).and_then(Json::digits);
            if let (Some(vital @ ("lcp" | "fcp" | "cls" | "inp" | "ttfb")), Some(value)) = (vital, value) {
                text.name(vital).plain(value);
            }
        }
    });
    text.object_unless_empty("attributes", |text| {
        attributes.write_others(&[], text);
        text.object_unless_empty("sentry", |text| {
            attributes.write_taken(text);
            for name in ["status", "is_segment", "links", "op", "origin", "data", "tags", "exclusive_time"] {
                if let Some(value) = span.member(name) {
                    text.name(name).json(value);
                }
            }
        });
    });
}

/// The level of a span that failed; `ok` and `unset` are words of SDKs since version 11, the others those of older ones.
pub(super) fn failed(status: Option<&str>) -> &'static str {
    match status {
        None | Some("ok" | "unset" | "cancelled") => "",
        Some(_) => "error",
    }
}
