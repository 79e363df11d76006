//! Members that many events have in common.

use super::value_writer::ValueWriter;
use crate::tape::node::{DEAD, Shape};
use crate::tape::span::Span;
use std::cell::Cell;

/// Members that are written once, and copied for all further events of the batch.
#[derive(Default)]
pub struct Repeated(Cell<Option<Written>>);

/// Where the members were written.
#[derive(Clone, Copy)]
struct Written {
    nodes: (u32, u32),
    text: (usize, usize),
    is_clean: bool,
}

impl ValueWriter<'_, '_> {
    /// Adds the members that `write` gives, which are the same each time.
    pub fn repeat(&mut self, members: &Repeated, write: impl FnOnce(&mut Self)) {
        if let Some(written) = members.0.get() {
            return self.copy_written(written);
        }
        let is_clean = std::mem::replace(&mut self.is_clean, true);
        let (nodes, text) = (self.buffers.nodes.len() as u32, self.buffers.made.len());
        write(self);
        let (nodes, mut text) = ((nodes, self.buffers.nodes.len() as u32), (text, self.buffers.made.len()));
        if self.buffers.made.as_bytes().get(text.0) == Some(&b',') {
            text.0 += 1;
        }
        members.0.set(Some(Written { nodes, text, is_clean: self.is_clean }));
        self.is_clean &= is_clean;
    }

    fn copy_written(&mut self, written: Written) {
        let ((from, to), (start, end)) = (written.nodes, written.text);
        if from == to {
            return;
        }
        self.comma();
        let moved = (self.buffers.made.len() - start) as u32;
        self.buffers.made.extend_from_within(start..end);
        let nodes = &mut self.buffers.nodes;
        let first = nodes.len();
        let shift = first as u32 - from;
        nodes.extend_from_within(from as usize..to as usize);
        for node in &mut nodes[first..] {
            node.span = Span { start: node.span.start + moved, end: node.span.end + moved };
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
        self.is_clean &= written.is_clean;
    }
}
