//! JSON text to nodes, in one pass.

use std::ops::Range;

use jiter::{Jiter, Peek};

use super::{
    decode::DecodeError,
    duplicates::{self, SignedKey},
    escape,
    node::{CLEAN, Node, Shape, Span},
    tape::{Tape, slice},
};

/// What bounds one document.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    /// Arrays and objects within one another.
    pub(super) depth: usize,
    /// Nodes that the tape may have in the end.
    pub(super) nodes: usize,
}

/// Appends the nodes of one JSON value, which is all of `range` in the tape's body; says where its root is.
pub(super) fn read(tape: &mut Tape, range: Range<usize>, bounds: Bounds) -> Result<u32, DecodeError> {
    let Tape { body, extra, nodes } = tape;
    let text = &body[range.clone()];
    let bytes = text.as_bytes();
    let root = nodes.len() as u32;
    let mut reader = Reader {
        jiter: Jiter::new(bytes),
        body,
        base: range.start,
        extra,
        nodes,
        open: Vec::new(),
        bounds,
        // Strings hold no raw control characters, so these can only stand between values.
        joinable: memchr::memchr3(b'\n', b'\r', b'\t', bytes).is_none(),
        plain: text.is_ascii() && memchr::memchr(0x7f, bytes).is_none(),
    };
    reader.document(root).map_err(|error| error.moved(range.start))?;
    Ok(root)
}

struct Reader<'t> {
    jiter: Jiter<'t>,
    body: &'t str,
    /// Where the document starts in the body.
    base: usize,
    extra: &'t mut String,
    nodes: &'t mut Vec<Node>,
    /// The keys so far of the objects around this place.
    open: Vec<SignedKey>,
    bounds: Bounds,
    /// Arrays and objects can be copied into a line: there are no line breaks between their parts.
    joinable: bool,
    /// No character of the document needs an escape in a line.
    plain: bool,
}

impl Reader<'_> {
    fn document(&mut self, root: u32) -> Result<(), DecodeError> {
        let peek = self.jiter.peek()?;
        self.value(peek, root, 0)?;
        Ok(self.jiter.finish()?)
    }

    /// Reads the value that starts here; says whether it is clean.
    fn value(&mut self, peek: Peek, parent: u32, depth: usize) -> Result<bool, DecodeError> {
        let start = self.jiter.current_index();
        match peek {
            Peek::String => {
                let text = self.jiter.known_str()?;
                let (span, clean) = place(self.body, self.extra, self.plain, text);
                self.push(Shape::Text, span, parent, clean)?;
                return Ok(clean);
            }
            Peek::Object => return self.object(parent, depth + 1),
            Peek::Array => return self.array(parent, depth + 1),
            Peek::True | Peek::False => drop(self.jiter.known_bool(peek)?),
            Peek::Null => self.jiter.known_null()?,
            _ => drop(self.jiter.known_number_bytes(peek)?),
        }
        let shape = match peek {
            Peek::True => Shape::True,
            Peek::False => Shape::False,
            Peek::Null => Shape::Null,
            _ => Shape::Number,
        };
        self.push(shape, self.span_from(start), parent, true)?;
        Ok(true)
    }

    fn object(&mut self, parent: u32, depth: usize) -> Result<bool, DecodeError> {
        let start = self.jiter.current_index();
        let at = self.open(Shape::Object, parent, depth)?;
        let first_key = self.open.len();
        let mut clean = self.joinable;
        let mut next = self.jiter.known_object()?;
        while let Some(name) = next {
            let sign = duplicates::sign(name);
            let (span, clean_key) = place(self.body, self.extra, self.plain, name);
            let key = self.push(Shape::Key, span, at, clean_key)?;
            self.open.push(SignedKey { sign, key });
            let peek = self.jiter.peek()?;
            clean &= clean_key & self.value(peek, at, depth)?;
            self.nodes[key as usize].next = self.nodes.len() as u32;
            next = self.jiter.next_key()?;
        }
        let keys = &self.open[first_key..];
        clean &= !duplicates::kill_earlier(keys, self.nodes, |span| slice(self.body, self.extra, span));
        self.open.truncate(first_key);
        self.close(at, start, clean);
        Ok(clean)
    }

    fn array(&mut self, parent: u32, depth: usize) -> Result<bool, DecodeError> {
        let start = self.jiter.current_index();
        let at = self.open(Shape::Array, parent, depth)?;
        let mut clean = self.joinable;
        let mut next = self.jiter.known_array()?;
        while let Some(peek) = next {
            clean &= self.value(peek, at, depth)?;
            next = self.jiter.array_step()?;
        }
        self.close(at, start, clean);
        Ok(clean)
    }

    fn open(&mut self, shape: Shape, parent: u32, depth: usize) -> Result<u32, DecodeError> {
        if depth > self.bounds.depth {
            return Err(DecodeError::TooDeep { limit: self.bounds.depth });
        }
        self.push(shape, Span::default(), parent, false)
    }

    fn close(&mut self, at: u32, start: usize, clean: bool) {
        let span = self.span_from(start);
        let next = self.nodes.len() as u32;
        let node = &mut self.nodes[at as usize];
        node.span = span;
        node.next = next;
        node.flags = if clean { CLEAN } else { 0 };
    }

    #[inline]
    fn push(&mut self, shape: Shape, span: Span, parent: u32, clean: bool) -> Result<u32, DecodeError> {
        let at = self.nodes.len();
        if at >= self.bounds.nodes {
            return Err(DecodeError::TooManyValues { limit: self.bounds.nodes });
        }
        let flags = if clean { CLEAN } else { 0 };
        self.nodes.push(Node { span, next: at as u32 + 1, parent, edit: 0, shape, flags });
        Ok(at as u32)
    }

    fn span_from(&self, start: usize) -> Span {
        Span { start: (self.base + start) as u32, end: (self.base + self.jiter.current_index()) as u32 }
    }
}

/// Where a string that was read lies, and whether it can be copied from there: in the body as it came, or, if it had
/// escapes, at the end of `extra`, where it is put.
#[inline]
fn place(body: &str, extra: &mut String, plain: bool, text: &str) -> (Span, bool) {
    let start = text.as_ptr().addr().wrapping_sub(body.as_ptr().addr());
    if start < body.len() {
        return (Span { start: start as u32, end: (start + text.len()) as u32 }, plain || escape::is_plain(text));
    }
    let start = (body.len() + extra.len()) as u32;
    extra.push_str(text);
    (Span { start, end: start + text.len() as u32 }, false)
}
