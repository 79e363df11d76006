//! JSON of another shape than events, read within limits, for the wire formats to walk over.

use super::{
    decode::DecodeError,
    member,
    node::Shape,
    tape::Tape,
    tokenize::{self, Bounds},
};

/// A body that is one JSON value.
pub(crate) struct Document {
    tape: Tape,
    root: u32,
}

/// A value in a document.
#[derive(Clone, Copy)]
pub(crate) struct Json<'a> {
    tape: &'a Tape,
    at: u32,
}

impl Document {
    /// Reads a body that has at most `depth` arrays and objects within one another, and `nodes` values and names.
    pub(crate) fn read(body: String, depth: usize, nodes: usize) -> Result<Document, DecodeError> {
        let range = 0..body.len();
        let mut tape = Tape { nodes: Vec::with_capacity((body.len() / 12 + 8).min(nodes)), body, extra: String::new() };
        let root = tokenize::read(&mut tape, range, Bounds { depth, nodes })?;
        Ok(Document { tape, root })
    }

    pub(crate) fn root(&self) -> Json<'_> {
        Json { tape: &self.tape, at: self.root }
    }
}

impl<'a> Json<'a> {
    /// The members of an object, each name once.
    pub(crate) fn members(self) -> Option<impl Iterator<Item = (&'a str, Json<'a>)>> {
        let tape = self.tape;
        let keys = self.is(Shape::Object).then(|| member::keys(tape, self.at))?;
        Some(keys.map(move |key| (tape.text(tape.node(key).span), Json { tape, at: key + 1 })))
    }

    /// The elements of an array.
    pub(crate) fn elements(self) -> Option<impl Iterator<Item = Json<'a>>> {
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
    pub(crate) fn member(self, name: &str) -> Option<Json<'a>> {
        self.members()?.find(|(found, _)| *found == name).map(|(_, value)| value).filter(|value| !value.is_null())
    }

    pub(crate) fn text(self) -> Option<&'a str> {
        self.is(Shape::Text).then(|| self.tape.text(self.tape.node(self.at).span))
    }

    /// The digits of a number, as they were sent.
    pub(crate) fn digits(self) -> Option<&'a str> {
        self.is(Shape::Number).then(|| self.raw())
    }

    pub(crate) fn boolean(self) -> Option<bool> {
        match self.tape.node(self.at).shape {
            Shape::True => Some(true),
            Shape::False => Some(false),
            _ => None,
        }
    }

    pub(crate) fn is_null(self) -> bool {
        self.is(Shape::Null)
    }

    pub(crate) fn is_object(self) -> bool {
        self.is(Shape::Object)
    }

    /// Anything but a text as it was sent.
    pub(crate) fn raw(self) -> &'a str {
        self.tape.text(self.tape.node(self.at).span)
    }

    fn is(self, shape: Shape) -> bool {
        self.tape.node(self.at).shape == shape
    }
}
