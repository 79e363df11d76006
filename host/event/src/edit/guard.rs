//! The guard: a last look at what is about to be written, after all filters and whatever they did.

use std::sync::Arc;

use super::findings::{Fate, Finding};
use super::log::{FilterName, RuleId};
use super::pseudonym::PseudonymKey;
use crate::batch::Batch;
use sluice_scan::{Coverage, Kind, Match, Options, ScanError, Scanner};

/// Its name in receipts and in the lines of events that it withholds.
pub(crate) const NAME: &str = "guard";

/// What is done with a match that filters left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuardAction {
    /// It is counted and written.
    Observe,
    /// It is masked, with a receipt.
    Mask,
    /// Nothing of its event is written but the envelope.
    Withhold,
}

impl GuardAction {
    /// The name in configurations and metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            GuardAction::Observe => "observe",
            GuardAction::Mask => "mask",
            GuardAction::Withhold => "withhold",
        }
    }
}

/// What to look for, and what to do about it. Compiled once, and shared by all threads.
#[derive(Debug)]
pub struct Guard {
    scanner: Scanner,
    coverage: Coverage,
    /// By the scanner's patterns.
    actions: Vec<(Kind, GuardAction)>,
    rules: Vec<RuleId>,
    name: Arc<FilterName>,
    key: PseudonymKey,
}

/// What the guard found of one kind in a batch: at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuardFinding {
    /// What it is.
    pub kind: Kind,
    /// What was done about it.
    pub action: GuardAction,
    /// How many values, or parts of values.
    pub count: u32,
}

impl Guard {
    /// A guard that looks for nothing yet, with these options of the built-in kinds.
    ///
    /// # Errors
    /// Where the options are not within their limits.
    pub fn compile(options: Options) -> Result<Guard, ScanError> {
        Ok(Guard::of(Scanner::compile_with(&[], options)?, &[], PseudonymKey::from_bytes([0; 32])))
    }

    /// A guard with the same options that does this about these kinds. In ids, which lines are joined by, a pseudonym under
    /// `key` takes the place of a mask.
    #[must_use]
    pub fn with(&self, actions: &[(Kind, GuardAction)], key: PseudonymKey) -> Guard {
        let kinds: Vec<Kind> = actions.iter().map(|(kind, _)| *kind).collect();
        Guard::of(self.scanner.of_kinds(&kinds), actions, key)
    }

    fn of(scanner: Scanner, actions: &[(Kind, GuardAction)], key: PseudonymKey) -> Guard {
        let rules: Arc<[String]> = scanner.patterns().iter().map(|pattern| pattern.rule.clone()).collect();
        Guard {
            coverage: scanner.coverage(),
            rules: (0..).map(RuleId).take(rules.len()).collect(),
            name: Arc::new(FilterName { name: NAME.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), rules }),
            actions: actions.to_vec(),
            scanner,
            key,
        }
    }
}

/// Sees the matches of one event before they are replaced.
pub(crate) struct Observer<'a> {
    actions: &'a [(Kind, GuardAction)],
    counts: &'a mut [u32],
    withheld: Option<&'static str>,
    /// What will not be masked: the node, the scanner's pattern, and how often.
    left: Vec<(u32, u32, u32)>,
}

impl Observer<'_> {
    /// Counts the matches from `from` on, and leaves those that are to be masked.
    pub(crate) fn see(&mut self, at: u32, matches: &mut Vec<Match>, from: usize) {
        let mut place = 0;
        matches.retain(|found| {
            place += 1;
            if place <= from {
                return true;
            }
            let (kind, action) = self.actions[found.pattern as usize];
            self.counts[found.pattern as usize] += 1;
            if action == GuardAction::Withhold {
                self.withheld.get_or_insert(kind.as_str());
            }
            if action != GuardAction::Mask {
                match self.left.last_mut() {
                    Some((last, pattern, count)) if (*last, *pattern) == (at, found.pattern) => *count += 1,
                    _ => self.left.push((at, found.pattern, 1)),
                }
            }
            action == GuardAction::Mask
        });
    }
}

impl Batch {
    /// Looks at every event that will be written, but for what a scanner of all these kinds has seen as it is now.
    pub fn guard(&mut self, guard: &Guard) -> Vec<GuardFinding> {
        if self.withheld.is_some() {
            return Vec::new();
        }
        let mut counts = Vec::new();
        for number in 0..self.events.len() {
            let event = &self.events[number];
            let has_names = self.is_covered(event.scanned.names, &guard.coverage);
            let has_values = self.is_covered(event.scanned.values, &guard.coverage);
            if event.dropped || has_names && has_values {
                continue;
            }
            if counts.is_empty() {
                counts.resize(guard.actions.len(), 0);
                self.begin(Arc::clone(&guard.name));
            }
            self.guard_event(guard, number as u32, (!has_names, !has_values), &mut counts);
        }
        if !counts.is_empty() {
            self.commit();
        }
        let findings = guard.actions.iter().zip(counts);
        findings
            .filter(|(_, count)| *count > 0)
            .map(|((kind, action), count)| GuardFinding { kind: *kind, action: *action, count })
            .collect()
    }

    fn guard_event(&mut self, guard: &Guard, event: u32, (names, values): (bool, bool), counts: &mut [u32]) {
        let mut may_go_on = || true;
        let Some(mut scan) = self.start_scan(&guard.scanner, &guard.rules, event, &guard.key, &mut may_go_on) else {
            return;
        };
        scan.observer = Some(Observer { actions: &guard.actions, counts, withheld: None, left: Vec::new() });
        if names {
            self.scan_names_under(&mut scan, "");
        }
        if values {
            self.scan_event(&mut scan);
        }
        let observer = scan.observer.take();
        self.end_scan(scan);
        if let Some(Observer { withheld, left, .. }) = observer {
            self.events[event as usize].withheld = withheld;
            left.into_iter().for_each(|(at, pattern, count)| self.note_left(guard, event, at, pattern, count));
        }
    }

    fn note_left(&mut self, guard: &Guard, event: u32, at: u32, pattern: u32, count: u32) {
        let filter = self.log.filters.len() as u32 - 1;
        let fate = match guard.actions[pattern as usize].1 {
            GuardAction::Withhold => Fate::Withheld,
            GuardAction::Observe | GuardAction::Mask => Fate::Observed,
        };
        self.log.note(Finding { event, at, filter, rule: RuleId(pattern), fate, count });
    }
}
