//! What a report is known by: everything that it says but for its age, and the time that follows from it.

use super::{members, report::Report};

use sluice_event::Json;
use std::{
    collections::HashMap,
    hash::{BuildHasher, Hash, Hasher, RandomState},
    sync::LazyLock,
};

/// Reports that say the same within this time are one event.
pub(super) const WINDOW_MS: i64 = 1_000;

/// What to know an event by when its report is delivered again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    /// Of all that it says, but for its age.
    pub hash: u64,
    /// When it happened: milliseconds since 1970.
    pub time: i64,
    /// Whether that is what the browser says; else it is when the request came.
    pub has_age: bool,
    /// How many reports it stands for.
    pub count: u64,
    /// Whether its body has no other.
    pub is_alone: bool,
}

/// What is known of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It has not been written.
    New {
        /// So many that said the same were not written either, and its line stands for them.
        merged: u64,
    },
    /// It has been written, or stands for one that has.
    Written,
    /// Its line comes later, and stands for what says the same until then: its body is to be read again at that time.
    Later,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Identity(u64);

impl Identity {
    pub(super) fn of(report: Json<'_>) -> Self {
        Self::hash(members(report).filter(|(name, _)| *name != "age"))
    }

    pub(super) fn of_violation(body: Json<'_>) -> Self {
        Self::hash(members(body))
    }

    fn hash<'a>(members: impl Iterator<Item = (&'a str, Json<'a>)>) -> Self {
        // Nobody can make two reports that differ look the same.
        static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        let mut hasher = KEYS.build_hasher();
        for (name, value) in members {
            name.hash(&mut hasher);
            value.text().is_some().hash(&mut hasher);
            value.text().unwrap_or_else(|| value.raw()).hash(&mut hasher);
        }
        Self(hasher.finish())
    }
}

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
