//! Values with nothing below them, and the white space between all of them.

use super::reader::{Read, Reader};
use crate::json::{escape, number_end, string_end, unescape};
use crate::tape::node::{Node, Shape};
use crate::tape::span::Span;

impl Reader<'_> {
    /// The byte at `at`, or the first one after white space, and where that is; 0 at the end, which stands nowhere in JSON.
    #[inline(always)]
    pub(super) fn token(&mut self, at: usize) -> (u8, usize) {
        match self.bytes.get(at) {
            Some(byte) if *byte > b' ' => (*byte, at),
            _ => self.token_after_space(at),
        }
    }

    #[inline(never)]
    fn token_after_space(&mut self, at: usize) -> (u8, usize) {
        let mut at = at;
        loop {
            match self.bytes.get(at) {
                Some(b' ') => {}
                Some(b'\n' | b'\r' | b'\t') => self.breaks += 1,
                Some(byte) => return (*byte, at),
                None => return (0, at),
            }
            at += 1;
        }
    }

    /// Takes the value that starts at `at` with `first`, and appends its node, after that of its key where it has one; says whether
    /// it is clean, and the byte after it.
    #[inline(always)]
    pub(super) fn scalar(&mut self, first: u8, at: usize, parent: u32, key: Option<Node>) -> Read<(bool, usize)> {
        let span = |end| Span { start: at as u32, end: end as u32 };
        // Each appends by itself: most of a node is known here.
        match first {
            b'"' => match string_end::find_plain(self.bytes, at + 1) {
                Some(end) => {
                    let span = Span { start: at as u32 + 1, end: end as u32 };
                    self.push_with(key, Node::of(Shape::Text, span, parent, true))?;
                    Ok((true, end + 1))
                }
                None => {
                    let (span, is_clean, end) = self.odd_string(at + 1)?;
                    self.push_with(key, Node::of(Shape::Text, span, parent, is_clean))?;
                    Ok((is_clean, end))
                }
            },
            b'-' | b'0'..=b'9' => {
                let (fits, end) = self.number(at)?;
                // Digits that no double holds are a text: readers of lines would refuse the number, or take it for infinity.
                let shape = if fits { Shape::Number } else { Shape::Text };
                self.push_with(key, Node::of(shape, span(end), parent, fits))?;
                Ok((fits, end))
            }
            _ => {
                let (shape, end) = self.word(at)?;
                self.push_with(key, Node::of(shape, span(end), parent, true))?;
                Ok((true, end))
            }
        }
    }

    /// Takes the string that starts at `at` with a quote: where its text is, whether it can be copied from there, and the byte
    /// after it.
    pub(super) fn string(&mut self, at: usize) -> Read<(Span, bool, usize)> {
        let start = at + 1;
        match string_end::find_plain(self.bytes, start) {
            Some(end) => Ok((Span { start: start as u32, end: end as u32 }, true, end + 1)),
            None => self.odd_string(start),
        }
    }

    /// The same for one that does not only have printable ASCII, or is near the end of the body.
    #[inline(never)]
    fn odd_string(&mut self, start: usize) -> Read<(Span, bool, usize)> {
        let (end, odd) = string_end::find(self.bytes, start);
        match self.bytes.get(end) {
            Some(b'"') => {
                let is_clean = !odd || escape::is_plain(&self.body[start..end]);
                Ok((Span { start: start as u32, end: end as u32 }, is_clean, end + 1))
            }
            Some(b'\\') => self.escaped_string(start),
            other => Err(self.fail(end, string_end::what_is_wrong(other.copied()))),
        }
    }

    /// Takes the string whose text starts at `start` and has escapes; the decoded text goes to `extra`.
    #[cold]
    fn escaped_string(&mut self, start: usize) -> Read<(Span, bool, usize)> {
        let from = self.body.len() + self.extra.len();
        match unescape::push(self.extra, &self.body[..self.bytes.len()], start) {
            Ok(end) => {
                let span = Span { start: from as u32, end: (self.body.len() + self.extra.len()) as u32 };
                Ok((span, false, end + 1))
            }
            Err((offset, what)) => Err(self.fail(offset, what)),
        }
    }

    #[inline(always)]
    fn word(&mut self, at: usize) -> Read<(Shape, usize)> {
        match self.bytes.get(at..).and_then(|rest| rest.first_chunk()) {
            Some(b"true") => Ok((Shape::True, at + 4)),
            Some(b"null") => Ok((Shape::Null, at + 4)),
            Some(b"fals") if self.bytes.get(at + 4) == Some(&b'e') => Ok((Shape::False, at + 5)),
            _ => Err(self.fail(at, "expected a value")),
        }
    }

    #[inline(always)]
    fn number(&mut self, at: usize) -> Read<(bool, usize)> {
        match number_end::find(self.bytes, at) {
            Ok((end, fits)) => Ok((fits, end)),
            Err(at) => Err(self.fail(at, "a malformed number")),
        }
    }
}
