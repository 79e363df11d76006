//! What the guard does about a match, and sees while an event is scanned.

use super::action::GuardAction;
use crate::edit::scan::spot::Spot;
use crate::tape::node::{KEPT_BY_OPERATOR, KEPT_BY_TENANT};
use sluice_scan::{Kind, Match};

/// What is done about one kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Actions {
    pub(super) kind: Kind,
    pub(super) action: GuardAction,
    /// In places that a filter of the tenant's keeps.
    pub(super) in_kept: GuardAction,
}

/// Sees the matches of one event before they are replaced.
pub(crate) struct Observer<'a> {
    pub(super) actions: &'a [Actions],
    pub(super) counts: &'a mut [Counts],
    pub(super) withheld: Option<&'static str>,
    pub(super) left: Vec<Left>,
}

/// Of one kind, by action.
pub(super) type Counts = [u32; GuardAction::ALL.len()];

/// What will not be masked at one node.
pub(super) struct Left {
    pub(super) at: u32,
    pub(super) pattern: u32,
    pub(super) action: GuardAction,
    pub(super) count: u32,
}

impl Actions {
    fn at(&self, spot: Spot) -> GuardAction {
        match spot.flags {
            flags if flags & KEPT_BY_OPERATOR != 0 => GuardAction::Keep,
            flags if flags & KEPT_BY_TENANT != 0 => self.in_kept,
            _ => self.action,
        }
    }
}

impl Observer<'_> {
    /// Counts the matches from `from` on, and leaves those that are to be masked.
    pub(crate) fn see(&mut self, spot: Spot, matches: &mut Vec<Match>, from: usize) {
        let mut place = 0;
        matches.retain(|found| {
            place += 1;
            if place <= from {
                return true;
            }
            let actions = &self.actions[found.pattern as usize];
            let action = actions.at(spot);
            self.counts[found.pattern as usize][action as usize] += 1;
            if action == GuardAction::Withhold {
                self.withheld.get_or_insert(actions.kind.as_str());
            }
            if action == GuardAction::Mask {
                return true;
            }
            match self.left.last_mut().filter(|last| (last.at, last.pattern) == (spot.at, found.pattern)) {
                Some(last) => last.count += 1,
                None => self.left.push(Left { at: spot.at, pattern: found.pattern, action, count: 1 }),
            }
            false
        });
    }
}
