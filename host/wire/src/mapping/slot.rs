//! The places of known members: their names, and the objects that they stand in.

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

pub(super) const SLOTS: usize = 15;

/// An object of texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    App,
    Page,
    Browser,
}

/// In the order of lines.
pub(super) const GROUPS: [Group; 3] = [Group::App, Group::Page, Group::Browser];
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
    pub(super) const fn bits(self) -> u16 {
        match self {
            Self::App => const { bits(APP) },
            Self::Page => const { bits(PAGE) },
            Self::Browser => const { bits(BROWSER) },
        }
    }

    pub(super) fn slots(self) -> &'static [Slot] {
        match self {
            Self::App => APP,
            Self::Page => PAGE,
            Self::Browser => BROWSER,
        }
    }

    pub(super) fn name<'w, 'b, 'd>(self, writer: &'w mut ValueWriter<'b, 'd>) -> &'w mut ValueWriter<'b, 'd> {
        match self {
            Self::App => writer.literal("app"),
            Self::Page => writer.literal("page"),
            Self::Browser => writer.literal("browser"),
        }
    }
}

impl Slot {
    /// Its name in its group.
    pub(super) fn name<'w, 'b, 'd>(self, writer: &'w mut ValueWriter<'b, 'd>) -> &'w mut ValueWriter<'b, 'd> {
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

pub(super) const fn bit(slot: Slot) -> u16 {
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
