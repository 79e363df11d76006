//! Members that many events have in common.

use super::ValueWriter;
use crate::batch::node::{DEAD, Shape};
use std::cell::Cell;
use std::ops::Range;

/// Members that are written once, and copied for all further events of the batch.
#[derive(Default)]
pub struct Repeated(Cell<Option<Written>>);

/// Where the members were written.
#[derive(Clone, Copy)]
struct Written {
    start: u32,
    end: u32,
    bytes: usize,
}

impl ValueWriter<'_, '_> {
    /// Adds the members that `write` gives, which are the same each time.
    pub fn repeat(&mut self, members: &Repeated, write: impl FnOnce(&mut Self)) {
        if let Some(written) = members.0.get() {
            self.builder.bytes += written.bytes;
            return self.copy_written(written.start..written.end);
        }
        let (start, bytes) = (self.builder.nodes.len() as u32, self.builder.bytes);
        write(self);
        let (end, bytes) = (self.builder.nodes.len() as u32, self.builder.bytes - bytes);
        members.0.set(Some(Written { start, end, bytes }));
    }

    fn copy_written(&mut self, written: Range<u32>) {
        let nodes = &mut self.builder.nodes;
        let (from, first) = (written.start, nodes.len());
        let shift = first as u32 - from;
        nodes.extend_from_within(from as usize..written.end as usize);
        for node in &mut nodes[first..] {
            node.next += shift;
            if node.parent >= from {
                node.parent += shift;
                continue;
            }
            node.parent = self.parent;
            // Keys and their values. What follows may replace them in one event and not in another.
            node.flags &= !DEAD;
            if node.shape == Shape::Key {
                self.names.add(node.name);
            }
        }
    }
}
