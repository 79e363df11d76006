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

/// An object of texts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    App,
    Page,
    Browser,
}

/// In the order of lines.
const GROUPS: [Group; 3] = [Group::App, Group::Page, Group::Browser];
const APP: &[Slot] = &[Slot::AppName, Slot::AppVersion, Slot::AppEnvironment];
const PAGE: &[Slot] = &[Slot::PageUrl, Slot::PageId, Slot::PageView];
const BROWSER: &[Slot] = &[
    Slot::BrowserName,
    Slot::BrowserVersion,
    Slot::BrowserOs,
    Slot::BrowserOsVersion,
    Slot::BrowserPlatform,
    Slot::BrowserLanguage,
    Slot::BrowserMobile,
    Slot::BrowserUserAgent,
];

impl Group {
    /// A bit for each of its slots.
    const fn bits(self) -> u16 {
        match self {
            Self::App => const { bits(APP) },
            Self::Page => const { bits(PAGE) },
            Self::Browser => const { bits(BROWSER) },
        }
    }

    fn slots(self) -> &'static [Slot] {
        match self {
            Self::App => APP,
            Self::Page => PAGE,
            Self::Browser => BROWSER,
        }
    }

    fn name<'w, 'b, 'd>(self, writer: &'w mut ValueWriter<'b, 'd>) -> &'w mut ValueWriter<'b, 'd> {
        match self {
            Self::App => writer.literal("app"),
            Self::Page => writer.literal("page"),
            Self::Browser => writer.literal("browser"),
        }
    }
}

impl Slot {
    /// Its name in its group.
    fn name<'w, 'b, 'd>(self, writer: &'w mut ValueWriter<'b, 'd>) -> &'w mut ValueWriter<'b, 'd> {
        match self {
            Self::Session => writer.literal("session"),
            Self::AppName | Self::BrowserName => writer.literal("name"),
            Self::AppVersion | Self::BrowserVersion => writer.literal("version"),
            Self::AppEnvironment => writer.literal("environment"),
            Self::PageUrl => writer.literal("url"),
            Self::PageId => writer.literal("id"),
            Self::PageView => writer.literal("view"),
            Self::BrowserOs => writer.literal("os"),
            Self::BrowserOsVersion => writer.literal("os_version"),
            Self::BrowserPlatform => writer.literal("platform"),
            Self::BrowserLanguage => writer.literal("language"),
            Self::BrowserMobile => writer.literal("mobile"),
            Self::BrowserUserAgent => writer.literal("user_agent"),
        }
    }
}

/// What is said of such a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    Text(&'a str),
    /// Of `browser.mobile` alone.
    Boolean(bool),
}

/// What is known of these members.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// A bit for each of which something is said.
    set: u16,
    said: [Said<'a>; SLOTS],
}

impl Default for Known<'_> {
    fn default() -> Self {
        Self { set: 0, said: [Said::Boolean(false); SLOTS] }
    }
}

impl<'a> Known<'a> {
    #[inline]
    pub(crate) fn set(&mut self, slot: Slot, said: Said<'a>) {
        self.set |= bit(slot);
        self.said[slot as usize] = said;
    }

    /// Sets a text, where there is one.
    pub(crate) fn set_text(&mut self, slot: Slot, said: Option<&'a str>) {
        if let Some(said) = said {
            self.set(slot, Said::Text(said));
        }
    }

    /// These, and where one is missing, that of `other`.
    #[inline]
    pub(crate) fn or(mut self, other: &Known<'a>) -> Known<'a> {
        slots(other.set & !self.set).for_each(|slot| self.said[slot] = other.said[slot]);
        self.set |= other.set;
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
            if self.set & group.bits() != 0 {
                if !self.says_the_same(&recent.known, group) {
                    recent.known.take(self, group);
                    *written = Repeated::default();
                }
                writer.repeat(written, |writer| self.write_group(group, writer));
            }
            self.write_session_after(group, writer);
        }
    }

    /// Whether both say the same of the members of a group.
    #[inline]
    fn says_the_same(&self, other: &Known<'a>, group: Group) -> bool {
        let is_same = |slot: usize| self.said[slot] == other.said[slot];
        (self.set ^ other.set) & group.bits() == 0 && slots(self.set & group.bits()).all(is_same)
    }

    /// Says the same of the members of a group as `other`.
    #[inline]
    fn take(&mut self, other: &Known<'a>, group: Group) {
        let said = other.set & group.bits();
        self.set = self.set & !group.bits() | said;
        slots(said).for_each(|slot| self.said[slot] = other.said[slot]);
    }

    /// Lines have it after the first group, and copy what stands in their order as a whole.
    fn write_session_after(&self, group: Group, writer: &mut ValueWriter<'_, '_>) {
        if let Some(session) = self.get(Slot::Session)
            && group == GROUPS[0]
        {
            session.write(Slot::Session.name(writer));
        }
    }

    fn write_group(&self, group: Group, writer: &mut ValueWriter<'_, '_>) {
        if self.set & group.bits() == 0 {
            return;
        }
        group.name(writer).object(|writer| {
            for slot in group.slots() {
                if let Some(value) = self.get(*slot) {
                    value.write(slot.name(writer));
                }
            }
        });
    }

    #[inline]
    fn get(&self, slot: Slot) -> Option<Said<'a>> {
        (self.set & bit(slot) != 0).then_some(self.said[slot as usize])
    }
}

const fn bit(slot: Slot) -> u16 {
    1 << slot as u16
}

const fn bits(slots: &[Slot]) -> u16 {
    let (mut bits, mut place) = (0, 0);
    while place < slots.len() {
        bits |= bit(slots[place]);
        place += 1;
    }
    bits
}

/// The slots of which the bits are set.
#[inline(always)]
fn slots(mut set: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let slot = (set != 0).then_some(set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(slot)
    })
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
