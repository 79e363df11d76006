//! Batches of bodies in other shapes than ours: events are put together out of values of the body and of what a mapping adds. Text
//! and nodes are written side by side, so that nothing is read twice.

mod copy;
mod number;
mod repeated;
mod value_writer;

pub use repeated::Repeated;
pub use value_writer::ValueWriter;

use crate::batch::Batch;
use crate::batch::name_table::{NameId, NameTable, OTHER, PLACES, Place, Word};
use crate::batch::node::{Node, Span};
use crate::batch::tape::{Tape, slice};
use crate::decode::DecodeLimits;
use crate::decode::error::DecodeError;
use crate::json::escape;

/// Bytes that events may have beyond those of the body: what is said once and holds for many events is repeated for each.
const MAX_REPEATED_BYTES: usize = 4 << 20;
/// Nodes of a small body: room for them is no matter.
const FEW_NODES: usize = 1024;
/// As if the events stood in an array.
const DEPTH_OF_EVENTS: usize = 2;

/// The events of a body in the making.
pub struct BatchBuilder<'d> {
    /// The document that values are of; its names are in `names`.
    source: &'d Tape,
    /// Arrays and objects within one another in it.
    source_depth: usize,
    names: Box<NameTable>,
    /// The name that was given last in each place, see [`Place::within_text`].
    expected: [NameId; PLACES],
    /// The events as JSON, but for texts that need escapes: they stand there decoded. Its spans continue those of the source.
    made: String,
    /// Bytes of text in the source.
    before: usize,
    nodes: Vec<Node>,
    roots: Vec<u32>,
    limits: DecodeLimits,
    max_bytes: usize,
    /// What went past a limit.
    error: Option<DecodeError>,
}

/// What was built.
pub(crate) struct Built {
    names: Box<NameTable>,
    made: String,
    nodes: Vec<Node>,
    roots: Vec<u32>,
}

impl<'d> BatchBuilder<'d> {
    /// For events of a body of so many bytes.
    pub(crate) fn new(
        source: &'d Tape,
        source_depth: usize,
        names: Box<NameTable>,
        body_bytes: usize,
        limits: &DecodeLimits,
    ) -> Self {
        // A small body is often one of many events that repeat what it says of all.
        let nodes = source.nodes.len().max(body_bytes / 24).max((body_bytes / 6).min(FEW_NODES));
        Self {
            source,
            source_depth,
            expected: [OTHER; PLACES],
            names,
            before: source.body.len() + source.extra.len(),
            made: String::with_capacity(2 * body_bytes + 64),
            nodes: Vec::with_capacity((nodes + nodes / 4 + 16).min(limits.max_nodes)),
            roots: Vec::new(),
            limits: *limits,
            max_bytes: body_bytes + MAX_REPEATED_BYTES,
            error: None,
        }
    }

    /// Adds an event, whose members `write` gives.
    ///
    /// # Errors
    /// Where the events are more than a batch may have.
    pub fn event(&mut self, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) -> Result<(), DecodeError> {
        if self.roots.len() >= self.limits.max_events {
            return Err(DecodeError::TooManyEvents { limit: self.limits.max_events });
        }
        let root = self.nodes.len() as u32;
        self.roots.push(root);
        ValueWriter::at(self, root, DEPTH_OF_EVENTS - 1, Place::default()).object(write);
        let limit = self.limits.max_nodes;
        if self.nodes.len() > limit {
            return Err(DecodeError::TooManyValues { limit });
        }
        if self.made.len() > self.max_bytes {
            return Err(DecodeError::EnvelopeTooLarge { limit: MAX_REPEATED_BYTES });
        }
        self.error.map_or(Ok(()), Err)
    }

    pub(crate) fn finish(self) -> Built {
        Built { names: self.names, made: self.made, nodes: self.nodes, roots: self.roots }
    }

    /// Adds what `write` appends; says where it is.
    #[inline]
    fn make(&mut self, write: impl FnOnce(&mut String)) -> Span {
        let start = self.made_end();
        write(&mut self.made);
        Span { start, end: self.made_end() }
    }

    #[inline]
    fn made_end(&self) -> u32 {
        (self.before + self.made.len()) as u32
    }

    /// The id of a name that stands there, and whether it can stand in a line as it is.
    #[inline(always)]
    fn intern(&mut self, name: &str, span: Span, place: Place) -> (NameId, bool) {
        let expected = self.expected[place.index()];
        let of_name = (name, Word::of(name.as_bytes()));
        let text_of = |span| text(self.source, &self.made, span);
        match self.names.get(expected).filter(|known| known.is(of_name, text_of)) {
            Some(known) => (expected, known.is_clean),
            None => self.intern_unexpected(of_name, span, place),
        }
    }

    #[inline(never)]
    fn intern_unexpected(&mut self, (name, word): (&str, Word), span: Span, place: Place) -> (NameId, bool) {
        let (id, is_clean) = match self.names.find((name, word), |span| text(self.source, &self.made, span)) {
            Ok((id, found)) => (id, found.is_clean),
            Err(bucket) => {
                let is_clean = escape::needs_none(name);
                (self.names.insert(bucket, (name, word), span, is_clean), is_clean)
            }
        };
        self.expected[place.index()] = id;
        (id, is_clean)
    }
}

impl Built {
    /// Puts what was built in the place of the nodes of its source.
    pub(crate) fn into_batch(self, mut tape: Tape, limits: &DecodeLimits) -> Result<Batch, DecodeError> {
        // Text of its own is the body where there is no other.
        let target = if tape.body.is_empty() { &mut tape.body } else { &mut tape.extra };
        if target.is_empty() {
            *target = self.made;
        } else {
            target.push_str(&self.made);
        }
        (tape.nodes, tape.names) = (self.nodes, self.names);
        let mut batch = Batch::new(tape);
        batch.push_events(self.roots.into_iter(), None, limits)?;
        Ok(batch)
    }
}

fn text<'a>(source: &'a Tape, made: &'a str, span: Span) -> &'a str {
    let before = source.body.len() + source.extra.len();
    match (span.start as usize).checked_sub(before) {
        Some(start) => &made[start..span.end as usize - before],
        None => slice(&source.body, &source.extra, span),
    }
}
