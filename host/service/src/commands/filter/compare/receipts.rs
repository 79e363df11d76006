//! The rules under which NEW took fewer or more values from an event than OLD, as the receipts of both lines have it.

use std::collections::{BTreeMap, BTreeSet};

use crate::commands::filter::recorded::WrittenLine;

/// See the module.
pub(super) struct Receipts {
    pub(super) fewer: Vec<String>,
    pub(super) more: Vec<String>,
}

impl Receipts {
    pub(super) fn of(old: &WrittenLine, new: &WrittenLine) -> Self {
        let (old, new) = (old.taken_by_rule(), new.taken_by_rule());
        let beyond = |a: &BTreeMap<String, u64>, b: &BTreeMap<String, u64>| {
            let is_beyond = |(rule, count): &(&String, &u64)| b.get(*rule).is_none_or(|other| other < *count);
            a.iter().filter(is_beyond).map(|(rule, _)| rule.clone()).collect()
        };
        Self { fewer: beyond(&old, &new), more: beyond(&new, &old) }
    }

    pub(super) fn are_equal(&self) -> bool {
        self.fewer.is_empty() && self.more.is_empty()
    }

    pub(super) fn changed(&self) -> BTreeSet<String> {
        self.fewer.iter().chain(&self.more).cloned().collect()
    }
}
