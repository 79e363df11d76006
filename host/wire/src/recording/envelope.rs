//! Whether a text is an envelope of Sentry.

use serde::{Deserialize, de::IgnoredAny};

/// The headers of an item in an envelope of Sentry. <https://develop.sentry.dev/sdk/data-model/envelopes/#items>
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemHeader {
    #[serde(rename = "type")]
    _kind: String,
    #[serde(rename = "length", default)]
    _length: IgnoredAny,
    #[serde(rename = "item_count", default)]
    _item_count: IgnoredAny,
    #[serde(rename = "content_type", default)]
    _content_type: IgnoredAny,
    #[serde(rename = "filename", default)]
    _filename: IgnoredAny,
    #[serde(rename = "attachment_type", default)]
    _attachment_type: IgnoredAny,
    #[serde(rename = "platform", default)]
    _platform: IgnoredAny,
}

/// Whether a text is an envelope of Sentry: a line of its own headers, and one of an item's. A line of an event has other members
/// than `type`, or is no event that a filter could do anything to.
pub(super) fn is_envelope(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let (Some(headers), Some(item)) = (lines.next(), lines.next()) else { return false };
    headers.trim_ascii().starts_with(b"{")
        && serde_json::from_slice::<IgnoredAny>(headers).is_ok()
        && serde_json::from_slice::<ItemHeader>(item).is_ok()
}
