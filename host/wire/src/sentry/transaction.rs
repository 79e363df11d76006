//! A transaction of SDKs 7 to 10: a span with its children, each of which is an event.
//! <https://develop.sentry.dev/sdk/foundations/transport/event-payloads/transaction/>

use super::{
    about::{self, text_of},
    error_event,
    log::write_trace,
    span::failed,
    time,
};
use crate::event_text::{EventText, Text};
use sluice_event::{DecodeError, Json};

/// Writes the transaction, then its children.
pub(super) fn write(transaction: Json<'_>, events: &mut EventText) -> Result<(), DecodeError> {
    events.event(|text| write_root(transaction, text))?;
    for span in transaction.member("spans").and_then(Json::elements).into_iter().flatten() {
        events.event(|text| write_child(transaction, span, text))?;
    }
    Ok(())
}

fn write_root(transaction: Json<'_>, text: &mut Text<'_>) {
    let start = transaction.member("start_timestamp");
    let trace = transaction.member("contexts").and_then(|contexts| contexts.member("trace"));
    time::write(text, "time", start);
    text.name("kind").text("span");
    error_event::write_head(transaction, text);
    text.text_unless_empty("level", failed(trace.and_then(|trace| text_of(trace, "status"))));
    text.text_unless_empty("name", text_of(transaction, "transaction").unwrap_or_default());
    about::known(transaction, false).write(text);
    about::write_trace(transaction, text);
    text.object_unless_empty("values", |text| {
        time::write_duration(text, start, transaction.member("timestamp"));
        for (name, measurement) in transaction.member("measurements").and_then(Json::members).into_iter().flatten() {
            if let Some(value) = measurement.member("value").and_then(Json::digits).filter(|_| name != "duration_ms") {
                text.name(name).plain(value);
            }
        }
    });
    text.object_unless_empty("attributes", |text| {
        text.object_unless_empty("sentry", |text| error_event::write_rest(transaction, false, false, text));
    });
}

/// What the transaction says of application, page and browser holds for its children too.
fn write_child(transaction: Json<'_>, span: Json<'_>, text: &mut Text<'_>) {
    let start = span.member("start_timestamp");
    let name = text_of(span, "description").or_else(|| text_of(span, "op"));
    time::write(text, "time", start);
    text.name("kind").text("span");
    text.text_unless_empty("level", failed(text_of(span, "status")));
    text.text_unless_empty("name", name.unwrap_or_default());
    about::known(transaction, false).write(text);
    write_trace(text_of(span, "trace_id"), text_of(span, "span_id"), text_of(span, "parent_span_id"), text);
    text.object_unless_empty("values", |text| time::write_duration(text, start, span.member("timestamp")));
    text.object_unless_empty("attributes", |text| {
        let data = span.member("data").filter(|data| data.is_object());
        let others = data.and_then(Json::members).into_iter().flatten().filter(|(name, _)| *name != "sentry");
        others.for_each(|(name, value)| text.name(name).json(value));
        text.object_unless_empty("sentry", |text| {
            for name in ["op", "status", "origin", "tags", "links"] {
                if let Some(value) = span.member(name) {
                    text.name(name).json(value);
                }
            }
            if let Some(value) = data.and_then(|data| data.member("sentry")) {
                text.name("data").object(|text| text.name("sentry").json(value));
            }
        });
    });
}
