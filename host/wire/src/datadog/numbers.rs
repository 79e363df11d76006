//! Durations, which are nanoseconds in Real User Monitoring and milliseconds in lines.

use super::about::text_of;
use crate::event_text::Text;
use sluice_event::Json;

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
pub(super) fn write(object: Option<Json<'_>>, text: &mut Text<'_>) {
    for (name, value) in object.and_then(Json::members).into_iter().flatten() {
        let Some(digits) = value.digits() else { continue };
        if let Some((_, known)) = DURATIONS.iter().find(|(known, _)| *known == name) {
            write_milliseconds(known, digits, text);
        } else if let Some((_, known)) = OTHERS.iter().find(|(known, _)| *known == name) {
            text.name(known).plain(digits);
        }
    }
    let counts = |name: &str| object?.member(name)?.member("count")?.digits();
    for name in COUNTS {
        if let Some(digits) = counts(name) {
            text.name(name).plain(digits);
        }
    }
}

/// Writes nanoseconds as milliseconds.
fn write_milliseconds(name: &str, digits: &str, text: &mut Text<'_>) {
    match digits.parse::<u64>() {
        Ok(nanoseconds) => {
            text.name(name).plain(format_args!("{}.{:06}", nanoseconds / 1_000_000, nanoseconds % 1_000_000));
        }
        Err(_) => {
            if let Some(nanoseconds) = digits.parse::<f64>().ok().filter(|value| value.is_finite()) {
                text.name(name).float(nanoseconds / 1e6);
            }
        }
    }
}

/// The ids of the trace that a request of the page began.
pub(super) fn write_trace(event: Json<'_>, text: &mut Text<'_>) {
    let Some(own) = event.member("_dd") else { return };
    text.object_unless_empty("trace", |text| {
        for name in ["trace_id", "span_id"] {
            text.text_unless_empty(name, text_of(own, name).unwrap_or_default());
        }
    });
}
