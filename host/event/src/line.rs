//! One line of JSON for each event: the envelope, and what the filters left of the event.
//!
//! `deploy/line.schema.json` is the contract: keys and their types never change from line to line. Every line is valid
//! JSON, one line to every reader, and never longer than [`Envelope::max_line_bytes`].

use crate::member::DEFAULT_KIND;
use crate::tape::span::Span;
use crate::{Batch, Event, JsonWriter, Member, NONE, push_escaped, push_escaped_within, push_quoted, push_user_within};

/// Shortest `max_line_bytes`: the envelope of any line fits.
pub const MIN_LINE_BYTES: usize = 4096;
/// Default of `max_line_bytes`.
pub const DEFAULT_LINE_BYTES: usize = 64 * 1024;

/// Longest text of an envelope, in bytes as written; none that the service makes is longer.
const MAX_ENVELOPE_TEXT: usize = 256;
/// The same for a user's name: the longest that the service takes fits if a third of it has to be escaped.
const MAX_USER_TEXT: usize = 1024;
/// In a line that has to be cut, a text gets this part of it at the most.
const TEXT_SHARE: usize = 8;
/// Part of a line that receipts can take.
const RECEIPT_SHARE: usize = 4;

/// What the lines of one request have in common.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// When the request came: RFC 3339, UTC.
    pub received_at: &'a str,
    /// The contact center id of the identity.
    pub tenant_id: Option<&'a str>,
    /// The tenant's name in the configuration.
    pub tenant_name: Option<&'a str>,
    /// The user of the identity.
    pub user: Option<&'a str>,
    /// What the request was sent with.
    pub sender: Sender,
    /// The request's id; event ids are made of it where the client sent none.
    pub request_id: &'a str,
    /// Longest line in bytes, the line break included; at least [`MIN_LINE_BYTES`].
    pub max_line_bytes: usize,
}

/// What a request was sent with. Lines say it where it is no token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sender {
    /// An access token, which stands for a user.
    #[default]
    Token,
    /// A publishable key, which everybody who has seen the page may have.
    Key,
}

/// What became of the events of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events written with their content.
    pub written: u32,
    /// Events that a filter dropped.
    pub dropped: u32,
    /// Events of which only the envelope was written, because a filter failed or the guard found something.
    pub withheld: u32,
    /// Written events of which a part was cut.
    pub truncated: u32,
}

/// The members of a line that texts and objects of the event are copied to.
const CONTENT: [(Member, &[u8]); 10] = [
    (Member::IdempotencyKey, b",\"idempotency_key\":"),
    (Member::Level, b",\"level\":"),
    (Member::Name, b",\"name\":"),
    (Member::Message, b",\"message\":"),
    (Member::App, b",\"app\":"),
    (Member::Session, b",\"session\":"),
    (Member::Page, b",\"page\":"),
    (Member::Browser, b",\"browser\":"),
    (Member::Trace, b",\"trace\":"),
    (Member::Values, b",\"values\":"),
];

/// Appends one line for each event that was not dropped.
pub fn write_lines(batch: &Batch, envelope: &Envelope<'_>, out: &mut Vec<u8>) -> Counts {
    let mut counts = Counts::default();
    let head = Head::render(envelope);
    let max = envelope.max_line_bytes.max(MIN_LINE_BYTES);
    out.reserve(batch.bytes() + batch.len() * (head.bytes.len() + 96));
    for (number, event) in (0..).zip(batch.events()) {
        if event.is_dropped() {
            counts.dropped += 1;
        } else if let Some(withheld) = batch.withheld(event) {
            write_withheld(withheld, &head, number, out);
            counts.withheld += 1;
        } else {
            counts.written += 1;
            counts.truncated += u32::from(write_event(batch, &head, number, event, max, out));
        }
    }
    counts
}

/// What all lines of a request say between their time and the number in their id.
struct Head<'a> {
    received_at: &'a str,
    bytes: Vec<u8>,
    /// Where a line ends that has an id of the client's.
    common: usize,
}

impl<'a> Head<'a> {
    fn render(envelope: &Envelope<'a>) -> Head<'a> {
        let mut bytes = Vec::with_capacity(256);
        let out = &mut bytes;
        let text = |out: &mut Vec<u8>, text: &str| push_escaped_within(out, text, MAX_ENVELOPE_TEXT);
        let user = |out: &mut Vec<u8>, name: &str| push_user_within(out, name, MAX_USER_TEXT);
        push_member(out, "\",\"received_at\":", Some(envelope.received_at), text);
        push_member(out, ",\"source\":\"client\",\"tenant\":{\"id\":", envelope.tenant_id, text);
        push_member(out, ",\"name\":", envelope.tenant_name, text);
        push_member(out, "},\"user\":", envelope.user, user);
        if envelope.sender == Sender::Key {
            out.extend_from_slice(b",\"sender\":\"key\"");
        }
        push_member(out, ",\"request_id\":", Some(envelope.request_id), text);
        bytes.extend_from_slice(b",\"event_id\":\"");
        let common = bytes.len();
        push_escaped_within(&mut bytes, envelope.request_id, MAX_ENVELOPE_TEXT);
        bytes.push(b'-');
        Head { received_at: envelope.received_at, bytes, common }
    }

    /// Writes the line up to the end of the event's id, whose quote is left to others; without one of the client's, it is made of
    /// the request's and the number.
    fn write(&self, time: &str, number: u32, id: Option<&str>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"timestamp\":\"");
        out.extend_from_slice(time.as_bytes());
        match id {
            Some(id) => {
                out.extend_from_slice(&self.bytes[..self.common]);
                push_escaped(out, id);
            }
            None => {
                out.extend_from_slice(&self.bytes);
                push_number(out, number);
            }
        }
    }
}

fn push_member(out: &mut Vec<u8>, label: &str, text: Option<&str>, push: impl Fn(&mut Vec<u8>, &str) -> usize) {
    out.extend_from_slice(label.as_bytes());
    match text {
        Some(text) => {
            out.push(b'"');
            push(out, text);
            out.push(b'"');
        }
        None => out.extend_from_slice(b"null"),
    }
}

/// Writes an event; says whether it had to be cut.
fn write_event(batch: &Batch, head: &Head<'_>, number: u32, event: &Event, max: usize, out: &mut Vec<u8>) -> bool {
    let start = out.len();
    // The last two bytes are the closing bracket and the line break.
    let mut writer = JsonWriter::bounded(batch, out, start + max - 2, usize::MAX);
    write_content(&mut writer, head, number, event);
    if !writer.cut && out.len() <= start + max - 2 {
        push_redactions(batch, event, usize::MAX, out);
        out.extend_from_slice(b"}\n");
        if out.len() <= start + max {
            return false;
        }
    }
    out.truncate(start);
    let mut tail = Vec::new();
    push_redactions(batch, event, max / RECEIPT_SHARE, &mut tail);
    tail.extend_from_slice(b",\"truncated\":true}\n");
    let mut writer = JsonWriter::bounded(batch, out, start + max - tail.len(), max / TEXT_SHARE);
    write_content(&mut writer, head, number, event);
    out.extend_from_slice(&tail);
    true
}

fn write_content(writer: &mut JsonWriter<'_>, head: &Head<'_>, number: u32, event: &Event) {
    let batch = writer.batch;
    let time = batch.time(event).unwrap_or(head.received_at);
    head.write(time, number, batch.text(event, Member::EventId), writer.out);
    writer.out.extend_from_slice(b"\",\"kind\":\"");
    writer.out.extend_from_slice(batch.text(event, Member::Kind).unwrap_or(DEFAULT_KIND).as_bytes());
    writer.out.push(b'"');
    let mut run = Span::default();
    for (member, label) in CONTENT {
        let at = event.members[member as usize];
        if at == NONE {
            continue;
        }
        // Its key is right before it, unless a filter has put it there.
        if let Some(copied) = writer.copied_member(at - 1) {
            debug_assert_eq!(batch.name(at - 1), member.name());
            writer.extend_run(&mut run, copied);
            continue;
        }
        writer.end_run(&mut run);
        let Some(at) = batch.member(event, member) else { continue };
        let before = writer.out.len();
        writer.out.extend_from_slice(label);
        writer.value(at);
        if !writer.keep(before) {
            return;
        }
    }
    writer.end_run(&mut run);
    writer.attributes_member(event);
}

/// Only the envelope, with nothing that the client sent.
fn write_withheld((filter, reason): (&str, &str), head: &Head<'_>, number: u32, out: &mut Vec<u8>) {
    head.write(head.received_at, number, None, out);
    out.extend_from_slice(b"\",\"withheld\":{\"filter\":\"");
    push_escaped_within(out, filter, MAX_ENVELOPE_TEXT);
    out.extend_from_slice(b"\",\"reason\":");
    push_quoted(out, reason);
    out.extend_from_slice(b"}}\n");
}

/// What filters took away, as many entries as fit into `limit` bytes.
fn push_redactions(batch: &Batch, event: &Event, limit: usize, out: &mut Vec<u8>) {
    if event.receipt == 0 {
        return;
    }
    let start = out.len();
    for redaction in batch.redactions(event) {
        let before = out.len();
        out.extend_from_slice(if before == start { b",\"redactions\":[" } else { b"," });
        out.extend_from_slice(b"{\"filter\":\"");
        push_escaped_within(out, &redaction.filter.name, MAX_ENVELOPE_TEXT);
        out.extend_from_slice(b"\",\"version\":\"");
        push_escaped_within(out, &redaction.filter.version, MAX_ENVELOPE_TEXT);
        out.extend_from_slice(b"\",\"rule\":");
        push_quoted(out, redaction.rule);
        out.extend_from_slice(b",\"count\":");
        push_number(out, redaction.count);
        out.push(b'}');
        if out.len() - start >= limit {
            out.truncate(before);
            break;
        }
    }
    if out.len() > start {
        out.push(b']');
    }
}

fn push_number(out: &mut Vec<u8>, number: u32) {
    let mut digits = [0; 10];
    let (mut at, mut rest) = (digits.len(), number);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}
