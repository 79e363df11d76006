//! Attributes: to the members of an event that mean the same, and all others as JSON.
//! <https://opentelemetry.io/docs/specs/semconv/registry/attributes/>

use crate::{
    base64,
    event_text::Text,
    known::{Known, Slot},
};
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue, any_value::Value};

/// The names that the semantic conventions have for members of an event.
const SLOTS: [(&str, Slot); 14] = [
    ("session.id", Slot::Session),
    ("service.name", Slot::AppName),
    ("service.version", Slot::AppVersion),
    ("deployment.environment.name", Slot::AppEnvironment),
    ("deployment.environment", Slot::AppEnvironment),
    ("browser.platform", Slot::BrowserPlatform),
    ("browser.language", Slot::BrowserLanguage),
    ("browser.mobile", Slot::BrowserMobile),
    ("user_agent.name", Slot::BrowserName),
    ("user_agent.version", Slot::BrowserVersion),
    ("user_agent.original", Slot::BrowserUserAgent),
    ("os.name", Slot::BrowserOs),
    ("os.version", Slot::BrowserOsVersion),
    ("url.full", Slot::PageUrl),
];

/// What the attributes of a span mean: its URL is that of a request, and not of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Span,
    Other,
}

/// The members of an event that these attributes say.
pub(super) fn known(attributes: &[KeyValue], of: Of) -> Known<'_> {
    let mut known = Known::default();
    for (slot, text) in attributes.iter().filter_map(|pair| member(pair, of)) {
        known.set(slot, text);
    }
    known
}

/// Writes the attributes that are not [`known`] as members of an object, but for those whose names are `taken`: the mapping
/// has members of these names beside them, and of two the last one counts. Says whether there are such, for [`write_taken`].
pub(super) fn write_others(attributes: &[KeyValue], of: Of, taken: &[&str], text: &mut Text<'_>) -> bool {
    let mut left = false;
    for pair in attributes.iter().filter(|pair| member(pair, of).is_none()) {
        if taken.contains(&&*pair.key) {
            left = true;
        } else {
            write_pair(pair, text);
        }
    }
    left
}

/// Writes the attributes whose names are `taken` as a member of their own.
pub(super) fn write_taken(attributes: &[KeyValue], taken: &[&str], text: &mut Text<'_>) {
    text.name("attributes").object(|text| {
        attributes.iter().filter(|pair| taken.contains(&&*pair.key)).for_each(|pair| write_pair(pair, text));
    });
}

/// Writes all of them.
pub(super) fn write(attributes: &[KeyValue], text: &mut Text<'_>) {
    attributes.iter().for_each(|pair| write_pair(pair, text));
}

fn write_pair(pair: &KeyValue, text: &mut Text<'_>) {
    write_value(pair.value.as_ref(), text.name(&pair.key));
}

fn member(pair: &KeyValue, of: Of) -> Option<(Slot, &str)> {
    let (_, slot) = *SLOTS.iter().find(|(name, _)| *name == pair.key)?;
    match pair.value.as_ref()?.value.as_ref()? {
        _ if slot == Slot::PageUrl && of == Of::Span => None,
        Value::StringValue(text) => Some((slot, text)),
        Value::BoolValue(value) if slot == Slot::BrowserMobile => Some((slot, if *value { "true" } else { "false" })),
        _ => None,
    }
}

/// Writes any value; bytes as base64, floats that JSON does not have as text.
pub(super) fn write_value(any: Option<&AnyValue>, text: &mut Text<'_>) {
    match any.and_then(|any| any.value.as_ref()) {
        Some(Value::StringValue(value)) => text.text(value),
        Some(Value::BoolValue(value)) => text.plain(value),
        Some(Value::IntValue(value)) => text.plain(value),
        Some(Value::DoubleValue(value)) => text.float(*value),
        Some(Value::BytesValue(bytes)) => text.text(&base64::encode(bytes)),
        Some(Value::ArrayValue(array)) => text.array(|text| {
            array.values.iter().for_each(|value| write_value(Some(value), text));
        }),
        Some(Value::KvlistValue(list)) => text.object(|text| write(&list.values, text)),
        Some(Value::StringValueStrindex(_)) | None => text.plain("null"),
    }
}

/// The text that an attribute has.
pub(super) fn text_of<'a>(attributes: &'a [KeyValue], name: &str) -> Option<&'a str> {
    let pair = attributes.iter().rfind(|pair| pair.key == name)?;
    match pair.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text),
        _ => None,
    }
}
