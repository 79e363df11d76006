//! `Span`.

use super::{KeyValue, Message, Read, Reader, fields, id::Id};

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

/// What happened in it.
#[derive(Default)]
pub(in crate::otlp) struct SpanEvent<'a> {
    pub(in crate::otlp) time: u64,
    pub(in crate::otlp) name: &'a str,
    pub(in crate::otlp) attributes: Vec<KeyValue<'a>>,
    pub(in crate::otlp) dropped_attributes_count: u32,
}

/// What it is linked to.
#[derive(Default)]
pub(in crate::otlp) struct SpanLink<'a> {
    pub(in crate::otlp) trace_id: Id<16>,
    pub(in crate::otlp) span_id: Id<8>,
    pub(in crate::otlp) trace_state: &'a str,
    pub(in crate::otlp) attributes: Vec<KeyValue<'a>>,
    pub(in crate::otlp) dropped_attributes_count: u32,
    pub(in crate::otlp) flags: u32,
}

/// How it ended.
#[derive(Clone, Copy, Default)]
pub(in crate::otlp) struct Status<'a> {
    /// A `StatusCode`.
    pub(in crate::otlp) code: i32,
    pub(in crate::otlp) message: &'a str,
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

fields! {
    EventField {
        Time = 1, "timeUnixNano";
        Name = 2, "name";
        Attributes = 3, "attributes";
        DroppedAttributesCount = 4, "droppedAttributesCount";
    }
}

fields! {
    LinkField {
        TraceId = 1, "traceId";
        SpanId = 2, "spanId";
        TraceState = 3, "traceState";
        Attributes = 4, "attributes";
        DroppedAttributesCount = 5, "droppedAttributesCount";
        Flags = 6, "flags";
    }
}

fields! {
    StatusField {
        Message = 2, "message";
        Code = 3, "code";
    }
}

impl<'a> Span<'a> {
    /// Reads one. `before` is one that is not needed any more, whose memory is used again.
    pub(in crate::otlp) fn read(reader: &mut Reader<'a>, message: Message<'a>, before: Self) -> Read<'a, Self> {
        let Self { mut attributes, mut events, mut links, .. } = before;
        attributes.clear();
        events.clear();
        links.clear();
        let mut span = Self { attributes, events, links, ..Self::default() };
        reader.fields(message, |reader, field, value| {
            match field {
                SpanField::TraceId => span.trace_id = value.id()?,
                SpanField::SpanId => span.span_id = value.id()?,
                SpanField::ParentSpanId => span.parent_span_id = value.id()?,
                SpanField::TraceState => span.trace_state = value.text()?,
                SpanField::Flags => span.flags = value.weightless()?,
                SpanField::Name => span.name = value.text()?,
                SpanField::Kind => span.kind = value.one_of(kind)?,
                SpanField::StartTime => span.start_time = value.time()?,
                SpanField::EndTime => span.end_time = value.time()?,
                SpanField::Attributes => reader.attributes(field, value, &mut span.attributes)?,
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
        Ok(span)
    }
}

impl<'a> SpanEvent<'a> {
    fn read(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut event = Self::default();
        reader.fields(message, |reader, field, value| {
            match field {
                EventField::Time => event.time = value.time()?,
                EventField::Name => event.name = value.text()?,
                EventField::Attributes => reader.attributes(field, value, &mut event.attributes)?,
                EventField::DroppedAttributesCount => event.dropped_attributes_count = value.weightless()?,
            }
            Ok(())
        })?;
        Ok(event)
    }
}

impl<'a> SpanLink<'a> {
    fn read(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut link = Self::default();
        reader.fields(message, |reader, field, value| {
            match field {
                LinkField::TraceId => link.trace_id = value.id()?,
                LinkField::SpanId => link.span_id = value.id()?,
                LinkField::TraceState => link.trace_state = value.text()?,
                LinkField::Attributes => reader.attributes(field, value, &mut link.attributes)?,
                LinkField::DroppedAttributesCount => link.dropped_attributes_count = value.weightless()?,
                LinkField::Flags => link.flags = value.weightless()?,
            }
            Ok(())
        })?;
        Ok(link)
    }
}

impl<'a> Status<'a> {
    fn read(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut status = Self::default();
        reader.fields(message, |_, field, value| {
            match field {
                StatusField::Message => status.message = value.text()?,
                StatusField::Code => status.code = value.one_of(code)?,
            }
            Ok(())
        })?;
        Ok(status)
    }
}

fn kind(name: &str) -> Option<i32> {
    const KINDS: [&str; 6] = ["UNSPECIFIED", "INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"];
    number_of(name.strip_prefix("SPAN_KIND_")?, &KINDS)
}

fn code(name: &str) -> Option<i32> {
    number_of(name.strip_prefix("STATUS_CODE_")?, &["UNSET", "OK", "ERROR"])
}

/// The number of an enum's value, by its place.
pub(super) fn number_of(name: &str, names: &[&str]) -> Option<i32> {
    names.iter().position(|known| *known == name).and_then(|place| i32::try_from(place).ok())
}
