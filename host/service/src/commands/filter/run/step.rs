//! What one filter made of the events before it.

use serde_json::Value;

use crate::commands::filter::{changes::changes, recorded::WrittenLine};
use sluice_sandbox::ObservedRun;

/// One filter's part.
pub(super) struct Step {
    pub(super) run: ObservedRun,
    pub(super) events: Vec<EventChanges>,
}

/// What became of one event.
pub(super) struct EventChanges {
    /// Counted from 1.
    pub(super) number: u32,
    /// None where the event was dropped.
    pub(super) changes: Option<Vec<ValueChange>>,
}

/// What became of one value.
pub(super) struct ValueChange {
    pub(super) path: String,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

impl Step {
    /// Compares the lines before and after a run. Events that are as they were are left out.
    pub(super) fn new(run: ObservedRun, before: &[WrittenLine], after: &[WrittenLine]) -> Self {
        let mut left = after.iter().peekable();
        let events = before.iter().filter_map(|line| {
            let number = line.event + 1;
            match left.next_if(|after| after.event == line.event) {
                None => Some(EventChanges { number, changes: None }),
                Some(after) => {
                    let changes: Vec<_> = changes(&line.content, &after.content)
                        .into_iter()
                        .map(|change| ValueChange {
                            path: change.path,
                            before: change.before.cloned(),
                            after: change.after.cloned(),
                        })
                        .collect();
                    (!changes.is_empty()).then_some(EventChanges { number, changes: Some(changes) })
                }
            }
        });
        let events = events.collect();
        Self { run, events }
    }
}
