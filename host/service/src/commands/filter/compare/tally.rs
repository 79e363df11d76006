//! Counts what differs between two runs, by place and rule. Values are kept as one example of each.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use super::{
    compared::Compared,
    meaning::{Meaning, meanings},
    receipts::Receipts,
};
use crate::commands::filter::{changes::leaf_changes, recorded::WrittenLine, shown::shown};

/// Places that are told apart. What comes after these is counted together.
const MAX_PLACES: usize = 500;
const MORE_PLACES: &str = "(further places)";
/// Where a whole event was dropped.
const WHOLE_EVENT: &str = "(event)";
const DROPPED: &str = "dropped";

/// Where, and under which rule; empty where no rule tells.
pub(crate) type Place = (Meaning, String, String);

/// All differences with the same place, rule and meaning.
#[derive(Default)]
pub(crate) struct Difference {
    pub(crate) count: u64,
    /// What OLD and NEW wrote there, once.
    pub(crate) example: Option<(String, String)>,
}

/// What differs in all batches so far.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) batches: u64,
    pub(crate) events: u64,
    pub(crate) equal: u64,
    pub(crate) differences: BTreeMap<Place, Difference>,
    /// Batches on which only NEW failed, by filter and outcome.
    pub(crate) newly_failing: BTreeMap<String, u64>,
    /// Batches on which only OLD failed.
    pub(crate) no_longer_failing: u64,
    /// Batches on which both failed.
    pub(crate) both_failing: u64,
    pub(crate) old_cpu: Duration,
    pub(crate) new_cpu: Duration,
}

impl Tally {
    /// Whether NEW takes less away than OLD, or fails where OLD did not.
    pub(crate) fn takes_less(&self) -> bool {
        !self.newly_failing.is_empty() || self.count_of(Meaning::Fewer) > 0
    }

    pub(crate) fn differs(&self) -> bool {
        !self.differences.is_empty() || !self.newly_failing.is_empty() || self.no_longer_failing > 0
    }

    /// Processor time of NEW over that of OLD.
    pub(crate) fn slowdown(&self) -> f64 {
        self.new_cpu.as_secs_f64() / self.old_cpu.as_secs_f64().max(1e-9)
    }

    pub(crate) fn count_of(&self, meaning: Meaning) -> u64 {
        self.differences.iter().filter(|((of, ..), _)| *of == meaning).map(|(_, found)| found.count).sum()
    }

    pub(crate) fn add(&mut self, compared: Compared) {
        let Compared { sent, old, new } = compared;
        self.batches += 1;
        self.events += sent.len() as u64;
        match (&old.failure, &new.failure) {
            (Some(_), Some(_)) => self.both_failing += 1,
            (Some(_), None) => self.no_longer_failing += 1,
            (None, Some(how)) => *self.newly_failing.entry(how.clone()).or_default() += 1,
            (None, None) => {
                (self.old_cpu, self.new_cpu) = (self.old_cpu + old.cpu, self.new_cpu + new.cpu);
                let by_event = |lines: Vec<WrittenLine>| -> BTreeMap<u32, WrittenLine> {
                    lines.into_iter().map(|line| (line.event, line)).collect()
                };
                let (old, new) = (by_event(old.lines), by_event(new.lines));
                for line in &sent {
                    self.add_event(line, old.get(&line.event), new.get(&line.event));
                }
            }
        }
    }

    fn add_event(&mut self, sent: &WrittenLine, old: Option<&WrittenLine>, new: Option<&WrittenLine>) {
        let whole = |meaning| (meaning, WHOLE_EVENT.to_owned(), DROPPED.to_owned());
        match (old, new) {
            (None, None) => self.equal += 1,
            (None, Some(new)) => self.count(whole(Meaning::Fewer), None, Some(&new.content)),
            (Some(old), None) => self.count(whole(Meaning::More), Some(&old.content), None),
            (Some(old), Some(new)) if old.text == new.text => self.equal += 1,
            (Some(old), Some(new)) => self.add_lines(&sent.content, old, new),
        }
    }

    fn add_lines(&mut self, sent: &Value, old: &WrittenLine, new: &WrittenLine) {
        let receipts = Receipts::of(old, new);
        let found = leaf_changes(&old.content, &new.content);
        if found.is_empty() && receipts.are_equal() {
            // Only the versions in the receipts differ.
            self.equal += 1;
            return;
        }
        for change in &found {
            let (before, after) = (change.before, change.after);
            for (meaning, rules) in meanings(sent.pointer(&change.path), before, after, &receipts) {
                for rule in rules {
                    self.count((meaning, general(&change.path), rule), before, after);
                }
            }
        }
        if found.is_empty() {
            for rule in receipts.changed() {
                self.count((Meaning::Other, "(receipts)".to_owned(), rule), None, None);
            }
        }
    }

    fn count(&mut self, place: Place, old: Option<&Value>, new: Option<&Value>) {
        let place = if self.differences.len() < MAX_PLACES || self.differences.contains_key(&place) {
            place
        } else {
            (place.0, MORE_PLACES.to_owned(), String::new())
        };
        let difference = self.differences.entry(place).or_default();
        difference.count += 1;
        let text = |value: Option<&Value>| value.map_or_else(|| "(nothing)".to_owned(), shown);
        difference.example.get_or_insert_with(|| (text(old), text(new)));
    }
}

/// The path without what is content: numbers of elements, and names that nobody chose as names.
fn general(path: &str) -> String {
    let is_plain = |name: &str| {
        name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    };
    let parts = path.split('/').map(|part| match part {
        number if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => "*",
        name if is_plain(name) => name,
        _ => "(a name)",
    });
    parts.collect::<Vec<_>>().join("/")
}
