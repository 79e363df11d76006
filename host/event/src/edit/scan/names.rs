//! Scanning the names of members.

use std::collections::HashSet;

use super::running::Scan;
use super::spot::Spot;
use crate::batch::Batch;
use crate::batch::event::Event;
use crate::batch::event::Scanned;
use crate::batch::filter_name::RuleId;
use crate::batch::path::Place;
use crate::batch::view::Shown;
use crate::edit::pseudonym::PseudonymKey;
use crate::member::Member;
use crate::tape::node::{NONE, PASSED_OVER, Shape};
use sluice_scan::{MayGoOn, MemberName, Scanner, has_letters_alone};

impl Batch {
    /// As [`scan`](Batch::scan), for the names of the members below a path instead of their values. Names that the host
    /// knows stay. Two members of one object never get the same name: the later one ends in `-2` and so on.
    pub fn scan_names(
        &mut self,
        scanner: &Scanner,
        rules: &[RuleId],
        event: u32,
        under: &str,
        key: &PseudonymKey,
    ) -> u32 {
        self.scan_names_while(scanner, rules, event, under, key, &mut || true)
    }

    /// [`scan_names`](Batch::scan_names) that can be ended between two names.
    pub fn scan_names_while(
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
            Some(Place::Event) => self.scan_all_names(&mut scan),
            Some(_) => self.scan_names_under(&mut scan, under),
            None => {}
        }
        self.end_scan(scan)
    }

    fn scan_all_names(&mut self, scan: &mut Scan<'_>) {
        let values = self.events[scan.event as usize].scanned.values;
        self.scan_names_under(scan, "");
        if !scan.ended && self.passed_over.is_empty() {
            // New names change no values.
            self.events[scan.event as usize].scanned = Scanned { values, names: scan.coverage };
        }
    }

    pub(crate) fn scan_names_under(&mut self, scan: &mut Scan<'_>, under: &str) {
        if self.may_have_matches_in_names(scan) {
            for keys in self.objects_under(scan.event, under) {
                self.scan_siblings(scan, &keys);
            }
        }
    }

    /// A look at all names of the event, which nearly always ends it: most names have letters only.
    fn may_have_matches_in_names(&self, scan: &mut Scan<'_>) -> bool {
        let Some(Event { root, shared, given, changed_by, .. }) = self.events.get(scan.event as usize) else {
            return false;
        };
        if !scan.scanner.builtin_only() {
            return true;
        }
        if !self.tape.names.may_have_matches() && !self.has_edited_names {
            return false;
        }
        if *changed_by != 0 {
            return true;
        }
        let given = if *given == NONE { 0..0 } else { *given..self.tape.node(*given).next };
        let mut nodes = (*root..self.tape.node(*root).next).chain(shared.clone()).chain(given);
        nodes.any(|at| {
            let node = self.tape.node(at);
            if node.shape != Shape::Key {
                return false;
            }
            if let Some(has_matches) = self.tape.names.has_matches_in(node.name) {
                return has_matches;
            }
            if has_letters_alone(self.tape.text(node.span)) {
                return false;
            }
            let ended = scan.ends(node.span.len());
            ended || scan.finds_any(self.tape.text(node.span))
        })
    }

    /// The keys of every object at or below a path, by object.
    fn objects_under(&self, event: u32, under: &str) -> Vec<Vec<u32>> {
        let mut objects = Vec::new();
        let (place, event) = match (self.resolve(event, under), self.event(event)) {
            (Some(place), Some(event)) => (place, event),
            _ => return objects,
        };
        match place {
            Place::Value { at, .. } => self.collect_objects(at, &mut objects),
            Place::Event | Place::Attributes => {
                if matches!(place, Place::Event) {
                    let known = Member::ALL.into_iter().filter(|member| *member != Member::Attributes);
                    known.filter_map(|member| self.member(event, member)).for_each(|at| {
                        self.collect_objects(at, &mut objects);
                    });
                }
                let keys: Vec<u32> = self.attributes(event).collect();
                keys.iter().for_each(|key| self.collect_objects(key + 1, &mut objects));
                objects.push(keys);
            }
            Place::Time { .. } => {}
        }
        objects
    }

    fn collect_objects(&self, at: u32, objects: &mut Vec<Vec<u32>>) {
        let Shown::Node(at) = self.shown(at) else { return };
        match self.tape.node(at).shape {
            _ if self.tape.node(at).is(PASSED_OVER) => {}
            Shape::Object => {
                let keys: Vec<u32> = self.members(at).collect();
                keys.iter().for_each(|key| self.collect_objects(key + 1, objects));
                objects.push(keys);
            }
            Shape::Array => self.elements(at).for_each(|element| self.collect_objects(element, objects)),
            _ => {}
        }
    }

    fn scan_siblings(&mut self, scan: &mut Scan<'_>, keys: &[u32]) {
        // Filled when the first match is found.
        let mut taken: Option<HashSet<String>> = None;
        let mut suffix = 1;
        for key in keys {
            let node = self.tape.node(*key);
            let is_known = node.edit == 0 && scan.scanner.builtin_only();
            if is_known && self.tape.names.has_matches_in(node.name) == Some(false) {
                continue;
            }
            let (name, marks) = match self.shown(*key) {
                Shown::Edited { text, marks } => (text, marks),
                _ => (self.tape.node(*key).span, (0, 0)),
            };
            if scan.ends(name.len()) {
                return;
            }
            if self.tape.node(*key).is(PASSED_OVER) {
                continue;
            }
            let spot = Spot { at: *key, flags: self.tape.node(*key).flags };
            self.find_between_marks(scan, spot, MemberName::default(), name, marks);
            if scan.matches.is_empty() {
                continue;
            }
            let taken = taken.get_or_insert_with(|| keys.iter().map(|key| self.name(*key).to_owned()).collect());
            taken.remove(self.tape.text(name));
            self.has_edited_names = true;
            self.replace_matches(scan, *key, name, marks);
            let stem = self.name(*key).len();
            while taken.contains(self.name(*key)) {
                suffix += 1;
                self.end_last_text(stem, &format!("-{suffix}"));
            }
            taken.insert(self.name(*key).to_owned());
        }
    }
}
