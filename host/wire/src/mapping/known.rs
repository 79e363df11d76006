//! Members of an event that other formats have under names of their own.

use sluice_event::ValueWriter;
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

/// The objects of texts, and the names in them, by the slot.
const GROUPS: [(&str, &[(Slot, &str)]); 3] = [
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
        if let Some(session) = self.get(Slot::Session) {
            session.write(writer.name("session"));
        }
        for (group, slots) in GROUPS {
            writer.object_unless_empty(group, |writer| {
                for (slot, name) in slots {
                    if let Some(value) = self.get(*slot) {
                        value.write(writer.name(name));
                    }
                }
            });
        }
    }

    fn get(&self, slot: Slot) -> Option<Said<'a>> {
        self.0[slot as usize]
    }
}

impl Said<'_> {
    fn write(self, writer: &mut ValueWriter<'_, '_>) {
        match self {
            Self::Text(said) => writer.text(said),
            Self::Boolean(said) => writer.boolean(said),
        }
    }
}
