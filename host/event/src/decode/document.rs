//! JSON of another shape than events, read within limits, for the wire formats to walk over.

use super::DecodeLimits;
use super::error::DecodeError;
use super::report::DecodeReport;
use crate::batch::member::Keys;
use crate::batch::node::{DEAD, NONE, Node, Shape};
use crate::batch::tape::Tape;
use crate::batch::{Batch, member};
use crate::build::BatchBuilder;
use crate::json::tokenize::{self, Bounds};
use std::ops::Range;

/// A body with JSON in it.
pub struct Document {
    tape: Tape,
    root: u32,
    /// Arrays and objects within one another.
    depth: usize,
}

/// A value that was read of a document.
#[derive(Clone, Copy)]
pub struct Part(u32);

/// A value in a document.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    tape: &'a Tape,
    at: u32,
}

impl Document {
    /// Reads a body that has at most `depth` arrays and objects within one another, and `nodes` values and names.
    ///
    /// # Errors
    /// Where the body is not one JSON value, or more than that.
    pub fn read(body: String, depth: usize, nodes: usize) -> Result<Document, DecodeError> {
        let whole = 0..body.len();
        let mut document = Document::of_parts(body, nodes);
        let Part(root) = document.read_part(whole, depth, nodes)?;
        Ok(Document { root, ..document })
    }

    /// A body of which nothing has been read yet.
    #[must_use]
    pub fn of_parts(body: String, nodes: usize) -> Document {
        // As many as the tighter formats have: one more, and all of them would move.
        let nodes = Vec::with_capacity((body.len() / 8 + 8).min(nodes));
        Document { tape: Tape { body, nodes, ..Tape::default() }, root: NONE, depth: 0 }
    }

    /// Reads what is in a range of the body. `nodes` bounds what all parts have together.
    ///
    /// # Errors
    /// Where that is not one JSON value, or more than the document may have.
    pub fn read_part(&mut self, range: Range<usize>, depth: usize, nodes: usize) -> Result<Part, DecodeError> {
        let Some(text) = self.tape.body.get(range.clone()) else {
            return Err(DecodeError::Syntax { offset: range.start, what: "invalid UTF-8" });
        };
        let range = range.start + super::text_start(text)..range.end;
        let (before, extra) = (self.tape.nodes.len(), self.tape.extra.len());
        match tokenize::read(&mut self.tape, range, Bounds { depth, nodes }) {
            Ok((root, depth)) => {
                self.depth = self.depth.max(depth);
                Ok(Part(root))
            }
            Err(error) => {
                self.tape.nodes.truncate(before);
                self.tape.extra.truncate(extra);
                Err(error)
            }
        }
    }

    /// The body.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.tape.body
    }

    /// The value that is the whole body.
    #[must_use]
    pub fn root(&self) -> Json<'_> {
        Json { tape: &self.tape, at: self.root }
    }

    /// The value that is a part of the body.
    #[must_use]
    pub fn part(&self, part: Part) -> Json<'_> {
        Json { tape: &self.tape, at: part.0 }
    }

    /// Makes a batch of the events that `build` adds. What it gives says what of the body became none.
    ///
    /// # Errors
    /// Where `build` fails, or nothing in the body could be read.
    pub fn into_batch(
        mut self,
        limits: &DecodeLimits,
        build: impl FnOnce(&Document, &mut BatchBuilder<'_>) -> Result<DecodeReport, DecodeError>,
    ) -> Result<Batch, DecodeError> {
        let (names, body_bytes) = (std::mem::take(&mut self.tape.names), self.tape.body.len());
        let mut builder = BatchBuilder::new(&self.tape, self.depth, names, body_bytes, limits);
        let report = build(&self, &mut builder)?;
        let built = builder.finish();
        built.into_batch(self.tape, limits)?.with_report(report)
    }
}

impl Batch {
    /// Makes a batch of the events that `build` adds of a body that is no text. What it gives says what of the body became none.
    ///
    /// # Errors
    /// Where `build` fails, or nothing in the body could be read.
    pub fn build(
        body_bytes: usize,
        limits: &DecodeLimits,
        build: impl FnOnce(&mut BatchBuilder<'_>) -> Result<DecodeReport, DecodeError>,
    ) -> Result<Batch, DecodeError> {
        let tape = Tape::default();
        let mut builder = BatchBuilder::new(&tape, 0, Box::default(), body_bytes, limits);
        let report = build(&mut builder)?;
        let built = builder.finish();
        built.into_batch(tape, limits)?.with_report(report)
    }
}

/// The members of an object.
pub struct Members<'a>(Keys<'a>, &'a Tape);

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, Json<'a>);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let Members(keys, tape) = self;
        let key = keys.next()?;
        Some((tape.text(tape.node(key).span), Json { tape, at: key + 1 }))
    }
}

/// Those that are not null.
pub struct SaidMembers<'a>(Members<'a>);

impl<'a> Iterator for SaidMembers<'a> {
    type Item = (&'a str, Json<'a>);

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let Members(keys, tape) = &mut self.0;
        loop {
            let key = keys.next()?;
            let value = Json { tape, at: key + 1 };
            if !value.is_null() {
                return Some((tape.text(tape.node(key).span), value));
            }
        }
    }
}

impl<'a> Json<'a> {
    /// The members of an object, each name once.
    #[inline]
    pub fn members(self) -> Option<Members<'a>> {
        self.is(Shape::Object).then(|| Members(member::keys(self.tape, self.at), self.tape))
    }

    /// The elements of an array.
    #[inline]
    pub fn elements(self) -> Option<impl Iterator<Item = Json<'a>>> {
        let (tape, end) = (self.tape, self.tape.node(self.at).next);
        let mut at = self.at + 1;
        self.is(Shape::Array).then(|| {
            std::iter::from_fn(move || {
                let element = (at < end).then_some(Json { tape, at })?;
                at = tape.node(at).next;
                Some(element)
            })
        })
    }

    /// The members that say something: those of an object that are not null, each name once.
    #[inline]
    pub fn said_members(self) -> SaidMembers<'a> {
        let tape = self.tape;
        let keys = if self.is_object() { member::keys(tape, self.at) } else { Keys::none(tape) };
        SaidMembers(Members(keys, tape))
    }

    /// The member of that name, where this is an object that has it, and not as null.
    #[must_use]
    #[inline]
    pub fn member(self, name: &str) -> Option<Json<'a>> {
        let tape = self.tape;
        let mut at = self.at + 1;
        let end = if self.is_object() { tape.node(self.at).next } else { at };
        while at < end {
            let key = tape.node(at);
            if is_named(tape, key, name) && !key.is(DEAD) {
                return Some(Json { tape, at: at + 1 }).filter(|value| !value.is_null());
            }
            at = key.next;
        }
        None
    }

    /// The values of an object's members, where it has those of these names, in this order, and no others.
    #[must_use]
    #[inline]
    pub fn exact_members<const COUNT: usize>(self, names: [&str; COUNT]) -> Option<[Json<'a>; COUNT]> {
        let tape = self.tape;
        let mut at = self.at + 1;
        let end = if self.is_object() { tape.node(self.at).next } else { at };
        let mut values = [self; COUNT];
        for (value, name) in values.iter_mut().zip(names) {
            if at == end || !is_named(tape, tape.node(at), name) {
                return None;
            }
            *value = Json { tape, at: at + 1 };
            at = tape.node(at).next;
        }
        (at == end).then_some(values)
    }

    /// The text, where this is one.
    #[must_use]
    #[inline]
    pub fn text(self) -> Option<&'a str> {
        self.is(Shape::Text).then(|| self.tape.text(self.tape.node(self.at).span))
    }

    /// The digits of a number, as they were sent.
    #[must_use]
    #[inline]
    pub fn digits(self) -> Option<&'a str> {
        self.is(Shape::Number).then(|| self.raw())
    }

    /// The boolean, where this is one.
    #[must_use]
    #[inline]
    pub fn boolean(self) -> Option<bool> {
        match self.tape.node(self.at).shape {
            Shape::True => Some(true),
            Shape::False => Some(false),
            _ => None,
        }
    }

    /// Whether this is `null`.
    #[must_use]
    #[inline]
    pub fn is_null(self) -> bool {
        self.is(Shape::Null)
    }

    /// Whether this is an object.
    #[must_use]
    #[inline]
    pub fn is_object(self) -> bool {
        self.is(Shape::Object)
    }

    /// Anything but a text as it was sent.
    #[must_use]
    #[inline]
    pub fn raw(self) -> &'a str {
        self.tape.text(self.tape.node(self.at).span)
    }

    pub(crate) fn tape(self) -> &'a Tape {
        self.tape
    }

    pub(crate) fn at(self) -> u32 {
        self.at
    }

    #[inline]
    fn is(self, shape: Shape) -> bool {
        self.tape.node(self.at).shape == shape
    }
}

/// Whether a key has this name; compared as bytes, it need not be looked for where characters begin.
#[inline(always)]
fn is_named(tape: &Tape, key: &Node, name: &str) -> bool {
    key.span.len() == name.len() && tape.bytes(key.span) == name.as_bytes()
}
