//! Durations, which are nanoseconds in Real User Monitoring and milliseconds in lines.

use super::about::text_of;
use sluice_event::{Json, ValueWriter};

/// A member that goes to `values`, and what it is called there.
#[derive(Clone, Copy)]
enum Number {
    /// In nanoseconds.
    Duration(&'static str),
    /// Of another unit.
    Other(&'static str),
}

impl Number {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "duration" => Self::Duration("duration_ms"),
            "loading_time" => Self::Duration("loading_time_ms"),
            "time_spent" => Self::Duration("time_spent_ms"),
            "blocking_duration" => Self::Duration("blocking_duration_ms"),
            "first_byte" => Self::Duration("ttfb"),
            "first_contentful_paint" => Self::Duration("fcp"),
            "largest_contentful_paint" => Self::Duration("lcp"),
            "interaction_to_next_paint" => Self::Duration("inp"),
            "first_input_delay" => Self::Duration("fid"),
            "dom_complete" => Self::Duration("dom_complete_ms"),
            "dom_content_loaded" => Self::Duration("dom_content_loaded_ms"),
            "dom_interactive" => Self::Duration("dom_interactive_ms"),
            "load_event" => Self::Duration("load_event_ms"),
            "cumulative_layout_shift" => Self::Other("cls"),
            "size" => Self::Other("size_bytes"),
            "transfer_size" => Self::Other("transfer_size_bytes"),
            "encoded_body_size" => Self::Other("encoded_body_size_bytes"),
            "decoded_body_size" => Self::Other("decoded_body_size_bytes"),
            _ => return None,
        })
    }
}

/// Groups of a view with a number for each of these names. <https://docs.datadoghq.com/real_user_monitoring/browser/data_collected/>
const COUNTS: [&str; 5] = ["action", "error", "long_task", "resource", "frustration"];

/// The members that [`write`] takes.
pub(super) fn is_taken(name: &str, value: Json<'_>) -> bool {
    value.digits().is_some() && Number::named(name).is_some()
}

/// Writes the numbers of an event's own object.
pub(super) fn write(own: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let mut counts = [None; COUNTS.len()];
    for (name, value) in own.said_members() {
        if let Some(digits) = value.digits() {
            match Number::named(name) {
                Some(Number::Duration(known)) => write_milliseconds(known, digits, writer),
                Some(Number::Other(known)) => writer.name(known).json(value),
                None => {}
            }
        } else if value.is_object()
            && let Some(place) = COUNTS.iter().position(|known| *known == name)
        {
            counts[place] = value.member("count").filter(|count| count.digits().is_some());
        }
    }
    for (name, count) in COUNTS.iter().zip(counts) {
        if let Some(count) = count {
            writer.name(name).json(count);
        }
    }
}

/// Writes nanoseconds as milliseconds.
fn write_milliseconds(name: &str, digits: &str, writer: &mut ValueWriter<'_, '_>) {
    match digits.parse::<u64>() {
        Ok(nanoseconds) => writer.name(name).milliseconds(nanoseconds),
        Err(_) => {
            if let Some(nanoseconds) = digits.parse::<f64>().ok().filter(|value| value.is_finite()) {
                writer.name(name).float(nanoseconds / 1e6);
            }
        }
    }
}

/// The ids of the trace that a request of the page began.
pub(super) fn write_trace(own: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    writer.object_unless_empty("trace", |writer| {
        for name in ["trace_id", "span_id"] {
            if let Some(id) = text_of(own, name) {
                writer.name(name).text(id);
            }
        }
    });
}
