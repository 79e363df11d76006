//! `LogRecord`.

use super::{AnyValue, KeyValue, Message, Read, Reader, fields, id::Id};

/// A log record, as far as something becomes of it.
#[derive(Default)]
pub(in crate::otlp) struct LogRecord<'a> {
    /// Nanoseconds since 1970, here and below; 0 says that there is none.
    pub(in crate::otlp) time: u64,
    pub(in crate::otlp) observed_time: u64,
    pub(in crate::otlp) severity_number: i32,
    pub(in crate::otlp) severity_text: &'a str,
    pub(in crate::otlp) event_name: &'a str,
    pub(in crate::otlp) body: AnyValue<'a>,
    pub(in crate::otlp) attributes: Vec<KeyValue<'a>>,
    pub(in crate::otlp) dropped_attributes_count: u32,
    pub(in crate::otlp) flags: u32,
    pub(in crate::otlp) trace_id: Id<16>,
    pub(in crate::otlp) span_id: Id<8>,
}

fields! {
    LogRecordField {
        Time = 1, "timeUnixNano";
        ObservedTime = 11, "observedTimeUnixNano";
        SeverityNumber = 2, "severityNumber";
        SeverityText = 3, "severityText";
        Body = 5, "body";
        Attributes = 6, "attributes";
        DroppedAttributesCount = 7, "droppedAttributesCount";
        Flags = 8, "flags";
        TraceId = 9, "traceId";
        SpanId = 10, "spanId";
        EventName = 12, "eventName";
    }
}

impl<'a> LogRecord<'a> {
    /// Reads one. `before` is one that is not needed any more, whose memory is used again.
    pub(in crate::otlp) fn read(reader: &mut Reader<'a>, message: Message<'a>, before: Self) -> Read<'a, Self> {
        let mut attributes = before.attributes;
        attributes.clear();
        let mut record = Self::default();
        let list = (LogRecordField::Attributes, &mut attributes);
        reader.fields_and_attributes(message, list, |reader, field, value| {
            match field {
                LogRecordField::Time => record.time = value.time()?,
                LogRecordField::ObservedTime => record.observed_time = value.time()?,
                LogRecordField::SeverityNumber => record.severity_number = value.one_of(severity)?,
                LogRecordField::SeverityText => record.severity_text = reader.text(value)?,
                LogRecordField::Body => record.body = reader.any_value(value)?,
                LogRecordField::Attributes => {}
                LogRecordField::DroppedAttributesCount => record.dropped_attributes_count = value.weightless()?,
                LogRecordField::Flags => record.flags = value.weightless()?,
                LogRecordField::TraceId => record.trace_id = value.id()?,
                LogRecordField::SpanId => record.span_id = value.id()?,
                LogRecordField::EventName => record.event_name = reader.text(value)?,
            }
            Ok(())
        })?;
        Ok(Self { attributes, ..record })
    }
}

/// `SEVERITY_NUMBER_WARN2` is 14: each of six ranges has four numbers, of which the first has no digit.
fn severity(name: &str) -> Option<i32> {
    const RANGES: [&str; 6] = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
    let name = name.strip_prefix("SEVERITY_NUMBER_")?;
    if name == "UNSPECIFIED" {
        return Some(0);
    }
    let (range, first) = RANGES.iter().zip((1..).step_by(4)).find(|(range, _)| name.starts_with(**range))?;
    let place = match name.strip_prefix(*range)? {
        "" => 0,
        "2" => 1,
        "3" => 2,
        "4" => 3,
        _ => return None,
    };
    Some(first + place)
}
