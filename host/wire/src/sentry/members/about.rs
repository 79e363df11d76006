//! What an event says of its application, page and browser.

use crate::mapping::known::{Known, Slot};
use sluice_event::{Json, ValueWriter};

/// Members of `contexts` that an event has a place for.
const SLOTS: [(&str, &str, Slot); 5] = [
    ("browser", "name", Slot::BrowserName),
    ("browser", "version", Slot::BrowserVersion),
    ("os", "name", Slot::BrowserOs),
    ("os", "version", Slot::BrowserOsVersion),
    ("culture", "locale", Slot::BrowserLanguage),
];
/// Members of the context `trace` that are written as the event's own.
const TRACE: [&str; 3] = ["trace_id", "span_id", "parent_span_id"];
/// What asks the server to put the client's address in, which only a filter may do.
const ADDRESS_OF_CLIENT: &str = "{{auto}}";

/// The members of an event that the mapping has places for. `of_call` says that its request is one that the page made.
pub(crate) fn known<'a>(event: Json<'a>, of_call: bool) -> Known<'a> {
    let mut known = Known::default();
    known.set_text(Slot::AppEnvironment, text_of(event, "environment"));
    let (name, version) = text_of(event, "release").map_or((None, None), app);
    known.set_text(Slot::AppName, name);
    known.set_text(Slot::AppVersion, version);
    known.set_text(Slot::PageView, text_of(event, "transaction").filter(|_| names_route(event)));
    if let Some(request) = event.member("request") {
        known.set_text(Slot::PageUrl, text_of(request, "url").filter(|_| !of_call));
        known.set_text(
            Slot::BrowserUserAgent,
            request.member("headers").and_then(|headers| text_of(headers, "User-Agent")),
        );
    }
    if let Some(contexts) = event.member("contexts") {
        for (context, name, slot) in SLOTS {
            known.set_text(slot, contexts.member(context).and_then(|context| text_of(context, name)));
        }
    }
    known
}

/// Whether the transaction of an event is the route of its page: that of spans which a page makes itself is any name.
fn names_route(event: Json<'_>) -> bool {
    let trace = event.member("contexts").and_then(|contexts| contexts.member("trace"));
    let op = trace.and_then(|trace| text_of(trace, "op"));
    text_of(event, "type") != Some("transaction") || matches!(op, Some("pageload" | "navigation"))
}

/// A release is `name@version` by convention. <https://docs.sentry.io/product/releases/naming-releases/>
pub(crate) fn app(release: &str) -> (Option<&str>, Option<&str>) {
    match release.rsplit_once('@') {
        Some((name, version)) if !name.is_empty() && !version.is_empty() => (Some(name), Some(version)),
        _ => (None, Some(release)),
    }
}

/// Writes the ids that the context `trace` has.
pub(crate) fn write_trace(event: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let trace = event.member("contexts").and_then(|contexts| contexts.member("trace"));
    let Some(trace) = trace else { return };
    writer.object_unless_empty("trace", |writer| {
        for name in TRACE {
            if let Some(id) = text_of(trace, name) {
                writer.name(name).text(id);
            }
        }
    });
}

/// Writes what of the contexts has no place of its own.
pub(crate) fn write_contexts(contexts: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let Some(groups) = contexts.members() else { return writer.name("contexts").json(contexts) };
    writer.object_unless_empty("contexts", |writer| {
        for (group, value) in groups {
            let is_placed = |name: &str, value: Json<'_>| {
                value.text().is_some()
                    && (SLOTS.iter().any(|(context, known, _)| *context == group && *known == name)
                        || group == "trace" && TRACE.contains(&name))
            };
            match value.members() {
                Some(members) => writer.object_unless_empty(group, |writer| {
                    let others = members.filter(|(name, value)| !value.is_null() && !is_placed(name, *value));
                    others.for_each(|(_, value)| writer.member(value));
                }),
                None => writer.name(group).json(value),
            }
        }
    });
}

/// Writes what of the request has no place of its own.
pub(crate) fn write_request(request: Json<'_>, of_call: bool, writer: &mut ValueWriter<'_, '_>) {
    let Some(members) = request.members() else { return writer.name("request").json(request) };
    writer.object_unless_empty("request", |writer| {
        for (name, value) in members.filter(|(_, value)| !value.is_null()) {
            match (name, value.members()) {
                ("url", _) if !of_call && value.text().is_some() => {}
                ("headers", Some(headers)) => writer.object_unless_empty(name, |writer| {
                    headers
                        .filter(|(name, value)| *name != "User-Agent" || value.text().is_none())
                        .for_each(|(_, value)| writer.member(value));
                }),
                _ => writer.member(value),
            }
        }
    });
}

/// Writes the user, without the wish for an address.
pub(crate) fn write_user(user: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    let Some(members) = user.members() else { return writer.name("user").json(user) };
    writer.object_unless_empty("user", |writer| {
        let said = members.filter(|(_, value)| !value.is_null() && value.text() != Some(ADDRESS_OF_CLIENT));
        said.for_each(|(_, value)| writer.member(value));
    });
}

/// Writes the name and version of the SDK: the rest is the same on each line until a page is released anew.
pub(crate) fn write_sdk(sdk: Json<'_>, writer: &mut ValueWriter<'_, '_>) {
    writer.object_unless_empty("sdk", |writer| {
        for name in ["name", "version"] {
            if let Some(value) = sdk.member(name) {
                writer.member(value);
            }
        }
    });
}

/// The text of a member.
pub(crate) fn text_of<'a>(object: Json<'a>, name: &str) -> Option<&'a str> {
    object.member(name).and_then(Json::text).filter(|text| !text.is_empty())
}

/// A list that may stand under `values`, as SDKs of several ages have it.
pub(crate) fn list<'a>(value: Option<Json<'a>>) -> Option<impl Iterator<Item = Json<'a>>> {
    let value = value?;
    value.member("values").unwrap_or(value).elements()
}
