//! Events that are put together one after the other.

use super::buffers::Buffers;
use super::value_writer::ValueWriter;
use crate::batch::Batch;
use crate::decode::DecodeLimits;
use crate::decode::error::DecodeError;
use crate::decode::report::DecodeReport;
use crate::tape::Tape;
use crate::tape::name_table::{NameTable, Place};
use crate::tape::node::Node;

/// Bytes that events may have beyond those of the body: what is said once and holds for many events is repeated for each.
const MAX_REPEATED_BYTES: usize = 4 << 20;
/// As if the events stood in an array.
const DEPTH_OF_EVENTS: usize = 2;

/// The events of a body in the making.
pub struct BatchBuilder<'d> {
    buffers: Buffers<'d>,
    roots: Vec<u32>,
    max_bytes: usize,
}

/// What was built.
pub(crate) struct Built {
    names: Box<NameTable>,
    made: String,
    nodes: Vec<Node>,
    roots: Vec<u32>,
}

impl<'d> BatchBuilder<'d> {
    /// For events of a body of so many bytes. Without the names of `source`, those that are copied are found anew.
    pub(crate) fn new(
        source: &'d Tape,
        source_depth: usize,
        names: Option<Box<NameTable>>,
        body_bytes: usize,
        limits: &DecodeLimits,
    ) -> Self {
        Self {
            buffers: Buffers::new(source, source_depth, names, body_bytes, limits),
            roots: Vec::new(),
            max_bytes: body_bytes + MAX_REPEATED_BYTES,
        }
    }

    /// Adds an event, whose members `write` gives.
    ///
    /// # Errors
    /// Where the events are more than a batch may have.
    pub fn event(&mut self, write: impl FnOnce(&mut ValueWriter<'_, 'd>)) -> Result<(), DecodeError> {
        if self.roots.len() >= self.buffers.limits.max_events {
            return Err(DecodeError::TooManyEvents { limit: self.buffers.limits.max_events });
        }
        let root = self.buffers.nodes.len() as u32;
        self.roots.push(root);
        ValueWriter::at(&mut self.buffers, root, DEPTH_OF_EVENTS - 1, Place::default()).object(write);
        let limit = self.buffers.limits.max_nodes;
        if self.buffers.nodes.len() > limit {
            return Err(DecodeError::TooManyValues { limit });
        }
        if self.buffers.made.len() > self.max_bytes {
            return Err(DecodeError::EnvelopeTooLarge { limit: MAX_REPEATED_BYTES });
        }
        self.buffers.error.map_or(Ok(()), Err)
    }

    pub(crate) fn finish(self) -> Built {
        let Buffers { names, made, nodes, .. } = self.buffers;
        Built { names, made, nodes, roots: self.roots }
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
        let mut builder = BatchBuilder::new(&tape, 0, None, body_bytes, limits);
        let report = build(&mut builder)?;
        let built = builder.finish();
        built.into_batch(tape, limits)?.with_report(report)
    }
}
