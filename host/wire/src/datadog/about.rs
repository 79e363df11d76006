//! What events of either intake say of application, session, page and browser.

use crate::mapping::{
    known::{Known, Recent, Slot},
    stack,
};
use sluice_event::{Json, ValueWriter};

/// What is said of all events of a body, where they do not say it themselves.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) user_agent: Option<&'a str>,
    /// Version 5 has the tags in the query.
    pub(super) tags: &'a str,
}

/// What is kept from one event of a body to the next.
#[derive(Default)]
pub(super) struct Previous<'a> {
    recent: Recent<'a>,
    /// The tags of the event before, and the environment that they name: those of a page say the same.
    tags: (&'a str, Option<&'a str>),
    /// The members of an event that have no place of their own; kept for its capacity.
    pub(super) others: Vec<(&'a str, Json<'a>)>,
}

impl<'a> Previous<'a> {
    fn environment(&mut self, tags: &'a str) -> Option<&'a str> {
        if self.tags.0 != tags {
            self.tags = (tags, tag(tags, "env"));
        }
        self.tags.1
    }
}

/// The members that events of either intake have.
#[derive(Clone, Copy, Default)]
pub(super) struct Common<'a> {
    pub(super) date: Option<Json<'a>>,
    service: Option<Json<'a>>,
    version: Option<Json<'a>>,
    tags: Option<Json<'a>>,
    session: Option<Json<'a>>,
    session_id: Option<Json<'a>>,
    view: Option<Json<'a>>,
    device: Option<Json<'a>>,
}

impl<'a> Common<'a> {
    /// Takes a member, if it is one of them; whether all that it says has places of its own.
    #[inline]
    pub(super) fn take(&mut self, name: &str, value: Json<'a>) -> bool {
        let (place, is_placed) = match name {
            "date" => (&mut self.date, true),
            "service" => (&mut self.service, true),
            "version" => (&mut self.version, true),
            "ddtags" => (&mut self.tags, true),
            "session" => (&mut self.session, false),
            "session_id" => (&mut self.session_id, false),
            "view" => (&mut self.view, false),
            "device" => (&mut self.device, false),
            _ => return false,
        };
        *place = Some(value);
        is_placed
    }

    /// Writes what events have places for.
    pub(super) fn write_known(
        &self,
        around: Around<'a>,
        previous: &mut Previous<'a>,
        writer: &mut ValueWriter<'_, '_>,
    ) {
        let mut known = Known::default();
        let own = self.tags.and_then(said).unwrap_or_default();
        for (slot, value, name) in
            [(Slot::AppName, self.service, "service"), (Slot::AppVersion, self.version, "version")]
        {
            let value = value.and_then(said).or_else(|| tag(own, name));
            known.set_text(slot, value.or_else(|| tag(around.tags, name)));
        }
        // It stands in the tags and nowhere else.
        known.set_text(Slot::AppEnvironment, previous.environment(own).or_else(|| tag(around.tags, "env")));
        let session = self.session.and_then(|session| text_of(session, "id"));
        known.set_text(Slot::Session, session.or_else(|| self.session_id.and_then(said)));
        for (name, value) in self.view.into_iter().flat_map(Json::said_members) {
            let slot = match name {
                "url" => Slot::PageUrl,
                "id" => Slot::PageId,
                "name" => Slot::PageView,
                _ => continue,
            };
            known.set_text(slot, said(value));
        }
        known.set_text(Slot::BrowserLanguage, self.device.and_then(|device| text_of(device, "locale")));
        known.set_text(Slot::BrowserUserAgent, around.user_agent);
        known.write_after(&mut previous.recent, writer);
    }
}

/// The value of a tag, in a list as `env:test,service:shop`.
fn tag<'a>(tags: &'a str, name: &str) -> Option<&'a str> {
    tags.split(',').find_map(|tag| tag.trim().strip_prefix(name)?.strip_prefix(':'))
}

/// Writes a member of Datadog's own, without the members whose names are `written`, because they have places of their own.
pub(super) fn write_group(
    name: &str,
    value: Json<'_>,
    written: impl Fn(&str) -> bool,
    writer: &mut ValueWriter<'_, '_>,
) {
    if !value.is_object() {
        return writer.member(value);
    }
    writer.object_unless_empty(name, |writer| {
        let others = value.said_members().filter(|(name, _)| !written(name));
        others.for_each(|(_, value)| writer.member(value));
    });
}

/// Whether a member of a view has a place of its own.
pub(super) fn is_of_page(name: &str) -> bool {
    matches!(name, "id" | "url" | "name")
}

/// Writes the members of an object as attributes, but for one that has Datadog's own name.
pub(super) fn write_attributes(object: Option<Json<'_>>, writer: &mut ValueWriter<'_, '_>) {
    let members = object.into_iter().flat_map(Json::said_members);
    members.filter(|(name, _)| !is_taken(name)).for_each(|(_, value)| writer.member(value));
}

/// Whether the mapping has an attribute of this name.
pub(super) fn is_taken(name: &str) -> bool {
    name == "datadog" || name == stack::ATTRIBUTE
}

/// The text of a member, with its escapes.
pub(super) fn text_of<'a>(object: Json<'a>, name: &str) -> Option<&'a str> {
    object.member(name).and_then(said)
}

/// A text that says something.
pub(super) fn said(value: Json<'_>) -> Option<&str> {
    value.text().filter(|text| !text.is_empty())
}
