//! JSON of another shape than events, read within limits, for the wire formats to walk over.

use super::error::DecodeError;
use crate::batch::member;
use crate::batch::node::Shape;
use crate::batch::tape::Tape;
use crate::json::tokenize::{self, Bounds};

/// A body that is one JSON value.
pub struct Document {
    tape: Tape,
    root: u32,
}

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
        let range = super::text_start(&body)..body.len();
        let mut tape = Tape { nodes: Vec::with_capacity((body.len() / 12 + 8).min(nodes)), body, ..Tape::default() };
        let root = tokenize::read(&mut tape, range, Bounds { depth, nodes })?;
        Ok(Document { tape, root })
    }

    /// The value that is the whole body.
    #[must_use]
    pub fn root(&self) -> Json<'_> {
        Json { tape: &self.tape, at: self.root }
    }
}

impl<'a> Json<'a> {
    /// The members of an object, each name once.
    #[inline]
    pub fn members(self) -> Option<impl Iterator<Item = (&'a str, Json<'a>)>> {
        let tape = self.tape;
        let keys = self.is(Shape::Object).then(|| member::keys(tape, self.at))?;
        Some(keys.map(move |key| (tape.text(tape.node(key).span), Json { tape, at: key + 1 })))
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

    /// The member of that name, where this is an object that has it, and not as null.
    #[must_use]
    #[inline]
    pub fn member(self, name: &str) -> Option<Json<'a>> {
        self.members()?.find(|(found, _)| *found == name).map(|(_, value)| value).filter(|value| !value.is_null())
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

    #[inline]
    fn is(self, shape: Shape) -> bool {
        self.tape.node(self.at).shape == shape
    }
}
