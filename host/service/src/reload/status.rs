//! What was loaded and what was refused, for `/filters`.

use super::watch::Cause;
use jiff::Timestamp;
use parking_lot::Mutex;
use serde::Serialize;
use std::{collections::BTreeMap, ops::AddAssign};

/// Stands for the operator's own file among the chains.
pub(super) const OPERATOR: &str = "configuration";
/// Stands for the directory of the tenants' directories.
pub(super) const DIRECTORY: &str = "tenants_directory";

/// See the module.
#[derive(Default)]
pub struct ReloadStatus(Mutex<State>);

#[derive(Default)]
struct State {
    last: Option<LastReload>,
    problems: BTreeMap<String, Problem>,
}

/// The last time that something changed.
#[derive(Clone, Debug, Serialize)]
pub struct LastReload {
    /// RFC 3339.
    pub at: String,
    /// `started`, `changed`, `asked` (SIGHUP) or `poll`.
    pub cause: &'static str,
    /// `loaded`, or `refused` where any part was.
    pub result: &'static str,
    /// Parts that are new: the operator's file counts as one, each tenant as one.
    pub changed: usize,
    /// Parts that were refused.
    pub refused: usize,
}

/// Why a chain is not what its files say.
#[derive(Clone, Debug, Serialize)]
pub struct Problem {
    /// RFC 3339.
    pub since: String,
    /// `refused`, or `pending`: it waits to be pulled or compiled.
    pub state: ChainStatus,
    /// The first ten mistakes, a text each, and one more that counts the rest.
    pub why: Vec<String>,
}

/// See [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChainStatus {
    /// Its files are wrong.
    Refused,
    /// It waits to be pulled or compiled.
    Pending,
}

/// What a look at the files has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Parts that are new.
    pub changed: usize,
    /// Parts that were refused.
    pub refused: usize,
}

impl Report {
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.changed += other.changed;
        self.refused += other.refused;
    }
}

impl ReloadStatus {
    /// The last reload, if there was one.
    #[must_use]
    pub fn last(&self) -> Option<LastReload> {
        self.0.lock().last.clone()
    }

    /// By tenant; `configuration` for the operator's file, `tenants_directory` where that cannot be read.
    #[must_use]
    pub fn problems(&self) -> BTreeMap<String, Problem> {
        self.0.lock().problems.clone()
    }

    pub(super) fn reloaded(&self, cause: Cause, report: Report) {
        self.0.lock().last = Some(LastReload {
            at: now(),
            cause: cause.as_str(),
            result: if report.refused == 0 { "loaded" } else { "refused" },
            changed: report.changed,
            refused: report.refused,
        });
    }

    pub(super) fn refused(&self, chain: &str, why: Vec<String>) {
        self.set(chain, ChainStatus::Refused, why);
    }

    pub(super) fn pending(&self, chain: &str, why: Vec<String>) {
        self.set(chain, ChainStatus::Pending, why);
    }

    fn set(&self, chain: &str, state: ChainStatus, why: Vec<String>) {
        let problem = Problem { since: now(), state, why };
        self.0.lock().problems.insert(chain.to_owned(), problem);
    }

    pub(super) fn solved(&self, chain: &str) {
        self.0.lock().problems.remove(chain);
    }
}

fn now() -> String {
    format!("{:.0}", Timestamp::now())
}
