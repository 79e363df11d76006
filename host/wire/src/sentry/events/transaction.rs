//! A transaction of SDKs 7 to 10: a span with its children, each of which is an event.
//! <https://develop.sentry.dev/sdk/foundations/transport/event-payloads/transaction/>

use super::{error_event, span::failed};
use crate::sentry::members::{
    about::{self, text_of},
    time,
    trace::write_trace,
};
use sluice_event::{BatchBuilder, DecodeError, Json, ValueWriter};

/// Writes the transaction, then its children.
pub(super) fn write(transaction: Json<'_>, events: &mut BatchBuilder<'_>) -> Result<(), DecodeError> {
    events.event(|writer| write_root(transaction, writer))?;
    for span in transaction.member("spans").and_then(Json::elements).into_iter().flatten() {
        events.event(|writer| write_child(transaction, span, writer))?;
    }
    Ok(())
}

fn write_root(transaction: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let start = transaction.member("start_timestamp");
    let trace = transaction.member("contexts").and_then(|contexts| contexts.member("trace"));
    time::write(writer, "time", start);
    writer.name("kind").text("span");
    error_event::write_head(transaction, writer);
    writer.text_unless_empty("level", failed(trace.and_then(|trace| text_of(trace, "status"))));
    writer.text_unless_empty("name", text_of(transaction, "transaction").unwrap_or_default());
    about::known(transaction, false).write(writer);
    about::write_trace(transaction, writer);
    writer.object_unless_empty("values", |writer| {
        time::write_duration(writer, start, transaction.member("timestamp"));
        for (name, measurement) in transaction.member("measurements").and_then(Json::members).into_iter().flatten() {
            if let Some(value) = measurement.member("value").and_then(Json::digits).filter(|_| name != "duration_ms") {
                writer.name(name).digits(value);
            }
        }
    });
    writer.object_unless_empty("attributes", |writer| {
        writer.object_unless_empty("sentry", |writer| error_event::write_rest(transaction, false, false, writer));
    });
}

/// What the transaction says of application, page and browser holds for its children too.
fn write_child(transaction: Json<'_>, span: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let start = span.member("start_timestamp");
    let name = text_of(span, "description").or_else(|| text_of(span, "op"));
    time::write(writer, "time", start);
    writer.name("kind").text("span");
    writer.text_unless_empty("level", failed(text_of(span, "status")));
    writer.text_unless_empty("name", name.unwrap_or_default());
    about::known(transaction, false).write(writer);
    write_trace(text_of(span, "trace_id"), text_of(span, "span_id"), text_of(span, "parent_span_id"), writer);
    writer.object_unless_empty("values", |writer| time::write_duration(writer, start, span.member("timestamp")));
    writer.object_unless_empty("attributes", |writer| {
        let data = span.member("data").filter(|data| data.is_object());
        let others = data.and_then(Json::members).into_iter().flatten().filter(|(name, _)| *name != "sentry");
        others.for_each(|(_, value)| writer.member(value));
        writer.object_unless_empty("sentry", |writer| {
            for name in ["op", "status", "origin", "tags", "links"] {
                if let Some(value) = span.member(name) {
                    writer.member(value);
                }
            }
            if let Some(value) = data.and_then(|data| data.member("sentry")) {
                writer.name("data").object(|writer| writer.name("sentry").json(value));
            }
        });
    });
}
