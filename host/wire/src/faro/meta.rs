//! What a body says of all its events.

use crate::mapping::known::{Known, Said, Slot};
use sluice_event::{Json, Repeated, ValueWriter};

/// The members of `meta` that an event has a place for.
const SLOTS: [(&str, &str, Slot); 13] = [
    ("app", "name", Slot::AppName),
    ("app", "version", Slot::AppVersion),
    ("app", "environment", Slot::AppEnvironment),
    ("session", "id", Slot::Session),
    ("page", "url", Slot::PageUrl),
    ("page", "id", Slot::PageId),
    ("view", "name", Slot::PageView),
    ("browser", "name", Slot::BrowserName),
    ("browser", "version", Slot::BrowserVersion),
    ("browser", "os", Slot::BrowserOs),
    ("browser", "language", Slot::BrowserLanguage),
    ("browser", "mobile", Slot::BrowserMobile),
    ("browser", "userAgent", Slot::BrowserUserAgent),
];

/// `meta`, in the places of an event.
pub(super) struct Meta<'a> {
    pub(super) known: Known<'a>,
    meta: Option<Json<'a>>,
    omitted: &'a [String],
    others: Repeated,
    pub(super) has_others: bool,
    known_written: Repeated,
}

impl<'a> Meta<'a> {
    /// A body without `meta` says nothing.
    pub(super) fn read(meta: Option<Json<'a>>, omitted: &'a [String]) -> Self {
        let mut read = Self {
            known: Known::default(),
            meta,
            omitted,
            others: Repeated::default(),
            has_others: false,
            known_written: Repeated::default(),
        };
        for (group, value) in read.groups() {
            let Some(members) = value.members() else {
                read.has_others = true;
                continue;
            };
            for (name, value) in members.filter(|(name, _)| !is_member_omitted(omitted, group, name)) {
                match place(group, name, value) {
                    Some((slot, said)) => read.known.set(slot, said),
                    None => read.has_others = true,
                }
            }
        }
        read
    }

    /// Writes what events have places for.
    pub(super) fn write_known(&self, writer: &mut ValueWriter<'_, '_>) {
        writer.repeat(&self.known_written, |writer| self.known.write(writer));
    }

    /// Writes everything else as members of an object.
    pub(super) fn write_others(&self, writer: &mut ValueWriter<'_, '_>) {
        writer.repeat(&self.others, |writer| {
            for (group, value) in self.groups() {
                let Some(members) = value.members() else {
                    writer.member(value);
                    continue;
                };
                writer.object_unless_empty(group, |writer| {
                    for (name, value) in members.filter(|(name, _)| !is_member_omitted(self.omitted, group, name)) {
                        if place(group, name, value).is_none() {
                            writer.member(value);
                        }
                    }
                });
            }
        });
    }

    /// What is not omitted as a whole.
    fn groups(&self) -> impl Iterator<Item = (&'a str, Json<'a>)> + use<'a> {
        let omitted = self.omitted;
        let groups = self.meta.and_then(Json::members).into_iter().flatten();
        groups.filter(move |(group, value)| !value.is_null() && !omitted.iter().any(|omitted| omitted == group))
    }
}

fn is_member_omitted(omitted: &[String], group: &str, name: &str) -> bool {
    let is_named = |omitted: &String| omitted.strip_prefix(group).and_then(|rest| rest.strip_prefix('.')) == Some(name);
    omitted.iter().any(is_named)
}

fn place<'a>(group: &str, name: &str, value: Json<'a>) -> Option<(Slot, Said<'a>)> {
    let (_, _, slot) = *SLOTS.iter().find(|slot| slot.0 == group && slot.1 == name)?;
    match value.boolean().filter(|_| slot == Slot::BrowserMobile) {
        Some(value) => Some((slot, Said::Boolean(value))),
        None => value.text().map(|text| (slot, Said::Text(text))),
    }
}
