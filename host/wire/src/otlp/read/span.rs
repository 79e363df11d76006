//! `Span`.

use super::encoding::value::number_of;
use super::id::Id;
use super::span_parts::{SpanEvent, SpanLink, Status};
use super::{KeyValue, Message, Read, Reader, fields};

/// A span, as far as something becomes of it.
#[derive(Default)]
pub(in crate::otlp) struct Span<'a> {
    pub(in crate::otlp) trace_id: Id<16>,
    pub(in crate::otlp) span_id: Id<8>,
    pub(in crate::otlp) parent_span_id: Id<8>,
    pub(in crate::otlp) trace_state: &'a str,
    pub(in crate::otlp) flags: u32,
    pub(in crate::otlp) name: &'a str,
    /// A `SpanKind`.
    pub(in crate::otlp) kind: i32,
    /// Nanoseconds since 1970, here and below; 0 says that there is none.
    pub(in crate::otlp) start_time: u64,
    pub(in crate::otlp) end_time: u64,
    pub(in crate::otlp) attributes: Vec<KeyValue<'a>>,
    pub(in crate::otlp) dropped_attributes_count: u32,
    pub(in crate::otlp) events: Vec<SpanEvent<'a>>,
    pub(in crate::otlp) dropped_events_count: u32,
    pub(in crate::otlp) links: Vec<SpanLink<'a>>,
    pub(in crate::otlp) dropped_links_count: u32,
    pub(in crate::otlp) status: Status<'a>,
}

fields! {
    SpanField {
        TraceId = 1, "traceId";
        SpanId = 2, "spanId";
        TraceState = 3, "traceState";
        ParentSpanId = 4, "parentSpanId";
        Name = 5, "name";
        Kind = 6, "kind";
        StartTime = 7, "startTimeUnixNano";
        EndTime = 8, "endTimeUnixNano";
        Attributes = 9, "attributes";
        DroppedAttributesCount = 10, "droppedAttributesCount";
        Events = 11, "events";
        DroppedEventsCount = 12, "droppedEventsCount";
        Links = 13, "links";
        DroppedLinksCount = 14, "droppedLinksCount";
        Status = 15, "status";
        Flags = 16, "flags";
    }
}

impl<'a> Span<'a> {
    /// Reads one. `before` is one that is not needed any more, whose memory is used again.
    pub(in crate::otlp) fn read(reader: &mut Reader<'a>, message: Message<'a>, before: Self) -> Read<'a, Self> {
        let Self { mut attributes, mut events, mut links, .. } = before;
        attributes.clear();
        events.clear();
        links.clear();
        let mut span = Self { events, links, ..Self::default() };
        let list = (SpanField::Attributes, &mut attributes);
        reader.fields_and_attributes(message, list, |reader, field, value| {
            match field {
                SpanField::TraceId => span.trace_id = value.id()?,
                SpanField::SpanId => span.span_id = value.id()?,
                SpanField::ParentSpanId => span.parent_span_id = value.id()?,
                SpanField::TraceState => span.trace_state = reader.text(value)?,
                SpanField::Flags => span.flags = value.weightless()?,
                SpanField::Name => span.name = reader.text(value)?,
                SpanField::Kind => span.kind = value.one_of(kind)?,
                SpanField::StartTime => span.start_time = value.time()?,
                SpanField::EndTime => span.end_time = value.time()?,
                SpanField::Attributes => {}
                SpanField::DroppedAttributesCount => span.dropped_attributes_count = value.weightless()?,
                SpanField::Events => reader.elements(field, value, |reader, message| {
                    span.events.push(reader.part(message, SpanEvent::read)?);
                    Ok(())
                })?,
                SpanField::DroppedEventsCount => span.dropped_events_count = value.weightless()?,
                SpanField::Links => reader.elements(field, value, |reader, message| {
                    span.links.push(reader.part(message, SpanLink::read)?);
                    Ok(())
                })?,
                SpanField::DroppedLinksCount => span.dropped_links_count = value.weightless()?,
                SpanField::Status => span.status = reader.part(value.message()?, Status::read)?,
            }
            Ok(())
        })?;
        Ok(Self { attributes, ..span })
    }
}

fn kind(name: &str) -> Option<i32> {
    const KINDS: [&str; 6] = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
    number_of(name.strip_prefix("SPAN_KIND_")?, &KINDS)
}
