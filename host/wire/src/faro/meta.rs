//! What a body says of all its events.

use crate::event_text::Text;
use crate::event_text::known::{Known, Said, Slot};
use sluice_event::Json;

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
    /// Everything else, as members of an object, written once.
    pub(super) others: Vec<u8>,
}

impl<'a> Meta<'a> {
    /// A body without `meta` says nothing.
    pub(super) fn read(meta: Option<Json<'a>>, omitted: &[String]) -> Self {
        let (mut known, mut others) = (Known::default(), Vec::new());
        let mut text = Text(&mut others);
        for (group, value) in meta.and_then(Json::members).into_iter().flatten() {
            if omitted.iter().any(|omitted| omitted == group) {
                continue;
            }
            let Some(members) = value.members() else {
                if !value.is_null() {
                    text.name(group).json(value);
                }
                continue;
            };
            text.object_unless_empty(group, |text| {
                for (name, value) in members.filter(|(name, _)| !is_member_omitted(omitted, group, name)) {
                    match place(group, name, value) {
                        Some((slot, said)) => known.set(slot, said),
                        None => text.name(name).json(value),
                    }
                }
            });
        }
        Self { known, others }
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
