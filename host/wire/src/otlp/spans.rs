//! Spans. <https://opentelemetry.io/docs/specs/otel/trace/api/#span>

use super::attributes::{self, Of};
use super::origin::Origin;
use super::read::span::Span;
use super::read::{Message, Reader, Unfit};
use super::record::{Trace, count, is_remote, time};
use super::signal::Signal;
use super::span_parts;
use super::walk::walk;
use crate::event_text::known::Known;
use crate::event_text::{EventText, Text};
use sluice_event::DecodeError;

/// A `StatusCode`.
const OK: i32 = 1;
const ERROR: i32 = 2;

/// What the body around the spans says of all of them.
#[derive(Default)]
pub(crate) struct Around<'a> {
    /// Said of a span where neither it nor its resource says it.
    pub(crate) known: Known<'a>,
    /// Faro's own, as members of the attribute `faro`.
    pub(crate) faro: &'a [u8],
}

/// Writes every span as an event.
pub(super) fn write<'a>(
    request: Message<'a>,
    around: &Around<'_>,
    reader: &mut Reader<'a>,
    events: &mut EventText,
) -> Result<(), DecodeError> {
    let mut span = Span::default();
    walk(Signal::Traces, request, reader, |reader, place| {
        span = Span::read(reader, place.message, std::mem::take(&mut span))?;
        events.event(|text| write_span(&span, place.origin, around, reader, text)).map_err(Unfit::Body)
    })
}

fn write_span<'a>(
    span: &Span<'a>,
    origin: &Origin<'_, 'a>,
    around: &Around<'_>,
    reader: &Reader<'a>,
    text: &mut Text<'_>,
) {
    let failed = span.status.code == ERROR;
    time(text, "time", span.start_time);
    text.name("kind").text("span");
    text.text_unless_empty("level", if failed { "error" } else { "" });
    text.text_unless_empty("name", span.name);
    text.text_unless_empty("message", span.status.message);
    attributes::known(&span.attributes, Of::Span).or(origin.known()).or(&around.known).write(text);
    let trace = Trace {
        trace_id: span.trace_id,
        span_id: span.span_id,
        parent_span_id: span.parent_span_id,
        state: span.trace_state,
        flags: span.flags,
    };
    trace.write(text);
    text.object_unless_empty("values", |text| write_duration(span, text));
    let taken = if around.faro.is_empty() { &["otel"][..] } else { &["otel", "faro"] };
    text.object_unless_empty("attributes", |text| {
        let left = attributes::write_others(&span.attributes, Of::Span, taken, text);
        text.object_unless_empty("faro", |text| text.written(around.faro));
        text.object_unless_empty("otel", |text| {
            if left {
                attributes::write_taken(&span.attributes, taken, text);
            }
            origin.write([&reader.kept, &[]], text);
            is_remote(text, "parent_is_remote", span.flags);
            text.text_unless_empty("span_kind", kind(span));
            text.text_unless_empty("status", status(span));
            time(text, "end_time", span.end_time);
            count(text, "dropped_attributes_count", span.dropped_attributes_count);
            span_parts::write_events(span, text);
            span_parts::write_links(span, text);
        });
    });
}

/// In milliseconds, with all of the nanoseconds.
fn write_duration(span: &Span<'_>, text: &mut Text<'_>) {
    const NANOSECONDS: u64 = 1_000_000;
    let taken = span.end_time.checked_sub(span.start_time);
    if let Some(taken) = taken.filter(|_| span.start_time != 0) {
        text.name("duration_ms").plain(format_args!("{}.{:06}", taken / NANOSECONDS, taken % NANOSECONDS));
    }
}

fn kind(span: &Span<'_>) -> &'static str {
    match span.kind {
        1 => "internal",
        2 => "server",
        3 => "client",
        4 => "producer",
        5 => "consumer",
        _ => "",
    }
}

fn status(span: &Span<'_>) -> &'static str {
    match span.status.code {
        OK => "ok",
        ERROR => "error",
        _ => "",
    }
}
