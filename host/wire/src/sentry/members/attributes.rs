//! Attributes with their types, as logs, spans and metrics have them: `{"name":{"value":…,"type":…}}`.
//! <https://develop.sentry.dev/sdk/telemetry/attributes/>

use super::about::{app, text_of};
use crate::mapping::known::{Known, Slot};
use sluice_event::{Json, ValueWriter};

/// The names that stand for members of an event.
const SLOTS: [(&str, Slot); 9] = [
    ("sentry.environment", Slot::AppEnvironment),
    ("browser.name", Slot::BrowserName),
    ("browser.version", Slot::BrowserVersion),
    ("os.name", Slot::BrowserOs),
    ("os.version", Slot::BrowserOsVersion),
    ("user_agent.original", Slot::BrowserUserAgent),
    ("session.id", Slot::Session),
    ("sentry.segment.name", Slot::PageView),
    ("url.full", Slot::PageUrl),
];
const RELEASE: &str = "sentry.release";
/// The name under which the mapping has Sentry's own.
const TAKEN: &str = "sentry";

/// What the attributes are of: the URL of a span may be that of a request that the page made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Span,
    Other,
}

/// The attributes of one record.
pub(crate) struct Attributes<'a> {
    all: Option<Json<'a>>,
    of: Of,
}

impl<'a> Attributes<'a> {
    pub(crate) fn of(record: Json<'a>, of: Of) -> Self {
        Self { all: record.member("attributes"), of }
    }

    /// The value of an attribute.
    pub(crate) fn value(&self, name: &str) -> Option<Json<'a>> {
        self.all?.member(name).map(value)
    }

    pub(crate) fn known(&self) -> Known<'a> {
        let mut known = Known::default();
        for (name, value) in self.pairs() {
            let Some(said) = value.text().filter(|text| !text.is_empty()) else { continue };
            if name == RELEASE {
                let (name, version) = app(said);
                known.set_text(Slot::AppName, name);
                known.set_text(Slot::AppVersion, version);
            } else if let Some(slot) = self.slot(name) {
                known.set_text(slot, Some(said));
            }
        }
        known
    }

    /// Writes those that are not [`Attributes::known`], but for `written`.
    pub(crate) fn write_others(&self, written: &[&str], writer: &mut ValueWriter<'_, '_>) {
        for (name, value) in self.pairs() {
            if name != TAKEN && !written.contains(&name) && !self.is_known(name, value) {
                writer.name(name).json(value);
            }
        }
    }

    /// Writes what [`Attributes::write_others`] had to leave to Sentry's own members.
    pub(crate) fn write_taken(&self, writer: &mut ValueWriter<'_, '_>) {
        if let Some(value) = self.value(TAKEN) {
            writer.name("attributes").object(|writer| writer.name(TAKEN).json(value));
        }
    }

    fn is_known(&self, name: &str, value: Json<'a>) -> bool {
        (name == RELEASE || self.slot(name).is_some()) && value.text().is_some_and(|text| !text.is_empty())
    }

    fn slot(&self, name: &str) -> Option<Slot> {
        let (_, slot) = *SLOTS.iter().find(|(known, _)| *known == name)?;
        (slot != Slot::PageUrl || self.of == Of::Other).then_some(slot)
    }

    fn pairs(&self) -> impl Iterator<Item = (&'a str, Json<'a>)> {
        let members = self.all.and_then(Json::members).into_iter().flatten();
        members.map(|(name, pair)| (name, value(pair))).filter(|(_, value)| !value.is_null())
    }
}

/// A pair's value; whatever is no pair is taken as the value itself.
fn value(pair: Json<'_>) -> Json<'_> {
    match (pair.member("value"), text_of(pair, "type")) {
        (Some(value), Some(_)) => value,
        _ => pair,
    }
}
