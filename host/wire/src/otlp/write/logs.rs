//! Log records. <https://opentelemetry.io/docs/specs/otel/logs/data-model/>

use super::{
    attributes::{self, Of, Sorted},
    origin::Origin,
    record::{Trace, count, time},
    walk::walk,
};
use crate::{
    mapping::known::Recent,
    otlp::{
        read::{AnyValue, Message, Reader, Unfit, log_record::LogRecord},
        signal::Signal,
    },
};
use sluice_event::{BatchBuilder, DecodeError, ValueWriter};
use std::borrow::Cow;

/// Writes every record as an event.
pub(in crate::otlp) fn write<'a>(
    request: Message<'a>,
    reader: &mut Reader<'a>,
    events: &mut BatchBuilder<'_>,
) -> Result<(), DecodeError> {
    let (mut record, mut recent) = (LogRecord::default(), Recent::default());
    walk(Signal::Logs, request, reader, |reader, place| {
        record = LogRecord::read(reader, place.message, std::mem::take(&mut record))?;
        events.event(|writer| write_record(&record, place.origin, reader, &mut recent, writer)).map_err(Unfit::Body)
    })
}

fn write_record<'a>(
    record: &LogRecord<'a>,
    origin: &Origin<'_, 'a>,
    reader: &Reader<'a>,
    recent: &mut Recent<'a>,
    writer: &mut ValueWriter<'_, '_>,
) {
    let sorted = Sorted::of(&record.attributes, Of::Other);
    let (exception, message) = (sorted.exception_type, sorted.exception_message);
    let name = Some(record.event_name).filter(|name| !name.is_empty()).or(sorted.event_name);
    let kind = match name {
        _ if exception.or(message).is_some() => "exception",
        Some(_) => "event",
        None => "log",
    };
    let said = match record.body {
        AnyValue::Text(said) => Some(said),
        _ => message,
    };

    time(writer, "time", if record.time == 0 { record.observed_time } else { record.time });
    writer.literal("kind").text(kind);
    writer.text_unless_empty("level", &level(record));
    writer.text_unless_empty("name", name.or(exception).unwrap_or_default());
    writer.text_unless_empty("message", said.unwrap_or_default());
    sorted.known.or(origin.known()).write_after(recent, writer);
    let trace = Trace { trace_id: record.trace_id, span_id: record.span_id, flags: record.flags, ..Trace::default() };
    trace.write(writer);
    let is_text = matches!(record.body, AnyValue::Text(_) | AnyValue::Empty);
    let taken = if is_text { &["otel"][..] } else { &["otel", "body"] };
    writer.object_unless_empty("attributes", |writer| {
        let left = sorted.write_others(taken, writer);
        if !is_text {
            attributes::write_value(record.body, writer.literal("body"));
        }
        writer.object_unless_empty("otel", |writer| {
            if left {
                attributes::write_taken(&record.attributes, taken, writer);
            }
            origin.write([&reader.kept, &[]], writer);
            count(writer, "severity_number", u64::try_from(record.severity_number).unwrap_or_default());
            writer.text_unless_empty("severity_text", record.severity_text);
            if record.time != 0 {
                time(writer, "observed_time", record.observed_time);
            }
            count(writer, "dropped_attributes_count", record.dropped_attributes_count);
        });
    });
}

/// The short name of the number's range, and without a number what the text says, in lower case.
/// <https://opentelemetry.io/docs/specs/otel/logs/data-model/#displaying-severity>
fn level(record: &LogRecord<'_>) -> Cow<'static, str> {
    Cow::Borrowed(match record.severity_number {
        1..=4 => "trace",
        5..=8 => "debug",
        9..=12 => "info",
        13..=16 => "warn",
        17..=20 => "error",
        21..=24 => "fatal",
        _ => return Cow::Owned(record.severity_text.to_lowercase()),
    })
}
