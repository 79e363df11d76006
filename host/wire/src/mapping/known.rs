//! Members of an event that other formats have under names of their own.

use sluice_event::{Repeated, ValueWriter};
/// A place that an event has for such a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Session,
    AppName,
    AppVersion,
    AppEnvironment,
    PageUrl,
    PageId,
    PageView,
    BrowserName,
    BrowserVersion,
    BrowserOs,
    BrowserOsVersion,
    BrowserPlatform,
    BrowserLanguage,
    BrowserMobile,
    BrowserUserAgent,
}

const SLOTS: usize = 15;

/// An object of texts, and the names in it.
type Group = (&'static str, &'static [(Slot, &'static str)]);

/// The objects of texts.
const GROUPS: [Group; 3] = [
    ("app", &[(Slot::AppName, "name"), (Slot::AppVersion, "version"), (Slot::AppEnvironment, "environment")]),
    ("page", &[(Slot::PageUrl, "url"), (Slot::PageId, "id"), (Slot::PageView, "view")]),
    (
        "browser",
        &[
            (Slot::BrowserName, "name"),
            (Slot::BrowserVersion, "version"),
            (Slot::BrowserOs, "os"),
            (Slot::BrowserOsVersion, "os_version"),
            (Slot::BrowserPlatform, "platform"),
            (Slot::BrowserLanguage, "language"),
            (Slot::BrowserMobile, "mobile"),
            (Slot::BrowserUserAgent, "user_agent"),
        ],
    ),
];

/// What is said of such a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    Text(&'a str),
    /// Of `browser.mobile` alone.
    Boolean(bool),
}

/// What is known of these members.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known<'a>([Option<Said<'a>>; SLOTS]);

impl<'a> Known<'a> {
    pub(crate) fn set(&mut self, slot: Slot, said: Said<'a>) {
        self.0[slot as usize] = Some(said);
    }

    /// Sets a text, where there is one.
    pub(crate) fn set_text(&mut self, slot: Slot, said: Option<&'a str>) {
        if let Some(said) = said {
            self.set(slot, Said::Text(said));
        }
    }

    /// These, and where one is missing, that of `other`.
    pub(crate) fn or(mut self, other: &Known<'a>) -> Known<'a> {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own = own.or(other);
        }
        self
    }

    /// Writes them as members of an event.
    pub(crate) fn write(&self, writer: &mut ValueWriter<'_, '_>) {
        for group in GROUPS {
            self.write_group(group, writer);
            self.write_session_after(group, writer);
        }
    }

    /// Writes them as members of one of many events: what `recent` has of the events before is copied.
    pub(crate) fn write_after(&self, recent: &mut Recent<'a>, writer: &mut ValueWriter<'_, '_>) {
        for (group, written) in GROUPS.into_iter().zip(&mut recent.written) {
            if group.1.iter().any(|(slot, _)| self.get(*slot) != recent.known.get(*slot)) {
                group.1.iter().for_each(|(slot, _)| recent.known.0[*slot as usize] = self.get(*slot));
                *written = Repeated::default();
            }
            writer.repeat(written, |writer| self.write_group(group, writer));
            self.write_session_after(group, writer);
        }
    }

    /// Lines have it after the first group, and copy what stands in their order as a whole.
    fn write_session_after(&self, group: Group, writer: &mut ValueWriter<'_, '_>) {
        if let Some(session) = self.get(Slot::Session)
            && group.0 == GROUPS[0].0
        {
            session.write(writer.literal("session"));
        }
    }

    fn write_group(&self, (group, slots): Group, writer: &mut ValueWriter<'_, '_>) {
        writer.object_unless_empty(group, |writer| {
            for (slot, name) in slots {
                if let Some(value) = self.get(*slot) {
                    value.write(writer.name(name));
                }
            }
        });
    }

    fn get(&self, slot: Slot) -> Option<Said<'a>> {
        self.0[slot as usize]
    }
}

/// What was written of the events before, by group: those of a page say the same of it.
#[derive(Default)]
pub(crate) struct Recent<'a> {
    known: Known<'a>,
    written: [Repeated; GROUPS.len()],
}

impl Said<'_> {
    fn write(self, writer: &mut ValueWriter<'_, '_>) {
        match self {
            Self::Text(said) => writer.text(said),
            Self::Boolean(said) => writer.boolean(said),
        }
    }
}
