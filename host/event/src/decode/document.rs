//! JSON of another shape than events, read within limits, for the wire formats to walk over.

use super::DecodeLimits;
use super::error::DecodeError;
use super::json_value::Json;
use super::report::DecodeReport;
use crate::batch::Batch;
use crate::build::BatchBuilder;
use crate::json::tokenize::{self, Bounds};
use crate::tape::Tape;
use crate::tape::name_table::NameTable;
use crate::tape::node::NONE;
use std::ops::Range;

/// A body with JSON in it.
pub struct Document {
    tape: Tape,
    root: u32,
    /// Arrays and objects within one another.
    depth: usize,
}

/// A value that was read of a document.
#[derive(Clone, Copy)]
pub struct Part(u32);

impl Document {
    /// Reads a body that has at most `depth` arrays and objects within one another, and `nodes` values and names.
    ///
    /// # Errors
    /// Where the body is not one JSON value, or more than that.
    pub fn read(body: String, depth: usize, nodes: usize) -> Result<Document, DecodeError> {
        let whole = 0..body.len();
        let mut document = Document::of_parts(body, nodes);
        let Part(root) = document.read_part(whole, depth, nodes)?;
        Ok(Document { root, ..document })
    }

    /// A body of which nothing has been read yet.
    #[must_use]
    pub fn of_parts(body: String, nodes: usize) -> Document {
        // As many as the tighter formats have: one more, and all of them would move.
        let nodes = Vec::with_capacity((body.len() / 8 + 8).min(nodes));
        Document { tape: Tape { body, nodes, ..Tape::default() }, root: NONE, depth: 0 }
    }

    /// Reads what is in a range of the body. `nodes` bounds what all parts have together.
    ///
    /// # Errors
    /// Where that is not one JSON value, or more than the document may have.
    pub fn read_part(&mut self, range: Range<usize>, depth: usize, nodes: usize) -> Result<Part, DecodeError> {
        let Some(text) = self.tape.body.get(range.clone()) else {
            return Err(DecodeError::Syntax { offset: range.start, what: "invalid UTF-8" });
        };
        let range = range.start + super::text_start(text)..range.end;
        let (before, extra) = (self.tape.nodes.len(), self.tape.extra.len());
        match tokenize::read(&mut self.tape, range, Bounds { depth, nodes }) {
            Ok((root, depth)) => {
                self.depth = self.depth.max(depth);
                Ok(Part(root))
            }
            Err(error) => {
                self.tape.nodes.truncate(before);
                self.tape.extra.truncate(extra);
                Err(error)
            }
        }
    }

    /// The body.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.tape.body
    }

    /// The value that is the whole body.
    #[must_use]
    pub fn root(&self) -> Json<'_> {
        Json { tape: &self.tape, at: self.root }
    }

    /// The value that is a part of the body.
    #[must_use]
    pub fn part(&self, part: Part) -> Json<'_> {
        Json { tape: &self.tape, at: part.0 }
    }

    /// Makes a batch of the events that `build` adds. What it gives says what of the body became none.
    ///
    /// # Errors
    /// Where `build` fails, or nothing in the body could be read.
    pub fn into_batch(
        mut self,
        limits: &DecodeLimits,
        build: impl FnOnce(&Document, &mut BatchBuilder<'_>) -> Result<DecodeReport, DecodeError>,
    ) -> Result<Batch, DecodeError> {
        let names = Some(std::mem::take(&mut self.tape.names));
        self.into_batch_of_names(names, limits, build)
    }

    /// [`into_batch`](Self::into_batch) where hardly any member of an event has a name that is one in the document: scanners look
    /// at those of the events alone.
    ///
    /// # Errors
    /// Where `build` fails, or nothing in the body could be read.
    pub fn into_batch_with_other_names(
        self,
        limits: &DecodeLimits,
        build: impl FnOnce(&Document, &mut BatchBuilder<'_>) -> Result<DecodeReport, DecodeError>,
    ) -> Result<Batch, DecodeError> {
        self.into_batch_of_names(None, limits, build)
    }

    fn into_batch_of_names(
        self,
        names: Option<Box<NameTable>>,
        limits: &DecodeLimits,
        build: impl FnOnce(&Document, &mut BatchBuilder<'_>) -> Result<DecodeReport, DecodeError>,
    ) -> Result<Batch, DecodeError> {
        let mut builder = BatchBuilder::new(&self.tape, self.depth, names, self.tape.body.len(), limits);
        let report = build(&self, &mut builder)?;
        let built = builder.finish();
        built.into_batch(self.tape, limits)?.with_report(report)
    }
}
