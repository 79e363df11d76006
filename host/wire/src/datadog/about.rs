//! What events of either intake say of application, session, page and browser.

use crate::event_text::{
    Text,
    known::{Known, Slot},
    raw::Raw,
    stack,
};

/// What is said of all events of a body, where they do not say it themselves.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) user_agent: Option<&'a str>,
    /// Version 5 has the tags in the query.
    pub(super) tags: &'a str,
}

/// The members that events of either intake have.
#[derive(Clone, Copy, Default)]
pub(super) struct Common<'a> {
    pub(super) date: Option<Raw<'a>>,
    service: Option<Raw<'a>>,
    version: Option<Raw<'a>>,
    tags: Option<Raw<'a>>,
    session: Option<Raw<'a>>,
    session_id: Option<Raw<'a>>,
    view: Option<Raw<'a>>,
    device: Option<Raw<'a>>,
}

impl<'a> Common<'a> {
    /// Takes a member, if it is one of them.
    pub(super) fn take(&mut self, name: &str, value: Raw<'a>) {
        let place = match name {
            "date" => &mut self.date,
            "service" => &mut self.service,
            "version" => &mut self.version,
            "ddtags" => &mut self.tags,
            "session" => &mut self.session,
            "session_id" => &mut self.session_id,
            "view" => &mut self.view,
            "device" => &mut self.device,
            _ => return,
        };
        *place = Some(value);
    }

    /// Writes what events have places for.
    pub(super) fn write_known(&self, around: Around<'_>, text: &mut Text<'_>) {
        let mut known = Known::default();
        let own = self.tags.and_then(said).unwrap_or_default();
        for (slot, value, name) in [
            (Slot::AppName, self.service, "service"),
            (Slot::AppVersion, self.version, "version"),
            // It stands in the tags and nowhere else.
            (Slot::AppEnvironment, None, "env"),
        ] {
            match value.and_then(said).or_else(|| tag(own, name)) {
                Some(value) => known.set_raw(slot, Some(value)),
                None => known.set_text(slot, tag(around.tags, name)),
            }
        }
        let session = self.session.and_then(|session| text_of(session, "id"));
        known.set_raw(Slot::Session, session.or_else(|| self.session_id.and_then(said)));
        for (name, value) in self.view.into_iter().flat_map(Raw::members) {
            let slot = match name {
                "url" => Slot::PageUrl,
                "id" => Slot::PageId,
                "name" => Slot::PageView,
                _ => continue,
            };
            known.set_raw(slot, said(value));
        }
        known.set_raw(Slot::BrowserLanguage, self.device.and_then(|device| text_of(device, "locale")));
        known.set_text(Slot::BrowserUserAgent, around.user_agent);
        known.write(text);
    }
}

/// The value of a tag, in a list as `env:test,service:shop`.
fn tag<'a>(tags: &'a str, name: &str) -> Option<&'a str> {
    tags.split(',').find_map(|tag| tag.trim().strip_prefix(name)?.strip_prefix(':'))
}

/// Writes a member of Datadog's own, without the members that have places of their own; `written` are their names.
pub(super) fn write_group(name: &str, value: Raw<'_>, written: &[&str], text: &mut Text<'_>) {
    if !value.is_object() {
        return text.raw_name(name).raw(value);
    }
    text.raw_object_unless_empty(name, |text| {
        let others = value.members().filter(|(name, _)| !written.contains(name));
        others.for_each(|(name, value)| text.raw_name(name).raw(value));
    });
}

/// Writes the members of an object as attributes, but for one that has Datadog's own name.
pub(super) fn write_attributes(object: Option<Raw<'_>>, text: &mut Text<'_>) {
    let members = object.into_iter().flat_map(Raw::members);
    members.filter(|(name, _)| !is_taken(name)).for_each(|(name, value)| text.raw_name(name).raw(value));
}

/// Whether the mapping has an attribute of this name.
pub(super) fn is_taken(name: &str) -> bool {
    name == "datadog" || name == stack::ATTRIBUTE
}

/// The text of a member, with its escapes.
pub(super) fn text_of<'a>(object: Raw<'a>, name: &str) -> Option<&'a str> {
    object.member(name).and_then(said)
}

/// A text that says something.
pub(super) fn said(value: Raw<'_>) -> Option<&str> {
    value.text().filter(|text| !text.is_empty())
}
