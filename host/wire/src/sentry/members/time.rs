//! Times: seconds since 1970 with a fraction, or RFC 3339.

use jiff::Timestamp;
use sluice_event::{Json, ValueWriter, push_rfc3339};

/// Seconds since 1970.
pub(crate) fn seconds(value: Option<Json<'_>>) -> Option<f64> {
    let value = value?;
    match value.digits() {
        Some(digits) => digits.parse().ok().filter(|seconds: &f64| seconds.is_finite()),
        None => value.text()?.parse::<Timestamp>().ok().map(|time| time.as_microsecond() as f64 / 1e6),
    }
}

/// Writes a time as a member; one that is no time is left out.
pub(crate) fn write(writer: &mut ValueWriter<'_, '_>, name: &str, value: Option<Json<'_>>) {
    let Some(seconds) = seconds(value) else { return };
    // A cast saturates; what is out of range is so for the timestamp too. A double has microseconds of our time.
    if let Ok(time) = Timestamp::from_microsecond((seconds * 1e6).round() as i64) {
        writer.name(name).text_by(|text| push_rfc3339(text, time, None));
    }
}

/// Writes what is between two times, in milliseconds.
pub(crate) fn write_duration(writer: &mut ValueWriter<'_, '_>, start: Option<Json<'_>>, end: Option<Json<'_>>) {
    if let (Some(start), Some(end)) = (seconds(start), seconds(end))
        && end >= start
    {
        // Doubles of seconds have no more than microseconds.
        writer.name("duration_ms").float(((end - start) * 1e6).round() / 1e3);
    }
}
