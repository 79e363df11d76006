//! Log records. <https://opentelemetry.io/docs/specs/otel/logs/data-model/>

use super::{
    attributes::{self, Of},
    origin::Origin,
    read::{AnyValue, Message, Reader, Unfit, log_record::LogRecord},
    record::{Trace, count, time},
    signal::Signal,
    walk::walk,
};
use crate::event_text::{EventText, Text};
use sluice_event::DecodeError;
use std::borrow::Cow;

/// Writes every record as an event.
pub(super) fn write<'a>(
    request: Message<'a>,
    reader: &mut Reader<'a>,
    events: &mut EventText,
) -> Result<(), DecodeError> {
    let mut record = LogRecord::default();
    walk(Signal::Logs, request, reader, |reader, place| {
        record = LogRecord::read(reader, place.message, std::mem::take(&mut record))?;
        events.event(|text| write_record(&record, place.origin, reader, text)).map_err(Unfit::Body)
    })
}

fn write_record<'a>(record: &LogRecord<'a>, origin: &Origin<'_, 'a>, reader: &Reader<'a>, text: &mut Text<'_>) {
    let attribute = |name| attributes::text_of(&record.attributes, name);
    let (exception, message) = (attribute("exception.type"), attribute("exception.message"));
    let name = Some(record.event_name).filter(|name| !name.is_empty()).or(attribute("event.name"));
    let kind = match name {
        _ if exception.or(message).is_some() => "exception",
        Some(_) => "event",
        None => "log",
    };
    let said = match record.body {
        AnyValue::Text(said) => Some(said),
        _ => message,
    };

    time(text, "time", if record.time == 0 { record.observed_time } else { record.time });
    text.name("kind").text(kind);
    text.text_unless_empty("level", &level(record));
    text.text_unless_empty("name", name.or(exception).unwrap_or_default());
    text.text_unless_empty("message", said.unwrap_or_default());
    attributes::known(&record.attributes, Of::Other).or(origin.known()).write(text);
    let trace = Trace { trace_id: record.trace_id, span_id: record.span_id, flags: record.flags, ..Trace::default() };
    trace.write(text);
    let is_text = matches!(record.body, AnyValue::Text(_) | AnyValue::Empty);
    let taken = if is_text { &["otel"][..] } else { &["otel", "body"] };
    text.object_unless_empty("attributes", |text| {
        let left = attributes::write_others(&record.attributes, Of::Other, taken, text);
        if !is_text {
            attributes::write_value(record.body, text.name("body"));
        }
        text.object_unless_empty("otel", |text| {
            if left {
                attributes::write_taken(&record.attributes, taken, text);
            }
            origin.write([&reader.kept, &[]], text);
            count(text, "severity_number", u64::try_from(record.severity_number).unwrap_or_default());
            text.text_unless_empty("severity_text", record.severity_text);
            if record.time != 0 {
                time(text, "observed_time", record.observed_time);
            }
            count(text, "dropped_attributes_count", record.dropped_attributes_count);
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
