//! Scanning texts and numbers, and masking what is found.

pub(crate) mod coverage;
mod fill;
mod names;
mod replace;
pub(crate) mod running;
pub(crate) mod spot;

use super::pseudonym::PseudonymKey;
use crate::batch::Batch;
use crate::batch::event::Event;
use crate::batch::event::Scanned;
use crate::batch::filter_name::RuleId;
use crate::batch::log::What;
use crate::batch::path::Place;
use crate::tape::Tape;
use crate::tape::node::{DEAD, HOST, NONE, PASSED_OVER, Shape, TYPED};
use crate::tape::span::Span;
use running::Scan;
use sluice_scan::{Match, MayGoOn, MemberName, Scanner};
use spot::Spot;

impl Batch {
    /// Replaces every match of the scanner in the texts and numbers at or below a path; how many there were. `rules` has
    /// a rule of the running filter for each of the scanner's patterns; without them nothing is scanned.
    ///
    /// What an earlier filter, or this one, has put in the place of something is not scanned again. The event's time and
    /// kind are not scanned: they hold nothing of the client's making. In `event_id`, `idempotency_key` and the ids of
    /// `trace`, a pseudonym takes the place of a match, whatever the scanner asks for.
    pub fn scan(&mut self, scanner: &Scanner, rules: &[RuleId], event: u32, under: &str, key: &PseudonymKey) -> u32 {
        self.scan_while(scanner, rules, event, under, key, &mut || true)
    }

    /// [`scan`](Batch::scan) that can be ended between two texts.
    pub fn scan_while(
        &mut self,
        scanner: &Scanner,
        rules: &[RuleId],
        event: u32,
        under: &str,
        key: &PseudonymKey,
        may_go_on: MayGoOn<'_>,
    ) -> u32 {
        let Some(mut scan) = self.start_scan(scanner, rules, event, key, may_go_on) else { return 0 };
        match self.resolve(event, under) {
            Some(Place::Event) => self.scan_whole_event(&mut scan),
            Some(Place::Attributes) => self.scan_attributes(&mut scan),
            Some(Place::Value { at, .. }) => self.scan_nodes(&mut scan, at, self.tape.node(at).next),
            Some(Place::Time { .. }) | None => {}
        }
        self.end_scan(scan)
    }

    pub(crate) fn start_scan<'a>(
        &mut self,
        scanner: &'a Scanner,
        rules: &'a [RuleId],
        event: u32,
        key: &'a PseudonymKey,
        may_go_on: MayGoOn<'a>,
    ) -> Option<Scan<'a>> {
        let last = rules.iter().map(|rule| rule.0).max();
        let known = rules.len() == scanner.patterns().len() && last.is_none_or(|last| self.has_rule(RuleId(last)));
        let coverage = self.coverage_number(scanner);
        let Tape { body, extra, names, .. } = &mut self.tape;
        names.scan(body, extra, scanner, coverage);
        self.clean_texts.set_coverage(coverage);
        let matches = std::mem::take(&mut self.matches);
        known.then_some(Scan {
            scanner,
            coverage,
            rules,
            key,
            event,
            matches,
            count: 0,
            observer: None,
            may_go_on,
            unasked: 0,
            ended: false,
        })
    }

    pub(crate) fn end_scan(&mut self, scan: Scan<'_>) -> u32 {
        self.matches = scan.matches;
        self.matches.clear();
        scan.count
    }

    fn scan_whole_event(&mut self, scan: &mut Scan<'_>) {
        let names = self.events[scan.event as usize].scanned.names;
        self.scan_event(scan);
        if !scan.ended && self.passed_over.is_empty() {
            // Edits of values change no names.
            self.events[scan.event as usize].scanned = Scanned { values: scan.coverage, names };
        }
    }

    pub(crate) fn scan_event(&mut self, scan: &mut Scan<'_>) {
        let Event { root, shared, given, .. } = &self.events[scan.event as usize];
        let (root, shared, given) = (*root, shared.clone(), *given);
        // The members at the top are the nodes of the client's object; the dead ones among them are passed over.
        self.scan_nodes(scan, root, self.tape.node(root).next);
        self.scan_nodes(scan, shared.start, shared.end);
        if given != NONE {
            self.scan_nodes(scan, given, self.tape.node(given).next);
        }
    }

    fn scan_attributes(&mut self, scan: &mut Scan<'_>) {
        let Some(event) = self.event(scan.event) else { return };
        let keys: Vec<u32> = self.attributes(event).collect();
        for key in keys {
            self.scan_nodes(scan, key + 1, self.tape.node(key).next);
        }
    }

    /// Scans the nodes from `at` up to `end`, whole subtrees.
    fn scan_nodes(&mut self, scan: &mut Scan<'_>, mut at: u32, end: u32) {
        while at < end && !scan.ended {
            at = self.scan_value(scan, at);
        }
    }

    /// Scans one node, or all of a subtree that was edited; says which node comes next.
    fn scan_value(&mut self, scan: &mut Scan<'_>, at: u32) -> u32 {
        let node = self.tape.node(at);
        match node.shape {
            Shape::Key if node.is(DEAD) => return node.next,
            Shape::Key => return at + 1,
            _ if node.edit != 0 => return self.scan_edited(scan, at),
            Shape::Text | Shape::Number if scan.ends(node.span.len()) => {}
            Shape::Text if !node.is(HOST | PASSED_OVER) => self.scan_text(scan, at, node.span),
            Shape::Number if !node.is(HOST | PASSED_OVER) => self.scan_number(scan, at),
            _ => {}
        }
        at + 1
    }

    #[inline]
    fn scan_text(&mut self, scan: &mut Scan<'_>, at: u32, span: Span) {
        let (text, spot) = (self.tape.text(span), Spot { at, flags: self.tape.node(at).flags });
        if let Some(key) = self.telling_key(at, scan.scanner)
            && let Some(told) = scan.scanner.find_told(self.names_of(key), text)
        {
            scan.matches.push(told);
            scan.observe(spot, 0);
            if !scan.matches.is_empty() {
                self.replace_matches(scan, at, span, (0, 0));
            }
            return;
        }
        let (slot, is_clean) = self.clean_texts.find(&self.tape, text);
        if is_clean && scan.scanner.builtin_only() {
            return self.clean_texts.keep(slot);
        }
        scan.find(spot, MemberName::default(), text);
        if !scan.matches.is_empty() {
            self.replace_matches(scan, at, span, (0, 0));
        } else if scan.is_whole() {
            self.clean_texts.insert(slot, span);
        }
    }

    fn scan_edited(&mut self, scan: &mut Scan<'_>, at: u32) -> u32 {
        let node = self.tape.node(at);
        let next = node.next;
        match self.log.edit(node.edit).map(|edit| edit.what) {
            Some(What::Text { .. }) if node.is(PASSED_OVER) => {}
            Some(What::Text { text, marks }) if !scan.ends(text.len()) => {
                self.find_between_marks(
                    scan,
                    Spot { at, flags: node.flags },
                    self.telling_name(at, scan.scanner),
                    text,
                    marks,
                );
                if !scan.matches.is_empty() {
                    self.replace_matches(scan, at, text, marks);
                }
            }
            Some(What::Replaced { by }) => self.scan_nodes(scan, by, self.tape.node(by).next),
            Some(What::Added { .. }) => {
                let keys: Vec<u32> = self.added(at).collect();
                for key in keys {
                    self.scan_nodes(scan, key, self.tape.node(key).next);
                }
                return at + 1;
            }
            _ => {}
        }
        next
    }

    fn scan_number(&mut self, scan: &mut Scan<'_>, at: u32) {
        let node = *self.tape.node(at);
        let (key, token) = (self.telling_key(at, scan.scanner), self.tape.text(node.span));
        if key.is_none() && !scan.scanner.may_match_number(token) {
            return;
        }
        let name = key.map_or_else(MemberName::default, |key| self.names_of(key));
        scan.find_number(Spot { at, flags: node.flags }, name, token);
        let Some(found) = scan.matches.first().copied() else { return };
        // A number is taken as a whole, by the first pattern that matches.
        scan.matches.clear();
        if node.is(TYPED) {
            self.mask_whole(scan.event, at, scan.rules[found.pattern as usize]);
            scan.count += 1;
        } else {
            scan.matches.push(Match { start: 0, end: node.span.len() as u32, pattern: found.pattern });
            self.replace_matches(scan, at, node.span, (0, 0));
        }
    }

    /// Finds matches in a text that filters have edited, but not in what they have put there.
    pub(crate) fn find_between_marks(
        &self,
        scan: &mut Scan<'_>,
        spot: Spot,
        name: MemberName<'_>,
        text: Span,
        marks: (u32, u32),
    ) {
        let whole = self.tape.text(text);
        let mut from = 0;
        let marks = &self.log.marks[marks.0 as usize..marks.1 as usize];
        for (start, end) in marks.iter().copied().chain([(whole.len() as u32, 0)]) {
            let first = scan.matches.len();
            scan.find(spot, name, &whole[from as usize..start as usize]);
            for found in &mut scan.matches[first..] {
                found.start += from;
                found.end += from;
            }
            from = end;
        }
    }
}
