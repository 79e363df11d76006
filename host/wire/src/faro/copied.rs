//! What Faro says of the user in `meta` and, by copies, on spans.

use sluice_event::Json;

/// Members of `meta.user`, and the attributes to which `FaroMetaAttributesSpanProcessor` of `@grafana/faro-web-tracing` copies
/// them as they are.
const COPIES: [(&str, &str); 5] = [
    ("id", "user.id"),
    ("email", "user.email"),
    ("username", "user.name"),
    ("fullName", "user.full_name"),
    ("hash", "user.hash"),
];

/// The members of `meta` of which each span has a copy, as in `user.id`: a line of a span need not have them twice.
pub(super) fn on_spans(traces: Json<'_>, meta: Option<Json<'_>>) -> Vec<String> {
    let Some(user) = meta.and_then(|meta| meta.member("user")) else { return Vec::new() };
    let is_copied = |(member, attribute): &&(&str, &str)| {
        let text = user.member(member).and_then(Json::text);
        text.is_some_and(|text| spans(traces).all(|span| has_attribute(span, attribute, text)))
    };
    COPIES.iter().filter(is_copied).map(|(member, _)| format!("user.{member}")).collect()
}

fn spans(traces: Json<'_>) -> impl Iterator<Item = Json<'_>> {
    let scopes = list(traces, "resourceSpans").flat_map(|resource| list(resource, "scopeSpans"));
    scopes.flat_map(|scope| list(scope, "spans"))
}

fn has_attribute(span: Json<'_>, name: &str, text: &str) -> bool {
    list(span, "attributes").any(|attribute| {
        let value = attribute.member("value").and_then(|value| value.member("stringValue"));
        attribute.member("key").and_then(Json::text) == Some(name) && value.and_then(Json::text) == Some(text)
    })
}

fn list<'a>(value: Json<'a>, name: &str) -> impl Iterator<Item = Json<'a>> + use<'a> {
    value.member(name).and_then(Json::elements).into_iter().flatten()
}
