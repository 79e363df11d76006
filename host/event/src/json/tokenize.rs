//! JSON text to nodes, in one pass (RFC 8259).

mod holder;
mod member;
mod pair;
mod reader;
mod scalar;

use std::ops::Range;

use crate::decode::error::DecodeError;
use crate::tape::Tape;
use crate::tape::name_table::id::OTHER;
use reader::{Failed, Read, Reader};

pub(crate) use reader::Bounds;

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
        nodes: std::mem::take(nodes),
        names,
        pair_names: None,
        name_in_pair: OTHER,
        breaks: 0,
        depth: 0,
        bounds,
        error: None,
    };
    let read = reader.document(root);
    *nodes = reader.nodes;
    match read {
        Ok(()) => Ok((root, reader.depth)),
        Err(Failed) => Err(reader.error.unwrap_or(DecodeError::Syntax { offset: reader.at, what: "expected a value" })),
    }
}

impl Reader<'_> {
    fn document(&mut self, root: u32) -> Read<()> {
        let (first, at) = self.token(self.at);
        let (_, end) = self.value(first, at, root, 0, OTHER)?;
        match self.token(end) {
            (_, at) if at == self.bytes.len() => Ok(()),
            (_, at) => Err(self.fail(at, "expected nothing after the end")),
        }
    }
}
