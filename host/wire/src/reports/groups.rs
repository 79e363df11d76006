//! Reports of a body that become one event.

use super::{
    delivered::Delivered,
    identity::Identity,
    report::{Report, WINDOW_MS},
};
use std::collections::HashMap;

/// Reports of one body that say the same.
#[derive(Default)]
pub(super) struct Groups<'a> {
    pub(super) all: Vec<Group<'a>>,
    /// The latest group of each identity.
    latest: HashMap<Identity, usize>,
}

pub(super) struct Group<'a> {
    identity: Identity,
    pub(super) report: Report<'a>,
    pub(super) count: u64,
}

impl<'a> Groups<'a> {
    /// The first of a group is the one that is written.
    pub(super) fn add(&mut self, identity: Identity, report: Report<'a>) {
        let latest = self.latest.get(&identity).and_then(|at| self.all.get_mut(*at));
        match latest.filter(|group| (report.time - group.report.time).abs() < WINDOW_MS) {
            Some(group) => group.count += 1,
            None => {
                self.latest.insert(identity, self.all.len());
                self.all.push(Group { identity, report, count: 1 });
            }
        }
    }
}

impl Group<'_> {
    pub(super) fn delivered(&self, is_alone: bool) -> Delivered {
        let Report { time, has_age, .. } = self.report;
        Delivered { hash: self.identity.0, time, has_age, count: self.count, is_alone }
    }
}
