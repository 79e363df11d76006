//! Spans. <https://opentelemetry.io/docs/specs/otel/trace/api/#span>

use super::{
    attributes::{self, Of, Sorted},
    origin::Origin,
    record::{Trace, count, is_remote, time},
    span_parts,
    walk::walk,
};
use crate::{
    mapping::known::{Known, Recent},
    otlp::{
        read::{Message, Reader, Unfit, span::Span},
        signal::Signal,
    },
};
use sluice_event::{BatchBuilder, DecodeError, ValueWriter};

/// A `StatusCode`.
const OK: i32 = 1;
const ERROR: i32 = 2;

/// What the body around the spans says of all of them.
#[derive(Default)]
pub(crate) struct Around<'a> {
    /// Said of a span where neither it nor its resource says it.
    pub(crate) known: Known<'a>,
    /// Writes Faro's own, as members of the attribute `faro`, if there is something.
    pub(crate) faro: Option<&'a dyn Fn(&mut ValueWriter<'_, '_>)>,
}

/// Writes every span as an event.
pub(in crate::otlp) fn write<'a>(
    request: Message<'a>,
    around: &Around<'a>,
    reader: &mut Reader<'a>,
    events: &mut BatchBuilder<'_>,
) -> Result<(), DecodeError> {
    let (mut span, mut recent) = (Span::default(), Recent::default());
    walk(Signal::Traces, request, reader, |reader, place| {
        span = Span::read(reader, place.message, std::mem::take(&mut span))?;
        events
            .event(|writer| write_span(&span, (place.origin, around), reader, &mut recent, writer))
            .map_err(Unfit::Body)
    })
}

fn write_span<'a>(
    span: &Span<'a>,
    (origin, around): (&Origin<'_, 'a>, &Around<'a>),
    reader: &Reader<'a>,
    recent: &mut Recent<'a>,
    writer: &mut ValueWriter<'_, '_>,
) {
    let failed = span.status.code == ERROR;
    time(writer, "time", span.start_time);
    writer.literal("kind").text("span");
    writer.text_unless_empty("level", if failed { "error" } else { "" });
    writer.text_unless_empty("name", span.name);
    writer.text_unless_empty("message", span.status.message);
    let sorted = Sorted::of(&span.attributes, Of::Span);
    sorted.known.or(origin.known()).or(&around.known).write_after(recent, writer);
    let trace = Trace {
        trace_id: span.trace_id,
        span_id: span.span_id,
        parent_span_id: span.parent_span_id,
        state: span.trace_state,
        flags: span.flags,
    };
    trace.write(writer);
    writer.object_unless_empty("values", |writer| write_duration(span, writer));
    let taken = if around.faro.is_none() { &["otel"][..] } else { &["otel", "faro"] };
    writer.object_unless_empty("attributes", |writer| {
        let left = sorted.write_others(taken, writer);
        writer.object_unless_empty("faro", |writer| {
            around.faro.into_iter().for_each(|write| write(writer));
        });
        writer.object_unless_empty("otel", |writer| {
            if left {
                attributes::write_taken(&span.attributes, taken, writer);
            }
            origin.write([&reader.kept, &[]], writer);
            is_remote(writer, "parent_is_remote", span.flags);
            writer.text_unless_empty("span_kind", kind(span));
            writer.text_unless_empty("status", status(span));
            time(writer, "end_time", span.end_time);
            count(writer, "dropped_attributes_count", span.dropped_attributes_count);
            span_parts::write_events(span, writer);
            span_parts::write_links(span, writer);
        });
    });
}

/// In milliseconds, with all of the nanoseconds.
fn write_duration(span: &Span<'_>, writer: &mut ValueWriter<'_, '_>) {
    let taken = span.end_time.checked_sub(span.start_time);
    if let Some(taken) = taken.filter(|_| span.start_time != 0) {
        writer.literal("duration_ms").milliseconds(taken);
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
