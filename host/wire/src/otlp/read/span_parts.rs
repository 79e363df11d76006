//! What is within a `Span`: `Event`, `Link` and `Status`.

use super::encoding::value::number_of;
use super::id::Id;
use super::{KeyValue, Message, Read, Reader, fields};

/// What happened in a span.
#[derive(Default)]
pub(in crate::otlp) struct SpanEvent<'a> {
    pub(in crate::otlp) time: u64,
    pub(in crate::otlp) name: &'a str,
    pub(in crate::otlp) attributes: Vec<KeyValue<'a>>,
    pub(in crate::otlp) dropped_attributes_count: u32,
}

/// What a span is linked to.
#[derive(Default)]
pub(in crate::otlp) struct SpanLink<'a> {
    pub(in crate::otlp) trace_id: Id<16>,
    pub(in crate::otlp) span_id: Id<8>,
    pub(in crate::otlp) trace_state: &'a str,
    pub(in crate::otlp) attributes: Vec<KeyValue<'a>>,
    pub(in crate::otlp) dropped_attributes_count: u32,
    pub(in crate::otlp) flags: u32,
}

/// How a span ended.
#[derive(Clone, Copy, Default)]
pub(in crate::otlp) struct Status<'a> {
    /// A `StatusCode`.
    pub(in crate::otlp) code: i32,
    pub(in crate::otlp) message: &'a str,
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

impl<'a> SpanEvent<'a> {
    pub(super) fn read(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut event = Self::default();
        reader.fields(message, |reader, field, value| {
            match field {
                EventField::Time => event.time = value.time()?,
                EventField::Name => event.name = reader.text(value)?,
                EventField::Attributes => reader.attributes(field, value, &mut event.attributes)?,
                EventField::DroppedAttributesCount => event.dropped_attributes_count = value.weightless()?,
            }
            Ok(())
        })?;
        Ok(event)
    }
}

impl<'a> SpanLink<'a> {
    pub(super) fn read(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut link = Self::default();
        reader.fields(message, |reader, field, value| {
            match field {
                LinkField::TraceId => link.trace_id = value.id()?,
                LinkField::SpanId => link.span_id = value.id()?,
                LinkField::TraceState => link.trace_state = reader.text(value)?,
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
    pub(super) fn read(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut status = Self::default();
        reader.fields(message, |reader, field, value| {
            match field {
                StatusField::Message => status.message = reader.text(value)?,
                StatusField::Code => status.code = value.one_of(code)?,
            }
            Ok(())
        })?;
        Ok(status)
    }
}

fn code(name: &str) -> Option<i32> {
    number_of(name.strip_prefix("STATUS_CODE_")?, &["UNSET", "OK", "ERROR"])
}
