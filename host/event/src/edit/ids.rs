//! Ids that readers of the lines join by. A mask would make all of them one, so what is found in them gives way to a
//! pseudonym: different ids stay different, and the same one the same.

use crate::batch::Batch;
use crate::member::Member;
use crate::tape::node::NONE;
use crate::tape::span::Span;

/// The members of `trace` that are ids, and how many hexadecimal digits they have.
/// <https://www.w3.org/TR/trace-context/#traceparent-header-field-values>
const OF_TRACE: [(&str, usize); 3] = [("trace_id", 32), ("span_id", 16), ("parent_span_id", 16)];

/// What kind of id a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Id {
    /// Any text, by which a reader finds what was sent twice.
    Retry,
    /// Hexadecimal digits, as many as it has to have.
    Hex,
}

impl Batch {
    /// Whether the text at a node of the client's is an id. Asked only where something was found in it.
    pub(crate) fn id_at(&self, event: u32, at: u32, text: Span) -> Option<Id> {
        let members = &self.event(event)?.members;
        if [Member::EventId, Member::IdempotencyKey].iter().any(|member| members[*member as usize] == at) {
            return Some(Id::Retry);
        }
        let trace = members[Member::Trace as usize];
        if trace == NONE || at <= trace + 1 || at >= self.tape.node(trace).next {
            return None;
        }
        // `trace` is an object of texts: before each of them is its key.
        let name = self.tape.text(self.tape.node(at - 1).span);
        let (_, digits) = OF_TRACE.iter().find(|(known, _)| *known == name)?;
        let is_hex = text.len() == *digits && self.tape.text(text).bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then_some(Id::Hex)
    }
}
