//! What the rules of filters took from each event.

use crate::batch::Batch;
use crate::batch::event::Event;
use crate::batch::filter_name::{FilterName, RuleId};
use crate::batch::finding::{Fate, Finding};
use crate::batch::log::{Log, Receipt, Running};
use crate::tape::node::NONE;

/// How much of a batch a rule took away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule.
    pub rule: RuleId,
    /// Values and parts of values.
    pub count: u64,
}

/// A receipt, for a line.
pub(crate) struct Redaction<'a> {
    pub(crate) filter: &'a FilterName,
    pub(crate) rule: &'a str,
    pub(crate) count: u32,
}

impl Log {
    /// The name of a rule of the running filter.
    pub(crate) fn rule_name(&self, rule: RuleId) -> &str {
        self.filters.last().and_then(|filter| filter.rules.get(rule.0 as usize)).map_or("", String::as_str)
    }
}

impl Batch {
    /// Whether the running filter has this rule.
    pub fn has_rule(&self, rule: RuleId) -> bool {
        self.running().is_some_and(|filter| (rule.0 as usize) < filter.rules.len())
    }

    /// The rule took a value, or a part of one, from the event: that at a node, or all of its attributes.
    pub(crate) fn give_receipt(&mut self, event: u32, at: u32, rule: RuleId) {
        let Some(running) = &self.log.running else { return };
        let filter = running.filters as u32;
        self.log.note(Finding { event, at, filter, rule, fate: Fate::Removed, count: 1 });
        let Some(running) = &self.log.running else { return };
        let latest = self.events[event as usize].receipt;
        let mut at = latest;
        while at as usize > running.receipts {
            let receipt = &mut self.log.receipts[at as usize - 1];
            if receipt.rule == rule {
                receipt.count += 1;
                return;
            }
            at = receipt.previous;
        }
        self.log.receipts.push(Receipt { event, previous: latest, filter, rule, count: 1 });
        self.events[event as usize].receipt = self.log.receipts.len() as u32;
    }

    /// What the running filter's rules took, all events together.
    pub(crate) fn rule_counts(&self, running: &Running) -> Vec<RuleCount> {
        let receipts = &self.log.receipts[running.receipts..];
        if receipts.is_empty() {
            return Vec::new();
        }
        let mut counts = vec![0; self.log.filters.last().map_or(0, |filter| filter.rules.len())];
        for receipt in receipts {
            counts[receipt.rule.0 as usize] += u64::from(receipt.count);
        }
        let rules = (0..).map(RuleId).zip(counts).filter(|(_, count)| *count > 0);
        rules.map(|(rule, count)| RuleCount { rule, count }).collect()
    }

    /// What filters took from an event, oldest first.
    pub(crate) fn redactions(&self, event: &Event) -> impl Iterator<Item = Redaction<'_>> {
        let mut receipts = Vec::new();
        let mut at = event.receipt;
        while at != NONE {
            let receipt = &self.log.receipts[at as usize - 1];
            receipts.push(receipt);
            at = receipt.previous;
        }
        receipts.into_iter().rev().map(|receipt| {
            let filter: &FilterName = &self.log.filters[receipt.filter as usize];
            Redaction { filter, rule: &filter.rules[receipt.rule.0 as usize], count: receipt.count }
        })
    }
}
