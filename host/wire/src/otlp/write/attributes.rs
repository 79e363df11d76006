//! Attributes: to the members of an event that mean the same, and all others as JSON.
//! <https://opentelemetry.io/docs/specs/semconv/registry/attributes/>

use crate::{
    mapping::{
        base64,
        known::{Known, Said, Slot},
    },
    otlp::read::{AnyValue, KeyValue},
};
use sluice_event::ValueWriter;

/// The member of an event that the semantic conventions have a name for.
fn slot(name: &str) -> Option<Slot> {
    Some(match name {
        "session.id" => Slot::Session,
        "service.name" => Slot::AppName,
        "service.version" => Slot::AppVersion,
        "deployment.environment.name" | "deployment.environment" => Slot::AppEnvironment,
        "browser.platform" => Slot::BrowserPlatform,
        "browser.language" => Slot::BrowserLanguage,
        "browser.mobile" => Slot::BrowserMobile,
        "user_agent.name" => Slot::BrowserName,
        "user_agent.version" => Slot::BrowserVersion,
        "user_agent.original" => Slot::BrowserUserAgent,
        "os.name" => Slot::BrowserOs,
        "os.version" => Slot::BrowserOsVersion,
        "url.full" => Slot::PageUrl,
        _ => return None,
    })
}

/// What the attributes of a span mean: its URL is that of a request, and not of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Span,
    Other,
}

/// Attributes, and what is said in those that are more than attributes.
pub(super) struct Sorted<'s, 'a> {
    attributes: &'s [KeyValue<'a>],
    of: Of,
    /// The members of an event that they say.
    pub(super) known: Known<'a>,
    /// Which of the first ones those are.
    are_known: u64,
    pub(super) exception_type: Option<&'a str>,
    pub(super) exception_message: Option<&'a str>,
    pub(super) event_name: Option<&'a str>,
}

impl<'s, 'a> Sorted<'s, 'a> {
    #[inline]
    pub(super) fn of(attributes: &'s [KeyValue<'a>], of: Of) -> Self {
        let (known, are_known) = (Known::default(), 0);
        let (exception_type, exception_message, event_name) = (None, None, None);
        let mut sorted = Self { attributes, of, known, are_known, exception_type, exception_message, event_name };
        for (place, pair) in attributes.iter().enumerate() {
            // Of several of one name, the last one counts.
            match (pair.key, pair.value) {
                ("exception.type", value) => sorted.exception_type = text_of(value),
                ("exception.message", value) => sorted.exception_message = text_of(value),
                ("event.name", value) => sorted.event_name = text_of(value),
                _ => {
                    if let Some((slot, said)) = member(pair, of) {
                        sorted.known.set(slot, said);
                        sorted.are_known |= 1_u64.checked_shl(place as u32).unwrap_or_default();
                    }
                }
            }
        }
        sorted
    }

    /// Writes the attributes that are not known as members of an object, but for those whose names are `taken`: the mapping
    /// has members of these names beside them, and of two the last one counts. Says whether there are such, for
    /// [`write_taken`].
    pub(super) fn write_others(&self, taken: &[&str], writer: &mut ValueWriter<'_, '_>) -> bool {
        let mut left = false;
        for (place, pair) in self.attributes.iter().enumerate() {
            if self.is_known(place, pair) {
                continue;
            }
            if taken.contains(&pair.key) {
                left = true;
            } else {
                write_pair(pair, writer);
            }
        }
        left
    }

    #[inline]
    fn is_known(&self, place: usize, pair: &KeyValue<'_>) -> bool {
        if place < u64::BITS as usize { self.are_known >> place & 1 == 1 } else { member(pair, self.of).is_some() }
    }
}

fn text_of(value: AnyValue<'_>) -> Option<&str> {
    if let AnyValue::Text(text) = value { Some(text) } else { None }
}

/// Writes the attributes whose names are `taken` as a member of their own.
pub(super) fn write_taken(attributes: &[KeyValue<'_>], taken: &[&str], writer: &mut ValueWriter<'_, '_>) {
    writer.literal("attributes").object(|writer| {
        attributes.iter().filter(|pair| taken.contains(&pair.key)).for_each(|pair| write_pair(pair, writer));
    });
}

/// Writes all of them.
pub(super) fn write(attributes: &[KeyValue<'_>], writer: &mut ValueWriter<'_, '_>) {
    attributes.iter().for_each(|pair| write_pair(pair, writer));
}

fn write_pair(pair: &KeyValue<'_>, writer: &mut ValueWriter<'_, '_>) {
    write_value(pair.value, writer.name(pair.key));
}

fn member<'a>(pair: &KeyValue<'a>, of: Of) -> Option<(Slot, Said<'a>)> {
    let slot = slot(pair.key)?;
    match pair.value {
        _ if slot == Slot::PageUrl && of == Of::Span => None,
        AnyValue::Text(text) => Some((slot, Said::Text(text))),
        AnyValue::Boolean(value) if slot == Slot::BrowserMobile => Some((slot, Said::Boolean(value))),
        _ => None,
    }
}

/// Writes any value; bytes as base64, floats that JSON does not have as text.
pub(super) fn write_value(value: AnyValue<'_>, writer: &mut ValueWriter<'_, '_>) {
    match value {
        AnyValue::Text(value) => writer.text(value),
        AnyValue::Boolean(value) => writer.boolean(value),
        AnyValue::Integer(value) => writer.integer(value),
        AnyValue::Double(value) => writer.float(value),
        // As bytes in base64, nothing would be found in it.
        AnyValue::BrokenText(bytes) => writer.text(&String::from_utf8_lossy(bytes)),
        AnyValue::Bytes(bytes) => writer.text(&base64::encode(bytes)),
        AnyValue::Base64(value) => writer.text(&base64::encode(&base64::decode(value).unwrap_or_default())),
        AnyValue::Array(nested) => writer.array(|writer| nested.values().for_each(|value| write_value(value, writer))),
        AnyValue::KeyValues(nested) => {
            writer.object(|writer| nested.pairs().for_each(|pair| write_pair(&pair, writer)))
        }
        AnyValue::Digits(digits) => writer.digits(digits),
        AnyValue::Json(json) => writer.json(json),
        AnyValue::Empty => writer.null(),
    }
}
