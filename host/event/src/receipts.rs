//! Rules of filters, and what they took from each event.

use std::sync::Arc;

use super::{
    batch::{Batch, Event},
    log::{FilterName, Receipt, Rule, Running},
    node::{NONE, Span},
};

/// Longest name of a rule, in bytes.
const MAX_RULE_BYTES: usize = 32;
/// Rules of one filter: what it can say by their names is bounded.
const MAX_RULES: usize = 64;

/// A rule of the running filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleId(pub(super) u32);

/// How much of a batch a rule took away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// The name of the rule.
    pub rule: String,
    /// Values and parts of values.
    pub count: u64,
}

/// Why an edit was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The name of a rule has other characters or another length.
    #[error("the name of a rule must be 1 to 32 letters, digits and dashes")]
    RuleName,
    /// The filter has too many rules.
    #[error("a filter can have {limit} rules")]
    TooManyRules {
        /// How many there may be.
        limit: usize,
    },
    /// No filter runs.
    #[error("no filter runs on this batch")]
    NoFilter,
}

/// A receipt, for a line.
pub(crate) struct Redaction<'a> {
    pub(crate) filter: &'a FilterName,
    pub(crate) rule: &'a str,
    pub(crate) count: u32,
}

impl Batch {
    /// The running filter's rule of that name, which is 1 to 32 letters, digits and dashes.
    pub fn rule(&mut self, name: &str) -> Result<RuleId, EditError> {
        let Some(running) = &self.log.running else { return Err(EditError::NoFilter) };
        let own = &self.log.rules[running.rules..];
        if let Some(index) = own.iter().position(|rule| self.tape.text(rule.name) == name) {
            return Ok(RuleId((running.rules + index) as u32));
        }
        let shape = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if !(1..=MAX_RULE_BYTES).contains(&name.len()) || !name.bytes().all(shape) {
            return Err(EditError::RuleName);
        }
        if own.len() == MAX_RULES {
            return Err(EditError::TooManyRules { limit: MAX_RULES });
        }
        let id = RuleId(self.log.rules.len() as u32);
        let name = self.tape.push_text(name);
        self.log.rules.push(Rule { filter: self.log.filters.len() as u32 - 1, name });
        Ok(id)
    }

    pub(super) fn rule_name(&self, rule: RuleId) -> Span {
        self.log.rules.get(rule.0 as usize).map_or(Span::default(), |rule| rule.name)
    }

    /// Whether the rule is one of the running filter's.
    pub(super) fn owns(&self, rule: RuleId) -> bool {
        let first = self.log.running.as_ref().map_or(usize::MAX, |running| running.rules);
        (first..self.log.rules.len()).contains(&(rule.0 as usize))
    }

    /// The rule took `count` values, or parts of values, from the event.
    pub(super) fn give_receipt(&mut self, event: u32, rule: RuleId, count: u32) {
        let Some(running) = &self.log.running else { return };
        let latest = self.events[event as usize].receipt;
        let mut at = latest;
        while at as usize > running.receipts {
            let receipt = &mut self.log.receipts[at as usize - 1];
            if receipt.rule == rule.0 {
                receipt.count += count;
                return;
            }
            at = receipt.previous;
        }
        self.log.receipts.push(Receipt { event, previous: latest, rule: rule.0, count });
        self.events[event as usize].receipt = self.log.receipts.len() as u32;
    }

    /// What the running filter's rules took, all events together.
    pub(super) fn rule_counts(&self, running: &Running) -> Vec<RuleCount> {
        let mut counts = vec![0; self.log.rules.len() - running.rules];
        for receipt in &self.log.receipts[running.receipts..] {
            counts[receipt.rule as usize - running.rules] += u64::from(receipt.count);
        }
        let names = self.log.rules[running.rules..].iter().map(|rule| self.tape.text(rule.name).to_owned());
        names.zip(counts).filter(|(_, count)| *count > 0).map(|(rule, count)| RuleCount { rule, count }).collect()
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
            let rule = &self.log.rules[receipt.rule as usize];
            let filter: &Arc<FilterName> = &self.log.filters[rule.filter as usize];
            Redaction { filter, rule: self.tape.text(rule.name), count: receipt.count }
        })
    }
}
