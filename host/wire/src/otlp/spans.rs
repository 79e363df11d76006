//! Spans. <https://opentelemetry.io/docs/specs/otel/trace/api/#span>

use super::{
    attributes::{self, Of},
    origin::Origin,
    record::{Trace, count, is_remote, time},
    span_parts,
};
use crate::{
    event_text::{EventText, Text},
    known::Known,
};
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, Span, span::SpanKind, status::StatusCode};
use sluice_event::DecodeError;

/// What the body around the spans says of all of them.
#[derive(Default)]
pub(crate) struct Around<'a> {
    /// Said of a span where neither it nor its resource says it.
    pub(crate) known: Known<'a>,
    /// Faro's own, as members of the attribute `faro`.
    pub(crate) faro: &'a [u8],
}

/// Writes every span as an event.
pub(super) fn write(
    resources: &[ResourceSpans],
    around: &Around<'_>,
    events: &mut EventText,
) -> Result<(), DecodeError> {
    for spans in resources {
        let resource = Origin::of(spans.resource.as_ref());
        for spans in &spans.scope_spans {
            let origin = resource.with(spans.scope.as_ref());
            let around = Around { known: origin.known.or(&around.known), ..*around };
            for span in &spans.spans {
                events.event(|text| write_span(span, &origin, &around, text))?;
            }
        }
    }
    Ok(())
}

fn write_span(span: &Span, origin: &Origin<'_>, around: &Around<'_>, text: &mut Text<'_>) {
    let failed = span.status.as_ref().filter(|status| status.code == StatusCode::Error as i32);
    time(text, "time", span.start_time_unix_nano);
    text.name("kind").text("span");
    text.text_unless_empty("level", failed.map_or("", |_| "error"));
    text.text_unless_empty("name", &span.name);
    text.text_unless_empty("message", span.status.as_ref().map_or("", |status| &status.message));
    attributes::known(&span.attributes, Of::Span).or(&around.known).write(text);
    let trace = Trace {
        trace_id: &span.trace_id,
        span_id: &span.span_id,
        parent_span_id: &span.parent_span_id,
        state: &span.trace_state,
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
            origin.write(text);
            is_remote(text, "parent_is_remote", span.flags);
            text.text_unless_empty("span_kind", kind(span));
            text.text_unless_empty("status", status(span));
            time(text, "end_time", span.end_time_unix_nano);
            count(text, "dropped_attributes_count", span.dropped_attributes_count);
            span_parts::write_events(span, text);
            span_parts::write_links(span, text);
        });
    });
}

/// In milliseconds, with all of the nanoseconds.
fn write_duration(span: &Span, text: &mut Text<'_>) {
    const NANOSECONDS: u64 = 1_000_000;
    let taken = span.end_time_unix_nano.checked_sub(span.start_time_unix_nano);
    if let Some(taken) = taken.filter(|_| span.start_time_unix_nano != 0) {
        text.name("duration_ms").plain(format_args!("{}.{:06}", taken / NANOSECONDS, taken % NANOSECONDS));
    }
}

fn kind(span: &Span) -> &'static str {
    match SpanKind::try_from(span.kind) {
        Ok(SpanKind::Internal) => "internal",
        Ok(SpanKind::Server) => "server",
        Ok(SpanKind::Client) => "client",
        Ok(SpanKind::Producer) => "producer",
        Ok(SpanKind::Consumer) => "consumer",
        Ok(SpanKind::Unspecified) | Err(_) => "",
    }
}

fn status(span: &Span) -> &'static str {
    match span.status.as_ref().map(|status| StatusCode::try_from(status.code)) {
        Some(Ok(StatusCode::Ok)) => "ok",
        Some(Ok(StatusCode::Error)) => "error",
        _ => "",
    }
}
