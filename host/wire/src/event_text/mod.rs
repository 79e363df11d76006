//! The JSON text of a batch, as decoders of other formats write it for [`Batch::from_json`].

pub(crate) mod base64;
pub(crate) mod known;
pub(crate) mod raw;
pub(crate) mod stack;

use raw::Raw;
use sluice_event::{Batch, DecodeError, DecodeLimits, DecodeReport, Json, push_quoted};
use std::{fmt::Display, io::Write};

/// Bytes that the text may have beyond those of the body: what is said once and holds for many events is repeated for each.
const MAX_REPEATED_BYTES: usize = 4 << 20;

/// An array of events in the making.
pub(crate) struct EventText {
    out: Vec<u8>,
    end: usize,
    events: usize,
    max_events: usize,
}

impl EventText {
    /// For a body of so many bytes.
    pub(crate) fn new(body_bytes: usize, limits: &DecodeLimits) -> Self {
        let mut out = Vec::with_capacity(2 * body_bytes + 64);
        out.push(b'[');
        Self { out, end: body_bytes + MAX_REPEATED_BYTES, events: 0, max_events: limits.max_events }
    }

    /// Writes one event, whose members `write` gives.
    pub(crate) fn event(&mut self, write: impl FnOnce(&mut Text<'_>)) -> Result<(), DecodeError> {
        self.events += 1;
        if self.events > self.max_events {
            return Err(DecodeError::TooManyEvents { limit: self.max_events });
        }
        Text(&mut self.out).object(write);
        if self.out.len() > self.end {
            return Err(DecodeError::EnvelopeTooLarge { limit: MAX_REPEATED_BYTES });
        }
        Ok(())
    }

    /// Reads what was written: every rule for plain JSON holds for it. `report` says what was not.
    pub(crate) fn batch(mut self, report: DecodeReport, limits: &DecodeLimits) -> Result<Batch, DecodeError> {
        self.out.push(b']');
        Batch::from_json(self.out.into(), limits)?.with_report(report)
    }
}

/// JSON text in the making; puts commas where they belong.
pub(crate) struct Text<'a>(pub(crate) &'a mut Vec<u8>);

impl Text<'_> {
    /// The name of a member, for the value that comes next.
    pub(crate) fn name(&mut self, name: &str) -> &mut Self {
        self.comma();
        push_quoted(self.0, name);
        self.0.push(b':');
        self
    }

    /// A value that is an object.
    pub(crate) fn object(&mut self, write: impl FnOnce(&mut Text<'_>)) {
        self.comma();
        self.0.push(b'{');
        write(&mut Text(self.0));
        self.0.push(b'}');
    }

    /// A member that is an object, and is left out where it would be empty.
    pub(crate) fn object_unless_empty(&mut self, name: &str, write: impl FnOnce(&mut Text<'_>)) {
        let before = self.0.len();
        self.name(name);
        self.rest_unless_empty(before, write);
    }

    /// The same, with a name that needs no escapes.
    pub(crate) fn raw_object_unless_empty(&mut self, name: &str, write: impl FnOnce(&mut Text<'_>)) {
        let before = self.0.len();
        self.raw_name(name);
        self.rest_unless_empty(before, write);
    }

    fn rest_unless_empty(&mut self, before: usize, write: impl FnOnce(&mut Text<'_>)) {
        let start = self.0.len() + 1;
        self.object(write);
        if self.0.len() == start + 1 {
            self.0.truncate(before);
        }
    }

    /// A value that is an array.
    pub(crate) fn array(&mut self, write: impl FnOnce(&mut Text<'_>)) {
        self.comma();
        self.0.push(b'[');
        write(&mut Text(self.0));
        self.0.push(b']');
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.comma();
        push_quoted(self.0, text);
    }

    /// A text member that is left out where there is nothing to say.
    pub(crate) fn text_unless_empty(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.name(name).text(text);
        }
    }

    /// An integer, or a word of JSON.
    pub(crate) fn plain(&mut self, value: impl Display) {
        self.comma();
        // A vector takes everything.
        let _ = write!(self.0, "{value}");
    }

    /// A float; what JSON has no number for is written as text, as protobuf's JSON has it.
    pub(crate) fn float(&mut self, value: f64) {
        if value.is_finite() {
            self.plain(format_args!("{value:?}"));
        } else if value.is_nan() {
            self.text("NaN");
        } else {
            self.text(if value > 0.0 { "Infinity" } else { "-Infinity" });
        }
    }

    /// A name that needs no escapes: that of a member of events, or one that stands in quotes in other text.
    pub(crate) fn raw_name(&mut self, name: &str) -> &mut Self {
        self.comma();
        self.0.push(b'"');
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(b"\":");
        self
    }

    /// A value of other text, as it stands there.
    pub(crate) fn raw(&mut self, value: Raw<'_>) {
        self.written(value.json().as_bytes());
    }

    /// A text in pieces that stand in quotes in other text, with their escapes.
    pub(crate) fn raw_text(&mut self, pieces: &[&str]) {
        self.comma();
        self.0.push(b'"');
        pieces.iter().for_each(|piece| self.0.extend_from_slice(piece.as_bytes()));
        self.0.push(b'"');
    }

    /// A value of a document.
    pub(crate) fn json(&mut self, value: Json<'_>) {
        match value.text() {
            Some(text) => self.text(text),
            None => self.written(value.raw().as_bytes()),
        }
    }

    /// Values or members that were written before.
    pub(crate) fn written(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.comma();
            self.0.extend_from_slice(bytes);
        }
    }

    fn comma(&mut self) {
        if !matches!(self.0.last(), Some(b'{' | b'[' | b':') | None) {
            self.0.push(b',');
        }
    }
}
