//! A value of a document.

use crate::tape::Tape;
use crate::tape::keys::{Keys, keys};
use crate::tape::node::{DEAD, Node, PAIR, PAIR_NODES, Shape};

/// A value in a document.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    pub(super) tape: &'a Tape,
    pub(super) at: u32,
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
        self.is(Shape::Object).then(|| Members(keys(self.tape, self.at), self.tape))
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
        let keys = if self.is_object() { keys(tape, self.at) } else { Keys::none(tape) };
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

    /// The name, and the name and the value of the only member, where this is an object `{"key": "…", "value": {"…": …}}` and was
    /// read as such: most are, in bodies that have many.
    #[must_use]
    #[inline(always)]
    pub fn pair(self) -> Option<(&'a str, (&'a str, Json<'a>))> {
        const LAST: u32 = PAIR_NODES as u32 - 1;
        let (tape, at) = (self.tape, self.at);
        if !tape.node(at).is(PAIR) {
            return None;
        }
        let (key, name) = (tape.node(at + 2).span, tape.node(at + LAST - 1).span);
        Some((tape.text(key), (tape.text(name), Json { tape, at: at + LAST })))
    }

    /// The name and the value of the only member, where this is an object of one.
    #[must_use]
    #[inline]
    pub fn only_member(self) -> Option<(&'a str, Json<'a>)> {
        let (tape, key) = (self.tape, self.at + 1);
        let has_one =
            self.is_object() && key < tape.node(self.at).next && tape.node(key).next == tape.node(self.at).next;
        has_one.then(|| (tape.text(tape.node(key).span), Json { tape, at: key + 1 }))
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
