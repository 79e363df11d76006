//! Spans: one by itself, as SDKs since version 11 send them, and the children of a transaction.
//! <https://develop.sentry.dev/sdk/telemetry/spans/span-protocol/>

use crate::sentry::members::{
    about::text_of,
    attributes::{Attributes, Of},
    time,
    trace::write_trace,
};
use sluice_event::{Json, ValueWriter};

/// Around the name of a web vital, in the name of the attribute that has its value.
const VITAL: (&str, &str) = ("browser.web_vital.", ".value");

/// Writes the members of an event.
pub(super) fn write(span: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let attributes = Attributes::of(span, Of::Span);
    let (start, end) = (span.member("start_timestamp"), span.member("end_timestamp").or(span.member("timestamp")));
    time::write(writer, "time", start);
    writer.name("kind").text("span");
    writer.text_unless_empty("level", failed(text_of(span, "status")));
    let name = text_of(span, "name").or_else(|| text_of(span, "description")).or_else(|| text_of(span, "op"));
    writer.text_unless_empty("name", name.unwrap_or_default());
    attributes.known().write(writer);
    write_trace(text_of(span, "trace_id"), text_of(span, "span_id"), text_of(span, "parent_span_id"), writer);
    writer.object_unless_empty("values", |writer| {
        time::write_duration(writer, start, end);
        for (name, value) in span.member("attributes").and_then(Json::members).into_iter().flatten() {
            let vital = name.strip_prefix(VITAL.0).and_then(|rest| rest.strip_suffix(VITAL.1));
            let value = vital.and_then(|_| value.member("value")).and_then(Json::digits);
            if let (Some(vital @ ("lcp" | "fcp" | "cls" | "inp" | "ttfb")), Some(value)) = (vital, value) {
                writer.name(vital).digits(value);
            }
        }
    });
    writer.object_unless_empty("attributes", |writer| {
        attributes.write_others(&[], writer);
        writer.object_unless_empty("sentry", |writer| {
            attributes.write_taken(writer);
            for name in ["status", "is_segment", "links", "op", "origin", "data", "tags", "exclusive_time"] {
                if let Some(value) = span.member(name) {
                    writer.member(value);
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
