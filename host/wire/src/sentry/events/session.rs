//! Sessions: an SDK says when one begins and when it ends or fails. <https://develop.sentry.dev/sdk/telemetry/sessions/>

use crate::{
    mapping::known::{Known, Slot},
    sentry::members::{
        about::{app, text_of},
        time,
    },
};
use sluice_event::{Json, ValueWriter};

/// Writes the members of an event.
pub(super) fn write(session: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    time::write(writer, "time", session.member("timestamp").or(session.member("started")));
    writer.name("kind").text("event");
    writer.name("name").text("session");
    let mut known = Known::default();
    known.set_text(Slot::Session, text_of(session, "sid"));
    if let Some(attributes) = session.member("attrs") {
        let (name, version) = text_of(attributes, "release").map_or((None, None), app);
        known.set_text(Slot::AppName, name);
        known.set_text(Slot::AppVersion, version);
        known.set_text(Slot::AppEnvironment, text_of(attributes, "environment"));
        known.set_text(Slot::BrowserUserAgent, text_of(attributes, "user_agent"));
    }
    known.write(writer);
    writer.object_unless_empty("values", |writer| {
        if let Some(seconds) = session.member("duration").and_then(Json::digits).and_then(|digits| digits.parse().ok())
        {
            writer.name("duration_ms").float(1e3 * f64::clamp(seconds, -1e12, 1e12));
        }
    });
    writer.object_unless_empty("attributes", |writer| {
        writer.object_unless_empty("sentry", |writer| {
            time::write(writer, "started", session.member("started"));
            for name in ["init", "status", "errors", "seq", "abnormal_mechanism"] {
                if let Some(value) = session.member(name) {
                    writer.member(value);
                }
            }
            if let Some(user) = session.member("did") {
                writer.name("user").object(|writer| writer.name("id").json(user));
            }
        });
    });
}
