//! JSON text to nodes, in one pass (RFC 8259).

use std::ops::Range;

use super::{escape, number_end, string_end, unescape};
use crate::batch::name_table::{NameId, NameTable, OTHER};
use crate::batch::node::{CLEAN, Node, Shape, Span};
use crate::batch::tape::{Tape, slice};
use crate::decode::duplicates::{self, NamesSeen};
use crate::decode::error::DecodeError;

/// What bounds one document.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// Arrays and objects within one another.
    pub(crate) depth: usize,
    /// Nodes that the tape may have in the end.
    pub(crate) nodes: usize,
}

/// Appends the nodes of one JSON value, which is all of `range` in the tape's body; says where its root is, and how many
/// arrays and objects are within one another.
pub(crate) fn read(tape: &mut Tape, range: Range<usize>, bounds: Bounds) -> Result<(u32, usize), DecodeError> {
    let Tape { body, extra, nodes, names } = tape;
    let root = nodes.len() as u32;
    let mut reader = Reader {
        bytes: &body.as_bytes()[..range.end],
        body,
        at: range.start,
        extra,
        nodes,
        names,
        last_name: OTHER,
        breaks: 0,
        depth: 0,
        bounds,
    };
    reader.document(root).map_err(|error| *error)?;
    Ok((root, reader.depth))
}

/// Boxed, so that what comes of reading a value fits into registers.
type Read<T> = Result<T, Box<DecodeError>>;

struct Reader<'t> {
    body: &'t str,
    /// The body up to the end of the document.
    bytes: &'t [u8],
    /// The next byte.
    at: usize,
    extra: &'t mut String,
    nodes: &'t mut Vec<Node>,
    names: &'t mut NameTable,
    /// Of the last key.
    last_name: NameId,
    /// Line breaks and tabs so far.
    breaks: usize,
    /// Arrays and objects within one another so far.
    depth: usize,
    bounds: Bounds,
}

impl Reader<'_> {
    fn document(&mut self, root: u32) -> Read<()> {
        let first = self.token();
        self.value(first, root, 0)?;
        match self.token() {
            None => Ok(()),
            Some(_) => Err(self.error("more after the end")),
        }
    }

    /// Passes over white space and gives the byte after it, which is not taken.
    #[inline]
    fn token(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        if byte > b' ' { Some(byte) } else { self.token_after_space() }
    }

    fn token_after_space(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            match byte {
                b' ' => {}
                b'\n' | b'\r' | b'\t' => self.breaks += 1,
                _ => return Some(byte),
            }
            self.at += 1;
        }
    }

    /// Reads the value that starts here with `first`; says whether it is clean.
    #[inline(always)]
    fn value(&mut self, first: Option<u8>, parent: u32, depth: usize) -> Read<bool> {
        match first {
            Some(b'"') => {
                let (span, clean) = self.string()?;
                self.push(Shape::Text, span, parent, clean)?;
                Ok(clean)
            }
            Some(b'{') => self.object(parent, depth + 1),
            Some(b'[') => self.array(parent, depth + 1),
            Some(b't') => self.word("true", Shape::True, parent),
            Some(b'f') => self.word("false", Shape::False, parent),
            Some(b'n') => self.word("null", Shape::Null, parent),
            Some(b'-' | b'0'..=b'9') => self.number(parent),
            _ => Err(self.error("no value")),
        }
    }

    #[inline(never)]
    fn object(&mut self, parent: u32, depth: usize) -> Read<bool> {
        let (start, breaks) = (self.at, self.breaks);
        let at = self.open(Shape::Object, parent, depth)?;
        let mut clean = true;
        let mut names = NamesSeen::default();
        let mut next = self.token();
        if next != Some(b'}') {
            loop {
                if next != Some(b'"') {
                    return Err(self.error("no name"));
                }
                clean &= self.member(at, depth, &mut names)?;
                match self.token() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => break,
                    _ => return Err(self.error("no comma and no end of an object")),
                }
                next = self.token();
            }
        }
        if names.may_repeat() {
            let text = |span| slice(self.body, self.extra, span);
            clean &= !duplicates::kill_earlier(at, self.nodes, text);
        }
        Ok(self.close(at, start, clean && self.breaks == breaks))
    }

    fn member(&mut self, object: u32, depth: usize, names: &mut NamesSeen) -> Read<bool> {
        let (span, clean_key, name) = self.name()?;
        let key = self.push(Shape::Key, span, object, clean_key)?;
        self.nodes[key as usize].name = name;
        names.add(name);
        if self.token() != Some(b':') {
            return Err(self.error("no colon after a name"));
        }
        self.at += 1;
        let first = self.token();
        let clean = self.value(first, object, depth)?;
        self.nodes[key as usize].next = self.nodes.len() as u32;
        Ok(clean & clean_key)
    }

    #[inline(never)]
    fn array(&mut self, parent: u32, depth: usize) -> Read<bool> {
        let (start, breaks) = (self.at, self.breaks);
        let at = self.open(Shape::Array, parent, depth)?;
        let mut clean = true;
        let mut next = self.token();
        if next != Some(b']') {
            loop {
                clean &= self.value(next, at, depth)?;
                match self.token() {
                    Some(b',') => self.at += 1,
                    Some(b']') => break,
                    _ => return Err(self.error("no comma and no end of an array")),
                }
                next = self.token();
            }
        }
        Ok(self.close(at, start, clean && self.breaks == breaks))
    }

    /// Takes the name that starts here: where its text is, whether it can be copied from there, and its id.
    #[inline(always)]
    fn name(&mut self) -> Read<(Span, bool, NameId)> {
        let start = self.at + 1;
        let before = self.last_name;
        if let Some((id, name)) = self.names.expected(before, self.body, start) {
            let span = name.span_from(start);
            self.at = span.end as usize + 1;
            self.last_name = id;
            return Ok((span, name.is_clean, id));
        }
        let (span, clean) = self.string()?;
        let id = if span.end as usize <= self.body.len() {
            self.names.intern(self.body, span, clean, before)
        } else {
            self.names.add_other();
            OTHER
        };
        self.last_name = id;
        Ok((span, clean, id))
    }

    /// Takes the string that starts here: where its text is, and whether it can be copied from there.
    // What it gives would go through memory, and be read back before it is there: a tenth of the time of decoding.
    #[inline(always)]
    fn string(&mut self) -> Read<(Span, bool)> {
        let start = self.at + 1;
        let (end, odd) = string_end::find(self.bytes, start);
        match self.bytes.get(end) {
            Some(b'"') => {
                self.at = end + 1;
                let clean = !odd || escape::is_plain(&self.body[start..end]);
                Ok((Span { start: start as u32, end: end as u32 }, clean))
            }
            Some(b'\\') => self.escaped_string(start).map(|span| (span, false)),
            other => Err(self.error_at(end, string_end::what_is_wrong(other.copied()))),
        }
    }

    /// Takes the string whose text starts at `start` and has escapes; the decoded text goes to `extra`.
    #[cold]
    fn escaped_string(&mut self, start: usize) -> Read<Span> {
        let from = self.body.len() + self.extra.len();
        let end = unescape::push(self.extra, &self.body[..self.bytes.len()], start);
        self.at = end.map_err(|(offset, what)| self.error_at(offset, what))? + 1;
        Ok(Span { start: from as u32, end: (self.body.len() + self.extra.len()) as u32 })
    }

    #[inline(never)]
    fn word(&mut self, word: &str, shape: Shape, parent: u32) -> Read<bool> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return Err(self.error("no value"));
        }
        let start = self.at;
        self.at += word.len();
        self.push(shape, self.span_from(start), parent, true)?;
        Ok(true)
    }

    fn number(&mut self, parent: u32) -> Read<bool> {
        let start = self.at;
        let (end, fits) = number_end::find(self.bytes, start).map_err(|at| self.error_at(at, "a malformed number"))?;
        self.at = end;
        // Digits that no double holds are kept as a text: readers of lines would refuse the number, or take it for infinity.
        self.push(if fits { Shape::Number } else { Shape::Text }, self.span_from(start), parent, fits)?;
        Ok(fits)
    }

    #[inline]
    fn open(&mut self, shape: Shape, parent: u32, depth: usize) -> Read<u32> {
        if depth > self.bounds.depth {
            return Err(Box::new(DecodeError::TooDeep { limit: self.bounds.depth }));
        }
        self.depth = self.depth.max(depth);
        self.at += 1;
        self.push(shape, Span::default(), parent, false)
    }

    /// Takes the closing bracket of what was opened at `start` and is the node at `at`.
    fn close(&mut self, at: u32, start: usize, clean: bool) -> bool {
        self.at += 1;
        let span = self.span_from(start);
        let next = self.nodes.len() as u32;
        let node = &mut self.nodes[at as usize];
        node.span = span;
        node.next = next;
        node.flags = if clean { CLEAN } else { 0 };
        clean
    }

    #[inline]
    fn push(&mut self, shape: Shape, span: Span, parent: u32, clean: bool) -> Read<u32> {
        let at = self.nodes.len();
        if at >= self.bounds.nodes {
            return Err(Box::new(DecodeError::TooManyValues { limit: self.bounds.nodes }));
        }
        let flags = if clean { CLEAN } else { 0 };
        self.nodes.push(Node { span, next: at as u32 + 1, parent, edit: 0, shape, flags, name: OTHER });
        Ok(at as u32)
    }

    fn span_from(&self, start: usize) -> Span {
        Span { start: start as u32, end: self.at as u32 }
    }

    #[cold]
    fn error(&self, what: &'static str) -> Box<DecodeError> {
        self.error_at(self.at, what)
    }

    #[cold]
    fn error_at(&self, offset: usize, what: &'static str) -> Box<DecodeError> {
        Box::new(DecodeError::Syntax { offset, what })
    }
}
