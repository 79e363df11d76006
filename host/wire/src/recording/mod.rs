//! Files of recorded telemetry, for tools that try filters on them: bodies as clients send them, a body or an event a line,
//! and lines that the service wrote. What they are is found out by their members.

mod detect;
mod written_line;

use std::ops::Range;

use bytes::{BufMut, Bytes, BytesMut};
use sluice_event::{Batch, DecodeError, DecodeLimits};

use crate::{Received, Route, body::content_type::Form, sentry::Endpoint};
use detect::Document;
use written_line::WrittenLine;

/// Events that stand on lines of their own, without anything that tells which of them came together, are read in batches
/// of as many as a browser sends.
pub const EVENTS_A_BATCH: usize = 20;

/// When bodies are said to have come, of which nobody knows it: 2026-11-22T10:00:00Z.
const RECEIVED_AT_MS: i64 = 1_795_341_600_000;

/// The body of one request, and what is known of who sent it.
#[derive(Clone, Debug)]
pub struct RecordedBody {
    /// Where a client would have sent it.
    pub route: Route,
    /// The lines of the file that it was read from, counted from 1.
    pub lines: Range<usize>,
    /// Known of lines that the service wrote.
    pub sender: Sender,
    form: Form,
    body: Bytes,
}

/// Who sent a body, as the lines say that the service wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// The contact center id.
    pub tenant_id: Option<String>,
    /// The tenant's name.
    pub tenant_name: Option<String>,
    /// Personal data.
    pub user: Option<String>,
    /// RFC 3339.
    pub received_at: Option<String>,
    /// By which the lines of a request are known.
    pub request_id: Option<String>,
}

/// What of a file cannot be read. It quotes nothing of it.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {source}")]
pub struct RecordingError {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub source: DecodeError,
}

impl RecordedBody {
    /// The batch, as the service would read it.
    ///
    /// # Errors
    /// It is no body of its format, or has more than `limits` allow.
    pub fn decode(&self, limits: &DecodeLimits) -> Result<Batch, RecordingError> {
        let received = Received { at_ms: RECEIVED_AT_MS, ..Received::NOTHING };
        let decoded = crate::decode(self.route, self.form, self.body.clone(), limits, &[], &received);
        decoded.map(|decoded| decoded.batch).map_err(|source| RecordingError { line: self.lines.start, source })
    }

    fn whole(route: Route, body: &[u8], lines: Range<usize>) -> Self {
        Self { route, lines, sender: Sender::default(), form: Form::Json, body: Bytes::copy_from_slice(body) }
    }
}

/// The bodies in a file, in their order. Lines that the service wrote make one body for each request; of those whose
/// content was withheld there is nothing to read.
#[must_use]
pub fn read(text: &[u8]) -> Vec<RecordedBody> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let whole = text.trim_ascii();
    if whole.is_empty() {
        return Vec::new();
    }
    if let Some(document) = detect::whole_document(whole) {
        let lines = 1..text.split(|byte| *byte == b'\n').count() + 1;
        match document {
            Document::Written => {}
            // Its reader takes an event a line.
            Document::Body(Route::Datadog(_)) if whole.contains(&b'\n') => {}
            Document::Body(route) => return vec![RecordedBody::whole(route, whole, lines)],
        }
    }
    if detect::is_envelope(whole) {
        let lines = 1..text.split(|byte| *byte == b'\n').count() + 1;
        // What follows the last item's length is a line break at most, and an item may begin with blanks.
        return vec![RecordedBody::whole(Route::Sentry(Endpoint::Envelope), text, lines)];
    }
    let mut bodies = Bodies::default();
    for (number, line) in (1..).zip(text.split(|byte| *byte == b'\n')) {
        let line = line.trim_ascii();
        if !line.is_empty() {
            bodies.push(number, line);
        }
    }
    bodies.finish()
}

/// Lines that make a body together.
enum Open {
    Lines { route: Route, lines: Range<usize>, count: usize, body: BytesMut },
    Written { lines: Range<usize>, sender: Sender, body: BytesMut },
}

#[derive(Default)]
struct Bodies {
    done: Vec<RecordedBody>,
    open: Option<Open>,
}

impl Bodies {
    fn push(&mut self, number: usize, line: &[u8]) {
        match detect::line(line) {
            // Both have one event a line.
            Document::Body(route @ (Route::Events | Route::Datadog(_))) => self.push_line(route, number, line),
            Document::Body(route) => {
                self.close();
                self.done.push(RecordedBody::whole(route, line, number..number + 1));
            }
            Document::Written => match WrittenLine::read(line) {
                Some(line) => self.push_written(number, line),
                None => self.push_line(Route::Events, number, line),
            },
        }
    }

    fn push_line(&mut self, own: Route, number: usize, line: &[u8]) {
        match &mut self.open {
            Some(Open::Lines { route, lines, count, body }) if *route == own && *count < EVENTS_A_BATCH => {
                (lines.end, *count) = (number + 1, *count + 1);
                body.put_u8(b'\n');
                body.put_slice(line);
            }
            _ => {
                self.close();
                let lines = number..number + 1;
                self.open = Some(Open::Lines { route: own, lines, count: 1, body: line.into() });
            }
        }
    }

    fn push_written(&mut self, number: usize, written: WrittenLine) {
        let Some(event) = written.event else { return };
        match &mut self.open {
            Some(Open::Written { lines, sender, body }) if *sender == written.sender => {
                lines.end = number + 1;
                body.put_u8(b',');
                body.put_slice(event.as_bytes());
            }
            _ => {
                self.close();
                let mut body = BytesMut::from(&b"["[..]);
                body.put_slice(event.as_bytes());
                self.open = Some(Open::Written { lines: number..number + 1, sender: written.sender, body });
            }
        }
    }

    fn close(&mut self) {
        let body = match self.open.take() {
            None => return,
            Some(Open::Lines { route, lines, body, .. }) => {
                RecordedBody { route, lines, sender: Sender::default(), form: Form::Lines, body: body.freeze() }
            }
            Some(Open::Written { lines, sender, mut body }) => {
                body.put_u8(b']');
                RecordedBody { route: Route::Events, lines, sender, form: Form::Json, body: body.freeze() }
            }
        };
        self.done.push(body);
    }

    fn finish(mut self) -> Vec<RecordedBody> {
        self.close();
        self.done
    }
}

#[cfg(test)]
mod tests;
