//! What events of either intake say of application, session, page and browser.

use crate::event_text::{
    Text,
    known::{Known, Slot},
};
use sluice_event::Json;

/// What is said of all events of a body, where they do not say it themselves.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) user_agent: Option<&'a str>,
    /// Version 5 has the tags in the query.
    pub(super) tags: &'a str,
}

/// The members of an event that the mapping has places for.
pub(super) fn known<'a>(event: Json<'a>, around: Around<'a>) -> Known<'a> {
    let mut known = Known::default();
    let tags = [text_of(event, "ddtags").unwrap_or_default(), around.tags];
    let tagged = |name| tags.into_iter().find_map(|tags| tag(tags, name));
    known.set_text(Slot::AppName, text_of(event, "service").or_else(|| tagged("service")));
    known.set_text(Slot::AppVersion, text_of(event, "version").or_else(|| tagged("version")));
    // It stands in the tags and nowhere else.
    known.set_text(Slot::AppEnvironment, tagged("env"));
    let session = event.member("session").and_then(|session| text_of(session, "id"));
    known.set_text(Slot::Session, session.or_else(|| text_of(event, "session_id")));
    if let Some(view) = event.member("view") {
        known.set_text(Slot::PageUrl, text_of(view, "url"));
        known.set_text(Slot::PageId, text_of(view, "id"));
        known.set_text(Slot::PageView, text_of(view, "name"));
    }
    if let Some(device) = event.member("device") {
        known.set_text(Slot::BrowserLanguage, text_of(device, "locale"));
    }
    known.set_text(Slot::BrowserUserAgent, around.user_agent);
    known
}

/// The value of a tag, in a list as `env:test,service:shop`.
fn tag<'a>(tags: &'a str, name: &str) -> Option<&'a str> {
    tags.split(',').find_map(|tag| tag.trim().strip_prefix(name)?.strip_prefix(':'))
}

/// Writes a member of Datadog's own, without the members that have places of their own; `written` are their names.
pub(super) fn write_group(name: &str, value: Json<'_>, written: &[&str], text: &mut Text<'_>) {
    let Some(members) = value.members() else { return text.name(name).json(value) };
    text.object_unless_empty(name, |text| {
        let others = members.filter(|(name, value)| !value.is_null() && !written.contains(name));
        others.for_each(|(name, value)| text.name(name).json(value));
    });
}

/// Writes the members of an object as attributes, but for one that has Datadog's own name.
pub(super) fn write_attributes(object: Option<Json<'_>>, text: &mut Text<'_>) {
    let members = object.and_then(Json::members).into_iter().flatten();
    members.filter(|(name, _)| !is_taken(name)).for_each(|(name, value)| text.name(name).json(value));
}

/// Whether the mapping has an attribute of this name.
pub(super) fn is_taken(name: &str) -> bool {
    name == "datadog" || name == crate::event_text::stack::ATTRIBUTE
}

/// The text of a member.
pub(super) fn text_of<'a>(object: Json<'a>, name: &str) -> Option<&'a str> {
    object.member(name).and_then(Json::text).filter(|text| !text.is_empty())
}
