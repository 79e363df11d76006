//! Durations, which are nanoseconds in Real User Monitoring and milliseconds in lines.

use super::about::text_of;
use sluice_event::{Json, ValueWriter};

/// Members in nanoseconds, and what they are called in `values`.
const DURATIONS: [(&str, &str); 13] = [
    ("duration", "duration_ms"),
    ("loading_time", "loading_time_ms"),
    ("time_spent", "time_spent_ms"),
    ("blocking_duration", "blocking_duration_ms"),
    ("first_byte", "ttfb"),
    ("first_contentful_paint", "fcp"),
    ("largest_contentful_paint", "lcp"),
    ("interaction_to_next_paint", "inp"),
    ("first_input_delay", "fid"),
    ("dom_complete", "dom_complete_ms"),
    ("dom_content_loaded", "dom_content_loaded_ms"),
    ("dom_interactive", "dom_interactive_ms"),
    ("load_event", "load_event_ms"),
];
/// Members that are numbers of another unit.
const OTHERS: [(&str, &str); 5] = [
    ("cumulative_layout_shift", "cls"),
    ("size", "size_bytes"),
    ("transfer_size", "transfer_size_bytes"),
    ("encoded_body_size", "encoded_body_size_bytes"),
    ("decoded_body_size", "decoded_body_size_bytes"),
];
/// Groups of a view with a number for each of these names. <https://docs.datadoghq.com/real_user_monitoring/browser/data_collected/>
const COUNTS: [&str; 5] = ["action", "error", "long_task", "resource", "frustration"];

/// The members that [`write`] takes.
pub(super) fn is_taken(name: &str, value: Json<'_>) -> bool {
    value.digits().is_some() && (DURATIONS.iter().chain(&OTHERS).any(|(known, _)| *known == name))
}

/// Writes the numbers of an event's own object.
pub(super) fn write(own: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let mut counts = [None; COUNTS.len()];
    for (name, value) in own.said_members() {
        if let Some(digits) = value.digits() {
            if let Some((_, known)) = DURATIONS.iter().find(|(known, _)| *known == name) {
                write_milliseconds(known, digits, writer);
            } else if let Some((_, known)) = OTHERS.iter().find(|(known, _)| *known == name) {
                writer.name(known).json(value);
            }
        } else if let Some(place) = COUNTS.iter().position(|known| *known == name) {
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
        Ok(nanoseconds) => {
            writer.name(name).number(format_args!("{}.{:06}", nanoseconds / 1_000_000, nanoseconds % 1_000_000));
        }
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
