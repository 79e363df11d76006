//! What log records, spans and data points have in common.

use crate::wire::event_text::Text;
use jiff::Timestamp;

/// Longest id that is written, bytes; those of the specification have 16 and 8.
const MAX_ID_BYTES: usize = 32;
/// The flag of W3C's trace context. <https://www.w3.org/TR/trace-context/#trace-flags>
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
    pub(super) trace_id: &'a [u8],
    pub(super) span_id: &'a [u8],
    pub(super) parent_span_id: &'a [u8],
    pub(super) state: &'a str,
    pub(super) flags: u32,
}

impl Trace<'_> {
    /// Writes the member `trace`, if there is anything to say.
    pub(super) fn write(&self, text: &mut Text<'_>) {
        text.object_unless_empty("trace", |text| {
            id(text, "trace_id", self.trace_id);
            id(text, "span_id", self.span_id);
            id(text, "parent_span_id", self.parent_span_id);
            text.text_unless_empty("trace_state", self.state);
            if self.flags & TRACE_FLAGS != 0 {
                text.name("trace_flags").plain(format_args!("\"{:02x}\"", self.flags & TRACE_FLAGS));
            }
        });
    }
}

/// An id in hexadecimal; one of zeros is none.
pub(super) fn id(text: &mut Text<'_>, name: &str, bytes: &[u8]) {
    if bytes.len() <= MAX_ID_BYTES && bytes.iter().any(|byte| *byte != 0) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let id: String = digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect();
        text.name(name).text(&id);
    }
}

/// A count that is worth a member only where it is not 0.
pub(super) fn count(text: &mut Text<'_>, name: &str, count: impl Into<u64>) {
    let count = count.into();
    if count != 0 {
        text.name(name).plain(count);
    }
}
