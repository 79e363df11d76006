//! What log records, spans and data points have in common.

use crate::otlp::read::Id;
use sluice_event::ValueWriter;

/// Of `SpanFlags`: whether the next one is said, and whether the context came from another process.
const HAS_IS_REMOTE: u32 = 0x100;
const IS_REMOTE: u32 = 0x200;
/// The flags of W3C's trace context. <https://www.w3.org/TR/trace-context/#trace-flags>
const TRACE_FLAGS: u32 = 0xff;

/// A time with all of its nanoseconds; 0 says that there is none.
#[inline]
pub(super) fn time(writer: &mut ValueWriter<'_, '_>, name: &'static str, nanoseconds: u64) {
    if nanoseconds != 0 {
        writer.literal(name).nanoseconds_since_1970(nanoseconds);
    }
}

/// The ids of a trace context.
#[derive(Default)]
pub(super) struct Trace<'a> {
    pub(super) trace_id: Id<16>,
    pub(super) span_id: Id<8>,
    pub(super) parent_span_id: Id<8>,
    pub(super) state: &'a str,
    pub(super) flags: u32,
}

impl Trace<'_> {
    /// Writes the member `trace`, if there is anything to say.
    pub(super) fn write(&self, writer: &mut ValueWriter<'_, '_>) {
        if self.says_something() {
            writer.literal("trace").object(|writer| self.write_members(writer));
        }
    }

    fn says_something(&self) -> bool {
        let has_id = self.trace_id.is_some() || self.span_id.is_some() || self.parent_span_id.is_some();
        has_id || !self.state.is_empty() || self.flags & TRACE_FLAGS != 0
    }

    /// Writes its members.
    pub(super) fn write_members(&self, writer: &mut ValueWriter<'_, '_>) {
        id(writer, "trace_id", self.trace_id);
        id(writer, "span_id", self.span_id);
        id(writer, "parent_span_id", self.parent_span_id);
        writer.text_unless_empty("trace_state", self.state);
        if self.flags & TRACE_FLAGS != 0 {
            writer.literal("trace_flags").text_by(|text| push_hexadecimal(text, &[(self.flags & TRACE_FLAGS) as u8]));
        }
    }
}

/// Whether the context of a span's parent, or of a link, came from another process, where the flags say it.
pub(super) fn is_remote(writer: &mut ValueWriter<'_, '_>, name: &str, flags: u32) {
    if flags & HAS_IS_REMOTE != 0 {
        writer.name(name).boolean(flags & IS_REMOTE != 0);
    }
}

/// An id in hexadecimal.
fn id<const BYTES: usize>(writer: &mut ValueWriter<'_, '_>, name: &'static str, id: Id<BYTES>) {
    if let Some(id) = id {
        writer.literal(name).text_by(|text| push_hexadecimal(text, &id));
    }
}

fn push_hexadecimal(text: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    text.extend(digits.map(|digit| char::from(DIGITS[usize::from(digit)])));
}

/// A count that is worth a member only where it is not 0.
#[inline]
pub(super) fn count(writer: &mut ValueWriter<'_, '_>, name: &'static str, count: impl Into<u64>) {
    let count = count.into();
    if count != 0 {
        writer.literal(name).count(count);
    }
}
