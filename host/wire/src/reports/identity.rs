//! What a report is known by: everything that it says but for its age, and the time that follows from it.

use sluice_event::Json;
use std::{
    hash::{BuildHasher, Hash, Hasher, RandomState},
    sync::LazyLock,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Identity(pub(super) u64);

impl Identity {
    pub(super) fn of(report: Json<'_>) -> Self {
        Self::hash(report.said_members().filter(|(name, _)| *name != "age"))
    }

    pub(super) fn of_violation(body: Json<'_>) -> Self {
        Self::hash(body.said_members())
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
