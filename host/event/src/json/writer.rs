//! Values as JSON, as the filters left them, in no more than so many bytes.

use super::escape::{push_escaped, push_escaped_within, push_quoted};
use crate::batch::Batch;
use crate::batch::event::Event;
use crate::batch::view::Shown;
use crate::member::Member;
use crate::tape::node::{CLEAN, Node, Shape};
use crate::tape::span::Span;

/// Writes values of a batch. What does not fit is left out whole, with all that would come after it, and `cut` is set:
/// what has been written is valid JSON at any rate.
pub(crate) struct JsonWriter<'a> {
    pub(crate) batch: &'a Batch,
    pub(crate) out: &'a mut Vec<u8>,
    /// Where the output has to end, and room for the brackets that are open.
    end: usize,
    /// Longest text in bytes, as written.
    text_limit: usize,
    /// Something was left out.
    pub(crate) cut: bool,
    /// A text was shortened.
    pub(crate) shortened: bool,
}

/// What stands at the end of a text that was shortened.
const ELLIPSIS: &str = "…";

impl<'a> JsonWriter<'a> {
    pub(crate) fn unbounded(batch: &'a Batch, out: &'a mut Vec<u8>) -> JsonWriter<'a> {
        JsonWriter::bounded(batch, out, usize::MAX, usize::MAX)
    }

    /// Writes up to where `out` has `end` bytes, and shortens texts to `text_limit` bytes.
    pub(crate) fn bounded(batch: &'a Batch, out: &'a mut Vec<u8>, end: usize, text_limit: usize) -> JsonWriter<'a> {
        JsonWriter { batch, out, end, text_limit, cut: false, shortened: false }
    }

    /// Everything of an event, as filters see it.
    pub(crate) fn event(&mut self, event: &Event) {
        let batch = self.batch;
        self.open(b'{');
        if let Some(time) = batch.member(event, Member::Time).map(|_| event.time) {
            self.out.extend_from_slice(b"\"time\":");
            push_quoted(self.out, batch.tape.text(time));
        }
        for member in Member::ALL.into_iter().filter(|member| !matches!(member, Member::Time | Member::Attributes)) {
            if let Some(at) = batch.member(event, member) {
                self.comma();
                push_quoted(self.out, member.name());
                self.out.push(b':');
                self.value(at);
            }
        }
        if batch.attributes(event).next().is_some() {
            self.comma();
            self.out.extend_from_slice(b"\"attributes\":");
            self.attributes(event);
        }
        self.close(b'}');
    }

    /// What an event has under `/attributes`, as an object.
    pub(crate) fn attributes(&mut self, event: &Event) {
        self.open(b'{');
        self.all_attributes(event);
        self.close(b'}');
    }

    /// The same as the last member of a line; nothing where there are none.
    pub(crate) fn attributes_member(&mut self, event: &Event) {
        let before = self.out.len();
        self.out.extend_from_slice(b",\"attributes\":");
        self.open(b'{');
        let empty = self.out.len();
        self.all_attributes(event);
        let has_none = self.out.len() == empty && !self.cut;
        self.close(b'}');
        if has_none {
            self.out.truncate(before);
        }
        self.keep(before);
    }

    fn all_attributes(&mut self, event: &Event) {
        let batch = self.batch;
        self.others(event);
        let own = batch.attributes_object(event).filter(|_| !self.cut);
        match own.map(|at| (at, batch.tape.node(at))) {
            Some((at, node)) if node.next > at + 1 && node.is(CLEAN) && self.fits(node.span.len() + 1) => {
                self.comma();
                self.copy(Span { start: node.span.start + 1, end: node.span.end - 1 });
            }
            Some((at, _)) => self.members(at),
            None => {}
        }
    }

    /// The members that the client had beside the known ones.
    fn others(&mut self, event: &Event) {
        let batch = self.batch;
        let mut run = Span::default();
        for &key in batch.others(event) {
            if let Some(member) = self.copied_member(key) {
                self.extend_run(&mut run, member);
                continue;
            }
            self.end_run(&mut run);
            if !batch.is_gone(key + 1) && !self.member(key) {
                return;
            }
        }
        self.end_run(&mut run);
    }

    /// Where the member stands whose key is at `key`, if it can be copied from there, name and value at once. None can where every
    /// value has to be measured.
    #[inline]
    pub(crate) fn copied_member(&self, key: u32) -> Option<Span> {
        if self.text_limit == usize::MAX { self.batch.clean_member(key) } else { None }
    }

    /// Adds a member to those that are going to be one copy, because they stand side by side, or begins the next copy with it.
    #[inline]
    pub(crate) fn extend_run(&mut self, run: &mut Span, member: Span) {
        if self.batch.adjoin(run.end, member.start, b',') {
            run.end = member.end;
        } else {
            self.end_run(run);
            *run = member;
        }
    }

    #[inline]
    pub(crate) fn end_run(&mut self, run: &mut Span) {
        let run = std::mem::take(run);
        if run.len() > 0 {
            self.comma();
            self.copy(run);
        }
    }

    /// The value at a node.
    #[inline]
    pub(crate) fn value(&mut self, at: u32) {
        match self.batch.shown(at) {
            Shown::Gone | Shown::Null => self.out.extend_from_slice(b"null"),
            Shown::Edited { text, marks } => self.text(text, Some(marks)),
            Shown::Node(at) => self.node(at),
        }
    }

    fn node(&mut self, at: u32) {
        let node: &Node = self.batch.tape.node(at);
        let clean = node.is(CLEAN);
        match node.shape {
            Shape::Text | Shape::Key if clean && node.span.len() <= self.text_limit => {
                self.copy(Span { start: node.span.start - 1, end: node.span.end + 1 });
            }
            Shape::Text | Shape::Key => self.text(node.span, None),
            Shape::Array | Shape::Object if clean && self.fits(node.span.len()) => self.copy(node.span),
            Shape::Object => {
                self.open(b'{');
                self.members(at);
                self.close(b'}');
            }
            Shape::Array => {
                self.open(b'[');
                for element in self.batch.elements(at) {
                    let before = self.out.len();
                    self.comma();
                    self.value(element);
                    if !self.keep(before) {
                        break;
                    }
                }
                self.close(b']');
            }
            Shape::Null | Shape::False | Shape::True | Shape::Number => self.copy(node.span),
        }
    }

    fn members(&mut self, object: u32) {
        let mut run = Span::default();
        for key in self.batch.members(object) {
            if let Some(member) = self.copied_member(key) {
                self.extend_run(&mut run, member);
                continue;
            }
            self.end_run(&mut run);
            if !self.member(key) {
                return;
            }
        }
        self.end_run(&mut run);
    }

    /// A name and its value; whether they fitted.
    fn member(&mut self, key: u32) -> bool {
        let before = self.out.len();
        self.comma();
        push_quoted(self.out, self.batch.name(key));
        self.out.push(b':');
        self.value(key + 1);
        self.keep(before)
    }

    /// Takes what was written since `before` back if it is too much, or says that it can stay and more can come.
    pub(crate) fn keep(&mut self, before: usize) -> bool {
        if self.out.len() > self.end {
            self.out.truncate(before);
            self.cut = true;
        }
        !self.cut
    }

    fn fits(&self, bytes: usize) -> bool {
        bytes <= self.text_limit && bytes <= self.end.saturating_sub(self.out.len())
    }

    fn text(&mut self, text: Span, marks: Option<(u32, u32)>) {
        let batch = self.batch;
        let whole = batch.tape.text(text);
        self.out.push(b'"');
        if self.text_limit == usize::MAX {
            push_escaped(self.out, whole);
        } else {
            let start = self.out.len();
            let limit = self.text_limit.saturating_sub(ELLIPSIS.len());
            let fitted = push_escaped_within(self.out, whole, limit);
            if fitted < whole.len() {
                // A marker stays whole or goes.
                let marks = marks.map_or(&[][..], |(from, to)| &batch.log.marks[from as usize..to as usize]);
                let inside = marks.iter().find(|(from, to)| (*from as usize) < fitted && fitted < *to as usize);
                if let Some((from, _)) = inside {
                    self.out.truncate(start);
                    push_escaped(self.out, &whole[..*from as usize]);
                }
                self.out.extend_from_slice(ELLIPSIS.as_bytes());
                self.shortened = true;
            }
        }
        self.out.push(b'"');
    }

    #[inline]
    fn comma(&mut self) {
        // No value ends in an opening bracket: texts end in quotes.
        if !matches!(self.out.last(), Some(b'{' | b'[') | None) {
            self.out.push(b',');
        }
    }

    #[inline]
    fn copy(&mut self, span: Span) {
        self.out.extend_from_slice(self.batch.tape.bytes(span));
    }

    fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.end = self.end.saturating_sub(1);
    }

    fn close(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.end = self.end.saturating_add(1);
    }
}

impl Batch {
    /// Where a member of the client's stands, if it can be copied from there, name and value at once.
    #[inline]
    fn clean_member(&self, key: u32) -> Option<Span> {
        let (name, value) = (self.tape.node(key), self.tape.node(key + 1));
        if name.flags & value.flags & CLEAN == 0 || name.edit | value.edit != 0 || name.shape != Shape::Key {
            return None;
        }
        let quote = u32::from(value.shape == Shape::Text);
        let member = Span { start: name.span.start - 1, end: value.span.end + quote };
        let (end, start) = (name.span.end + 1, value.span.start - quote);
        // Between a name and its value, there is room for the colon alone.
        (start == end + 1 || self.adjoin(end, start, b':')).then_some(member)
    }

    /// Whether there is nothing but this mark, and perhaps a space, from one place of the text to another.
    #[inline]
    fn adjoin(&self, end: u32, start: u32, mark: u8) -> bool {
        let gap = start.wrapping_sub(end);
        let between = || self.tape.bytes(Span { start: end, end: start });
        matches!(gap, 1 | 2) && between()[0] == mark && (gap == 1 || between()[1] == b' ')
    }
}
