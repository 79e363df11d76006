//! The guard: a last look at what is about to be written, after all filters and whatever they did.

mod action;
pub(super) mod observer;

use std::sync::Arc;

pub use self::action::GuardAction;
use self::observer::{Actions, Counts, Left, Observer};
use super::pseudonym::PseudonymKey;
use crate::batch::Batch;
use crate::batch::filter_name::{FilterName, GUARD, RuleId};
use crate::batch::finding::{Fate, Finding};
use sluice_scan::{Coverage, Kind, Options, ScanError, Scanner};

/// What to look for, and what to do about it. Compiled once, and shared by all threads.
#[derive(Debug)]
pub struct Guard {
    scanner: Scanner,
    coverage: Coverage,
    /// By the scanner's patterns.
    actions: Vec<Actions>,
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
        Ok(Guard::of(Scanner::compile_with(&[], options)?, Vec::new(), PseudonymKey::from_bytes([0; 32])))
    }

    /// A guard with the same options that does this about these kinds, and in places that a tenant's filter keeps no more than
    /// `operators` says. In ids, which lines are joined by, a pseudonym under `key` takes the place of a mask.
    #[must_use]
    pub fn with(&self, actions: &[(Kind, GuardAction)], operators: &[(Kind, GuardAction)], key: PseudonymKey) -> Guard {
        let of_operator = |kind| operators.iter().find(|(of, _)| *of == kind).map(|(_, action)| *action);
        let actions = actions.iter().map(|(kind, action)| Actions {
            kind: *kind,
            action: *action,
            in_kept: of_operator(*kind).unwrap_or(GuardAction::Keep),
        });
        let actions: Vec<Actions> = actions.collect();
        let kinds: Vec<Kind> = actions.iter().map(|of| of.kind).collect();
        Guard::of(self.scanner.of_kinds(&kinds), actions, key)
    }

    fn of(scanner: Scanner, actions: Vec<Actions>, key: PseudonymKey) -> Guard {
        let rules: Arc<[String]> = scanner.patterns().iter().map(|pattern| pattern.rule.clone()).collect();
        Guard {
            coverage: scanner.coverage(),
            rules: (0..).map(RuleId).take(rules.len()).collect(),
            name: Arc::new(FilterName { name: GUARD.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned(), rules }),
            actions,
            scanner,
            key,
        }
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
                counts.resize(guard.actions.len(), Counts::default());
                self.begin(Arc::clone(&guard.name));
            }
            self.guard_event(guard, number as u32, (!has_names, !has_values), &mut counts);
        }
        if !counts.is_empty() {
            self.commit();
        }
        let of_kind = |(of, counts): (&Actions, Counts)| {
            let (kind, counts) = (of.kind, GuardAction::ALL.into_iter().zip(counts));
            counts.filter(|(_, count)| *count > 0).map(move |(action, count)| GuardFinding { kind, action, count })
        };
        guard.actions.iter().zip(counts).flat_map(of_kind).collect()
    }

    fn guard_event(&mut self, guard: &Guard, event: u32, (names, values): (bool, bool), counts: &mut [Counts]) {
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
            left.into_iter().for_each(|left| self.note_left(event, &left));
        }
    }

    fn note_left(&mut self, event: u32, left: &Left) {
        let filter = self.log.filters.len() as u32 - 1;
        let fate = match left.action {
            GuardAction::Withhold => Fate::Withheld,
            GuardAction::Keep => Fate::Kept,
            GuardAction::Observe | GuardAction::Mask => Fate::Observed,
        };
        let (rule, count) = (RuleId(left.pattern), left.count);
        self.log.note(Finding { event, at: left.at, filter, rule, fate, count });
    }
}
