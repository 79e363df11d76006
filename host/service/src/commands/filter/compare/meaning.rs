//! What a change means: whether NEW takes less away than OLD, or more.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{
    kept::{self, Kept},
    receipts::Receipts,
};

/// What a difference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// NEW leaves what OLD took away.
    Fewer,
    /// NEW takes away what OLD left.
    More,
    /// Another value, of which that cannot be said.
    Other,
}

impl Meaning {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Fewer => "fewer",
            Self::More => "more",
            Self::Other => "other",
        }
    }
}

/// What a change means, and the rules that tell: at least one, which is empty where none does.
pub(super) fn meanings(
    sent: Option<&Value>,
    old: Option<&Value>,
    new: Option<&Value>,
    receipts: &Receipts,
) -> Vec<(Meaning, BTreeSet<String>)> {
    let (kept_by_old, kept_by_new) = (Kept::of(sent, old), Kept::of(sent, new));
    let (of_old, of_new) = (kept::rules(old), kept::rules(new));
    let mut found = Vec::new();
    if kept_by_new.leaves_more_than(&kept_by_old) == Some(true) {
        found.push((Meaning::Fewer, rules_beyond(&of_old, &of_new, &receipts.fewer)));
    }
    if kept_by_old.leaves_more_than(&kept_by_new) == Some(true) {
        found.push((Meaning::More, rules_beyond(&of_new, &of_old, &receipts.more)));
    }
    if found.is_empty() {
        let both = of_old.into_keys().chain(of_new.into_keys()).collect();
        found.push((Meaning::Other, or_none(both)));
    }
    found
}

/// The rules that have more marks than among the others. If there are no such, all that have marks, or those of the
/// receipts: what was removed has no mark.
fn rules_beyond(
    marks: &BTreeMap<String, u64>,
    others: &BTreeMap<String, u64>,
    receipts: &[String],
) -> BTreeSet<String> {
    let is_beyond = |(rule, count): &(&String, &u64)| others.get(*rule).is_none_or(|other| other < *count);
    let beyond: BTreeSet<String> = marks.iter().filter(is_beyond).map(|(rule, _)| rule.clone()).collect();
    if !beyond.is_empty() {
        beyond
    } else if !marks.is_empty() {
        marks.keys().cloned().collect()
    } else {
        or_none(receipts.iter().cloned().collect())
    }
}

fn or_none(rules: BTreeSet<String>) -> BTreeSet<String> {
    if rules.is_empty() { BTreeSet::from([String::new()]) } else { rules }
}
