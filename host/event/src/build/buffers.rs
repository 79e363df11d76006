//! The text and the nodes of events in the making.

use crate::decode::DecodeLimits;
use crate::decode::error::DecodeError;
use crate::decode::time::Clock;
use crate::json::escape;
use crate::tape::Tape;
use crate::tape::name_table::id::{NameId, OTHER};
use crate::tape::name_table::{NameTable, PLACES, Place, Word};
use crate::tape::node::{Node, Shape};
use crate::tape::span::{Span, slice};

/// Nodes of a small body: room for them is no matter.
const FEW_NODES: usize = 1024;
/// What values are added to.
pub(super) struct Buffers<'d> {
    /// The document that values are of.
    pub(super) source: &'d Tape,
    /// Arrays and objects within one another in it.
    pub(super) source_depth: usize,
    pub(super) names: Box<NameTable>,
    /// Whether those of the document are among them, under the same ids.
    pub(super) has_names_of_source: bool,
    /// The name that was given last in each place, see [`Place::within_text`].
    expected: [NameId; PLACES],
    /// The events as JSON, but for texts that need escapes: they stand there decoded. Its spans continue those of the source.
    pub(super) made: String,
    /// Bytes of text in the source.
    before: usize,
    pub(super) nodes: Vec<Node>,
    pub(super) limits: DecodeLimits,
    pub(super) clock: Clock,
    /// What went past a limit.
    pub(super) error: Option<DecodeError>,
}

impl<'d> Buffers<'d> {
    /// For events of a body of so many bytes.
    pub(super) fn new(
        source: &'d Tape,
        source_depth: usize,
        names: Option<Box<NameTable>>,
        body_bytes: usize,
        limits: &DecodeLimits,
    ) -> Self {
        // A small body is often one of many events that repeat what it says of all.
        let nodes = source.nodes.len().max(body_bytes / 24).max((body_bytes / 6).min(FEW_NODES));
        Self {
            source,
            source_depth,
            expected: [OTHER; PLACES],
            has_names_of_source: names.is_some(),
            names: names.unwrap_or_default(),
            before: source.body.len() + source.extra.len(),
            made: String::with_capacity(2 * body_bytes + 64),
            nodes: Vec::with_capacity((nodes + nodes / 4 + 16).min(limits.max_nodes)),
            limits: *limits,
            clock: Clock::default(),
            error: None,
        }
    }

    /// Adds what `write` appends; says where it is.
    #[inline]
    pub(super) fn make(&mut self, write: impl FnOnce(&mut String)) -> Span {
        let start = self.made_end();
        write(&mut self.made);
        Span { start, end: self.made_end() }
    }

    #[inline]
    pub(super) fn made_end(&self) -> u32 {
        (self.before + self.made.len()) as u32
    }

    /// The id of a name that stands there, and whether it can stand in a line as it is.
    #[inline(always)]
    pub(super) fn intern(&mut self, name: &str, span: Span, place: Place) -> (NameId, bool) {
        let expected = self.expected[place.index()];
        let of_name = (name, Word::of(name.as_bytes()));
        let text_of = |span| text(self.source, &self.made, span);
        match self.names.get(expected).filter(|known| known.is(of_name, text_of)) {
            Some(known) => (expected, known.is_clean),
            None => self.intern_unexpected(of_name, span, place),
        }
    }

    /// Finds out the ids of the names among the nodes from `first` on, which were copied.
    #[cold]
    pub(super) fn intern_copied(&mut self, first: usize) {
        let Self { source, made, names, nodes, .. } = self;
        for node in nodes[first..].iter_mut().filter(|node| node.shape == Shape::Key) {
            let name = text(source, made, node.span);
            let of_name = (name, Word::of(name.as_bytes()));
            node.name = match names.find(of_name, |span| text(source, made, span)) {
                Ok((id, _)) => id,
                Err(bucket) => names.insert(bucket, of_name, node.span, escape::needs_none(name)),
            };
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

pub(super) fn text<'a>(source: &'a Tape, made: &'a str, span: Span) -> &'a str {
    let before = source.body.len() + source.extra.len();
    match (span.start as usize).checked_sub(before) {
        Some(start) => &made[start..span.end as usize - before],
        None => slice(&source.body, &source.extra, span),
    }
}
