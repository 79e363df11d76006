//! A body to a batch: one event, an array of events, an envelope around them, or one event a line.

mod accept;
mod attributes;
pub(crate) mod document;
pub(crate) mod duplicates;
pub(crate) mod error;
pub(crate) mod json_value;
pub(crate) mod report;
pub(crate) mod retain;
mod shared;
pub(crate) mod time;
mod web_vital;

use bytes::Bytes;

use super::batch::Batch;
use crate::decode::error::DecodeError;
use crate::decode::report::{RejectReason, Unrecognised};
use crate::decode::shared::Shared;
use crate::json::tokenize::{self, Bounds};
use crate::member::MEMBERS;
use crate::tape::Tape;
use crate::tape::keys::keys;
use crate::tape::node::{NONE, Shape};

/// What a body may contain.
#[derive(Debug, Clone, Copy)]
pub struct DecodeLimits {
    /// Events in one batch.
    pub max_events: usize,
    /// Arrays and objects within one another, the outermost included.
    pub max_depth: usize,
    /// Values and names of members in one batch. Each takes 24 bytes while the batch lives.
    pub max_nodes: usize,
}

impl Default for DecodeLimits {
    fn default() -> DecodeLimits {
        DecodeLimits { max_events: 1000, max_depth: 32, max_nodes: 1 << 18 }
    }
}

/// Attributes at the top of an event, as many as most have.
const USUAL_OTHERS: usize = 6;

/// Longest body: spans have 32 bits, and edits need some of them.
const MAX_BODY_BYTES: usize = 1 << 30;

impl Batch {
    /// Reads one event, an array of events, or an envelope `{"events": [..], ..}`.
    pub fn from_json(body: Bytes, limits: &DecodeLimits) -> Result<Batch, DecodeError> {
        let mut tape = tape(body, limits)?;
        let range = text_start(&tape.body)..tape.body.len();
        let (root, _) = tokenize::read(&mut tape, range, limits.into())?;
        let mut batch = Batch::new(tape);
        batch.unwrap_root(root, limits)?;
        Ok(batch)
    }

    /// Reads one event a line; empty lines are passed over (<https://github.com/ndjson/ndjson-spec>).
    pub fn from_ndjson(body: Bytes, limits: &DecodeLimits) -> Result<Batch, DecodeError> {
        let mut tape = tape(body, limits)?;
        let (mut roots, mut start) = (Vec::new(), text_start(&tape.body));
        while let Some(rest) = tape.body.get(start..).filter(|rest| !rest.is_empty()) {
            let end = start + memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            if !tape.body[start..end].trim_ascii().is_empty() {
                if roots.len() == limits.max_events {
                    return Err(DecodeError::TooManyEvents { limit: limits.max_events });
                }
                roots.push(tokenize::read(&mut tape, start..end, limits.into())?.0);
            }
            start = end + 1;
        }
        let mut batch = Batch::new(tape);
        batch.push_events(roots.into_iter(), None, limits)?;
        Ok(batch)
    }

    /// Finds the events of a body that is one JSON value.
    fn unwrap_root(&mut self, root: u32, limits: &DecodeLimits) -> Result<(), DecodeError> {
        let tape = &self.tape;
        if tape.node(root).shape == Shape::Array {
            let events = elements(tape, root);
            return self.push_events(events.into_iter(), None, limits);
        }
        let member = |name: &str, shape: Shape| {
            let mut keys = keys(tape, root).filter(|key| tape.text(tape.node(*key).span) == name);
            keys.next().map(|key| key + 1).filter(|value| tape.node(*value).shape == shape)
        };
        if tape.node(root).shape != Shape::Object {
            return Err(DecodeError::NotAnEvent { index: 0 });
        }
        self.token = member("access_token", Shape::Text).map(|value| tape.node(value).span);
        match member("events", Shape::Array) {
            Some(array) => {
                let events = elements(tape, array);
                let shared = self.read_shared(root, array);
                self.push_events(events.into_iter(), Some(&shared), limits)
            }
            None => self.push_events([root].into_iter(), None, limits),
        }
    }

    pub(crate) fn push_events(
        &mut self,
        roots: impl ExactSizeIterator<Item = u32>,
        shared: Option<&Shared>,
        limits: &DecodeLimits,
    ) -> Result<(), DecodeError> {
        if roots.len() > limits.max_events {
            return Err(DecodeError::TooManyEvents { limit: limits.max_events });
        }
        self.events.reserve_exact(roots.len());
        self.others.reserve(USUAL_OTHERS * roots.len());
        let mut repeated = 0;
        for (index, root) in roots.enumerate() {
            if self.tape.node(root).shape != Shape::Object {
                self.report.reject("events", index, RejectReason::NotAnObject);
                continue;
            }
            self.push_event(root);
            if let Some(shared) = shared {
                self.inherit(shared, limits.max_nodes, &mut repeated)?;
            }
        }
        if let (true, Some(first)) = (self.events.is_empty(), self.report.rejected.first()) {
            return Err(DecodeError::NotAnEvent { index: first.index });
        }
        if !self.others.is_empty() && self.events.iter().all(|event| event.members == [NONE; MEMBERS]) {
            self.report.unrecognised =
                Some(Unrecognised::Members { wanted: "events, with members such as kind and message" });
        }
        Ok(())
    }
}

/// Where a text begins: behind one byte order mark, which a reader of JSON may pass over (RFC 8259, section 8.1).
pub(crate) fn text_start(body: &str) -> usize {
    if body.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The body's text, and room for its nodes.
fn tape(body: Bytes, limits: &DecodeLimits) -> Result<Tape, DecodeError> {
    if body.len() > MAX_BODY_BYTES {
        return Err(DecodeError::TooLarge { limit: MAX_BODY_BYTES });
    }
    let body = String::from_utf8(body.into())
        .map_err(|error| DecodeError::Syntax { offset: error.utf8_error().valid_up_to(), what: "invalid UTF-8" })?;
    // A node takes two bytes of JSON at the least, and some fourteen in what browsers send.
    let nodes = Vec::with_capacity((body.len() / 12 + 8).min(limits.max_nodes));
    Ok(Tape { body, nodes, ..Tape::default() })
}

impl From<&DecodeLimits> for Bounds {
    fn from(limits: &DecodeLimits) -> Bounds {
        Bounds { depth: limits.max_depth, nodes: limits.max_nodes }
    }
}

fn elements(tape: &Tape, array: u32) -> Vec<u32> {
    let end = tape.node(array).next;
    let mut at = array + 1;
    std::iter::from_fn(|| {
        let element = (at < end).then_some(at)?;
        at = tape.node(element).next;
        Some(element)
    })
    .collect()
}
