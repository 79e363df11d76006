//! What log records, spans and data points have in common.

use super::read::Id;
use crate::event_text::Text;
use jiff::Timestamp;

/// Of `SpanFlags`: whether the next one is said, and whether the context came from another process.
const HAS_IS_REMOTE: u32 = 0x100;
const IS_REMOTE: u32 = 0x200;
/// The flags of W3C's trace context. <https://www.w3.org/TR/trace-context/#trace-flags>
const TRACE_FLAGS: u32 = 0xff;

/// A time with all of its nanoseconds; 0 says that there is none.
pub(super) fn time(text: &mut Text<'_>, name: &str, nanoseconds: u64) {
    if nanoseconds != 0
        && let Ok(time) = Timestamp::from_nanosecond(i128::from(nanoseconds))
    {
        text.name(name).plain(format_args!("\"{time:.9}\""));
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
    pub(super) fn write(&self, text: &mut Text<'_>) {
        text.object_unless_empty("trace", |text| {
            self.write_members(text);
        });
    }

    /// Writes its members.
    pub(super) fn write_members(&self, text: &mut Text<'_>) {
        id(text, "trace_id", self.trace_id);
        id(text, "span_id", self.span_id);
        id(text, "parent_span_id", self.parent_span_id);
        text.text_unless_empty("trace_state", self.state);
        if self.flags & TRACE_FLAGS != 0 {
            text.name("trace_flags").plain(format_args!("\"{:02x}\"", self.flags & TRACE_FLAGS));
        }
    }
}

/// Whether the context of a span's parent, or of a link, came from another process, where the flags say it.
pub(super) fn is_remote(text: &mut Text<'_>, name: &str, flags: u32) {
    if flags & HAS_IS_REMOTE != 0 {
        text.name(name).plain(flags & IS_REMOTE != 0);
    }
}

/// An id in hexadecimal.
fn id<const BYTES: usize>(text: &mut Text<'_>, name: &str, id: Id<BYTES>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    if let Some(id) = id {
        let out = &mut text.name(name).0;
        out.push(b'"');
        out.extend(id.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| DIGITS[usize::from(digit)]));
        out.push(b'"');
    }
}

/// A count that is worth a member only where it is not 0.
pub(super) fn count(text: &mut Text<'_>, name: &str, count: impl Into<u64>) {
    let count = count.into();
    if count != 0 {
        text.name(name).plain(count);
    }
}
