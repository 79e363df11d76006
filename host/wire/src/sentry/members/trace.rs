//! The ids of a trace context.

use sluice_event::ValueWriter;

/// Writes the ids of a trace context.
pub(crate) fn write_trace(
    trace: Option<&str>,
    span: Option<&str>,
    parent: Option<&str>,
    writer: &mut ValueWriter<'_, '_>,
) {
    writer.object_unless_empty("trace", |writer| {
        writer.text_unless_empty("trace_id", trace.unwrap_or_default());
        writer.text_unless_empty("span_id", span.unwrap_or_default());
        writer.text_unless_empty("parent_span_id", parent.unwrap_or_default());
    });
}
