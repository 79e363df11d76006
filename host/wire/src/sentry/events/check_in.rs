//! Check-ins of what runs at set times. <https://develop.sentry.dev/sdk/telemetry/check-ins/>

use crate::{
    mapping::known::{Known, Slot},
    sentry::members::{about::text_of, trace::write_trace},
};
use sluice_event::{Json, ValueWriter};

/// Writes the members of an event.
pub(super) fn write(check_in: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    writer.name("kind").text("event");
    let failed = matches!(text_of(check_in, "status"), Some("error" | "missed" | "timeout"));
    writer.text_unless_empty("level", if failed { "error" } else { "" });
    writer.name("name").text("check_in");
    let mut known = Known::default();
    known.set_text(Slot::AppVersion, text_of(check_in, "release"));
    known.set_text(Slot::AppEnvironment, text_of(check_in, "environment"));
    known.write(writer);
    let trace = check_in.member("contexts").and_then(|contexts| contexts.member("trace"));
    if let Some(trace) = trace {
        write_trace(text_of(trace, "trace_id"), text_of(trace, "span_id"), None, writer);
    }
    writer.object_unless_empty("values", |writer| {
        if let Some(seconds) = check_in.member("duration").and_then(Json::digits).and_then(|digits| digits.parse().ok())
        {
            writer.name("duration_ms").float(1e3 * f64::clamp(seconds, -1e12, 1e12));
        }
    });
    writer.object_unless_empty("attributes", |writer| {
        writer.object_unless_empty("sentry", |writer| {
            for name in ["check_in_id", "monitor_slug", "status", "monitor_config"] {
                if let Some(value) = check_in.member(name) {
                    writer.member(value);
                }
            }
        });
    });
}
