//! What happened in a span, and what it is linked to: a part of its attributes.

use super::{
    attributes,
    record::{Trace, count, is_remote, time},
};
use crate::otlp::read::span::Span;
use sluice_event::ValueWriter;

/// Most events, and most links, of a span that are written: half of what SDKs keep by default. The rest is counted.
const MAX_PARTS: usize = 64;

/// Writes `events`, and how many are not there.
pub(super) fn write_events(span: &Span<'_>, writer: &mut ValueWriter<'_, '_>) {
    if !span.events.is_empty() {
        writer.literal("events").array(|writer| {
            for event in span.events.iter().take(MAX_PARTS) {
                writer.object(|writer| {
                    time(writer, "time", event.time);
                    writer.text_unless_empty("name", event.name);
                    writer.object_unless_empty("attributes", |writer| attributes::write(&event.attributes, writer));
                    count(writer, "dropped_attributes_count", event.dropped_attributes_count);
                });
            }
        });
    }
    count(writer, "dropped_events_count", left_out(span.events.len(), span.dropped_events_count));
}

/// Writes `links`, and how many are not there.
pub(super) fn write_links(span: &Span<'_>, writer: &mut ValueWriter<'_, '_>) {
    if !span.links.is_empty() {
        writer.literal("links").array(|writer| {
            for link in span.links.iter().take(MAX_PARTS) {
                writer.object(|writer| {
                    let trace = Trace {
                        trace_id: link.trace_id,
                        span_id: link.span_id,
                        state: link.trace_state,
                        flags: link.flags,
                        ..Trace::default()
                    };
                    trace.write_members(writer);
                    is_remote(writer, "is_remote", link.flags);
                    writer.object_unless_empty("attributes", |writer| attributes::write(&link.attributes, writer));
                    count(writer, "dropped_attributes_count", link.dropped_attributes_count);
                });
            }
        });
    }
    count(writer, "dropped_links_count", left_out(span.links.len(), span.dropped_links_count));
}

fn left_out(parts: usize, by_the_sdk: u32) -> u64 {
    parts.saturating_sub(MAX_PARTS) as u64 + u64::from(by_the_sdk)
}
