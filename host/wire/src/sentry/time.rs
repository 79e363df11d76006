//! Times: seconds since 1970 with a fraction, or RFC 3339.

use crate::event_text::Text;
use jiff::Timestamp;
use sluice_event::Json;

/// Seconds since 1970.
pub(super) fn seconds(value: Option<Json<'_>>) -> Option<f64> {
    let value = value?;
    match value.digits() {
        Some(digits) => digits.parse().ok().filter(|seconds: &f64| seconds.is_finite()),
        None => value.text()?.parse::<Timestamp>().ok().map(|time| time.as_microsecond() as f64 / 1e6),
    }
}

/// Writes a time as a member; one that is no time is left out.
pub(super) fn write(text: &mut Text<'_>, name: &str, value: Option<Json<'_>>) {
    let Some(seconds) = seconds(value) else { return };
    // A cast saturates; what is out of range is so for the timestamp too. A double has microseconds of our time.
    if let Ok(time) = Timestamp::from_microsecond((seconds * 1e6).round() as i64) {
        text.name(name).plain(format_args!("\"{time}\""));
    }
}

/// Writes what is between two times, in milliseconds.
pub(super) fn write_duration(text: &mut Text<'_>, start: Option<Json<'_>>, end: Option<Json<'_>>) {
    if let (Some(start), Some(end)) = (seconds(start), seconds(end))
        && end >= start
    {
        // Doubles of seconds have no more than microseconds.
        text.name("duration_ms").float(((end - start) * 1e6).round() / 1e3);
    }
}
