//! One report: what it is about, and in which words its line says so.

use crate::received::Received;
use jiff::Timestamp;
use sluice_event::{Json, ValueWriter, push_rfc3339};

/// What all reports have.
pub(super) struct Report<'a> {
    pub(super) kind: &'a str,
    pub(super) url: Option<&'a str>,
    pub(super) user_agent: Option<&'a str>,
    pub(super) body: Vec<(&'a str, Json<'a>)>,
    /// Members of the report itself that nobody knows.
    pub(super) others: Vec<(&'a str, Json<'a>)>,
    /// When it happened: milliseconds since 1970.
    pub(super) time: i64,
    /// Whether its time is its own, and not that of the request.
    pub(super) has_age: bool,
}

/// Reports that say the same within this time are one event.
pub(super) const WINDOW_MS: i64 = 1_000;
/// Oldest report whose age is believed: browsers keep them for two days at the most.
const MAX_AGE_MS: i64 = 7 * 24 * 3_600_000;
/// The attribute that has the body.
const ATTRIBUTE: &str = "report";

impl<'a> Report<'a> {
    /// Reads an element of the array; none where it is no object.
    pub(super) fn read(report: Json<'a>, received: &Received<'a>) -> Option<Self> {
        let mut read = Self {
            kind: "",
            url: None,
            user_agent: received.user_agent,
            body: Vec::new(),
            others: Vec::new(),
            time: received.at_ms,
            has_age: false,
        };
        for (name, value) in report.members()?.filter(|(_, value)| !value.is_null()) {
            match (name, value.text()) {
                ("type", Some(text)) => read.kind = text,
                ("url", Some(text)) => read.url = Some(text),
                ("user_agent", Some(text)) => read.user_agent = Some(text),
                ("age", _) => {
                    if let Some(age) = age(value) {
                        read.time = received.at_ms.saturating_sub(age);
                        read.has_age = true;
                    }
                }
                ("body", _) if value.is_object() => read.body = value.said_members().collect(),
                _ => read.others.push((name, value)),
            }
        }
        Some(read)
    }

    /// Writes the members of an event that stands for `count` of them.
    pub(super) fn write(&self, count: u64, writer: &mut ValueWriter<'_, '_>) {
        if let Ok(time) = Timestamp::from_millisecond(self.time) {
            writer.name("time").text_by(|text| push_rfc3339(text, time, Some(3)));
        }
        writer.name("kind").text("report");
        writer.text_unless_empty("level", self.level());
        writer.text_unless_empty("name", self.kind);
        writer.text_unless_empty("message", self.text("message").unwrap_or_default());
        writer.object_unless_empty("page", |writer| writer.text_unless_empty("url", self.url.unwrap_or_default()));
        writer.object_unless_empty("browser", |writer| {
            writer.text_unless_empty("user_agent", self.user_agent.unwrap_or_default());
        });
        if count > 1 {
            writer.name("values").object(|writer| {
                writer.name("count").number(count);
                writer.name("window_ms").number(WINDOW_MS);
            });
        }
        writer.object_unless_empty("attributes", |writer| {
            writer.object_unless_empty(ATTRIBUTE, |writer| {
                let others = self.body.iter().filter(|(name, value)| *name != "message" || value.text().is_none());
                // Of older reports, names are those that the newer ones have.
                others.for_each(|(name, value)| writer.name(name).json(*value));
            });
            self.others.iter().filter(|(name, _)| *name != ATTRIBUTE).for_each(|(_, value)| writer.member(*value));
        });
    }

    /// How bad it is. Only crashes end a page.
    fn level(&self) -> &'static str {
        match self.kind {
            "crash" => "fatal",
            "network-error" if self.text("type") == Some("ok") => "info",
            "network-error" => "error",
            "deprecation" | "intervention" => "warn",
            _ => match self.text("disposition") {
                Some("enforce") => "error",
                Some("report" | "reporting") => "warn",
                _ => "",
            },
        }
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.body.iter().find(|(found, _)| *found == name).and_then(|(_, value)| value.text())
    }
}

/// Milliseconds between the event and the request.
fn age(value: Json<'_>) -> Option<i64> {
    let age: f64 = value.digits()?.parse().ok()?;
    // A cast saturates.
    Some((age as i64).clamp(0, MAX_AGE_MS))
}
