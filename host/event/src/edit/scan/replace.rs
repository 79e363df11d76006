//! What is found gives way to what its pattern asks for.

use super::fill::fill;
use super::running::Scan;
use crate::batch::Batch;
use crate::batch::log::What;
use crate::edit::ids::Id;
use crate::edit::mask::{Cut, Fill};
use crate::tape::node::Shape;
use crate::tape::span::Span;
use sluice_scan::{Match, Replacement};

impl Batch {
    /// Replaces the matches that were found in the text at a node.
    pub(crate) fn replace_matches(&mut self, scan: &mut Scan<'_>, at: u32, text: Span, marks: (u32, u32)) {
        let id = self.id_at(scan.event, at, text);
        let (patterns, shape) = (scan.scanner.patterns(), self.tape.node(at).shape);
        let is_removal = |found: &Match| patterns[found.pattern as usize].replacement == Replacement::Removal;
        if id.is_none() && shape != Shape::Key && scan.matches.iter().any(is_removal) {
            return self.remove_found(scan, at);
        }
        let marks = &self.log.marks[marks.0 as usize..marks.1 as usize];
        if id == Some(Id::Hex) && marks.is_empty() {
            let rule = scan.rules[scan.matches[0].pattern as usize];
            let whole = Cut { start: 0, end: text.len() as u32, fill: Fill::HexId(rule) };
            self.splice(scan.event, at, text, &[whole], rule, Some(scan.key));
            scan.count += 1;
            scan.matches.clear();
            return;
        }
        let (whole, is_number) = (self.tape.text(text), shape == Shape::Number);
        let mut cuts: Vec<Cut<'_>> = Vec::with_capacity(scan.matches.len() + marks.len());
        cuts.extend(marks.iter().map(|(start, end)| Cut { start: *start, end: *end, fill: Fill::Keep }));
        cuts.extend(scan.matches.iter().map(|found| {
            let (wanted, rule) = (&patterns[found.pattern as usize].replacement, scan.rules[found.pattern as usize]);
            let value = whole.get(found.start as usize..found.end as usize).unwrap_or_default();
            Cut { start: found.start, end: found.end, fill: fill(wanted, rule, id, value, is_number) }
        }));
        cuts.sort_by_key(|cut| cut.start);
        let rule = scan.rules[scan.matches[0].pattern as usize];
        self.splice(scan.event, at, text, &cuts, rule, Some(scan.key));
        scan.count += scan.matches.len() as u32;
        scan.matches.clear();
    }

    /// Removes the value at a node, with a receipt for each match in it.
    fn remove_found(&mut self, scan: &mut Scan<'_>, at: u32) {
        self.edit(scan.event, at, What::Removed);
        for found in scan.matches.drain(..) {
            self.give_receipt(scan.event, at, scan.rules[found.pattern as usize]);
            scan.count += 1;
        }
    }
}
