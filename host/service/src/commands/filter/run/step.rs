//! What one filter made of the events before it.

use serde_json::Value;

use crate::commands::filter::{changes::changes, recorded::WrittenLine};
use sluice_sandbox::ObservedRun;

/// One filter's part.
pub(crate) struct Step {
    pub(crate) run: ObservedRun,
    pub(crate) events: Vec<EventChanges>,
}

/// What became of one event.
pub(crate) struct EventChanges {
    /// Counted from 1.
    pub(crate) number: u32,
    /// None where the event was dropped.
    pub(crate) changes: Option<Vec<ValueChange>>,
}

/// What became of one value.
pub(crate) struct ValueChange {
    pub(crate) path: String,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
}

impl Step {
    /// Compares the lines before and after a run.
    pub(crate) fn new(run: ObservedRun, before: &[WrittenLine], after: &[WrittenLine]) -> Self {
        Self { run, events: EventChanges::between(before, after) }
    }

    /// What was taken away, by rule.
    pub(crate) fn receipts(&self) -> impl Iterator<Item = (&str, u64)> {
        let rules = &self.run.filter.rules;
        let of = |index: u32| rules.get(index as usize).map_or("", String::as_str);
        self.run.edits.rules.iter().map(move |taken| (of(taken.rule.0), taken.count))
    }
}

impl EventChanges {
    /// What differs between the lines of one batch before and after something. Events that are as they were are left out.
    pub(crate) fn between(before: &[WrittenLine], after: &[WrittenLine]) -> Vec<Self> {
        let mut left = after.iter().peekable();
        let changed = before.iter().filter_map(|line| {
            let number = line.event + 1;
            let Some(after) = left.next_if(|after| after.event == line.event) else {
                return Some(Self { number, changes: None });
            };
            let changes: Vec<_> = changes(&line.content, &after.content)
                .into_iter()
                .map(|change| ValueChange {
                    path: change.path,
                    before: change.before.cloned(),
                    after: change.after.cloned(),
                })
                .collect();
            (!changes.is_empty()).then_some(Self { number, changes: Some(changes) })
        });
        changed.collect()
    }
}
