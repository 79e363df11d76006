//! What happened in a span, and what it is linked to: a part of its attributes.

use super::{
    attributes,
    read::span::Span,
    record::{Trace, count, is_remote, time},
};
use crate::event_text::Text;

/// Most events, and most links, of a span that are written: half of what SDKs keep by default. The rest is counted.
const MAX_PARTS: usize = 64;

/// Writes `events`, and how many are not there.
pub(super) fn write_events(span: &Span<'_>, text: &mut Text<'_>) {
    if !span.events.is_empty() {
        text.name("events").array(|text| {
            for event in span.events.iter().take(MAX_PARTS) {
                text.object(|text| {
                    time(text, "time", event.time);
                    text.text_unless_empty("name", event.name);
                    text.object_unless_empty("attributes", |text| attributes::write(&event.attributes, text));
                    count(text, "dropped_attributes_count", event.dropped_attributes_count);
                });
            }
        });
    }
    count(text, "dropped_events_count", left_out(span.events.len(), span.dropped_events_count));
}

/// Writes `links`, and how many are not there.
pub(super) fn write_links(span: &Span<'_>, text: &mut Text<'_>) {
    if !span.links.is_empty() {
        text.name("links").array(|text| {
            for link in span.links.iter().take(MAX_PARTS) {
                text.object(|text| {
                    let trace = Trace {
                        trace_id: link.trace_id,
                        span_id: link.span_id,
                        state: link.trace_state,
                        flags: link.flags,
                        ..Trace::default()
                    };
                    trace.write_members(text);
                    is_remote(text, "is_remote", link.flags);
                    text.object_unless_empty("attributes", |text| attributes::write(&link.attributes, text));
                    count(text, "dropped_attributes_count", link.dropped_attributes_count);
                });
            }
        });
    }
    count(text, "dropped_links_count", left_out(span.links.len(), span.dropped_links_count));
}

fn left_out(parts: usize, by_the_sdk: u32) -> u64 {
    parts.saturating_sub(MAX_PARTS) as u64 + u64::from(by_the_sdk)
}
