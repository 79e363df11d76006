//! A filter in a chain: a `[[filters]]` table.

use std::{collections::BTreeMap, io, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{
    limits::{BreakerConfig, LimitsOverride},
    located::{Located, is_reference},
};
use sluice_files::FileAccess;

/// One filter of a chain: a `[[filters]]` table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilterEntry {
    /// The name in lines, logs and metrics: 1 to 64 lower-case letters, digits and dashes.
    pub name: String,
    /// The component: a `.wasm` file, or `oci://…` of a registry.
    pub component: PathBuf,
    /// Passed to `configure` as JSON.
    #[serde(default = "empty_object")]
    pub config: serde_json::Value,
    /// The interfaces that it may import, beside `types`, `events`, `scanners` and `diagnostics`.
    #[serde(default = "default_allow")]
    pub allow: Vec<Interface>,
    /// What happens to a batch when the filter fails: by default `withhold` where it imports `redact`, else `skip`.
    #[serde(default)]
    pub on_failure: Option<OnFailure>,
    /// The limits that differ from those of its tenant, or of the service.
    #[serde(default)]
    pub limits: LimitsOverride,
    /// The least severe lines of `diagnostics.log` that reach the service's log. A filter sees personal data and writes
    /// these lines itself: allow no more than somebody reads.
    #[serde(default)]
    pub log: FilterLog,
    /// Replaces the breaker settings of the service.
    #[serde(default)]
    pub breaker: Option<BreakerConfig>,
    /// Test cases that have to pass before the filter is used. By default the directory `<component>.cases`, if there
    /// is one.
    #[serde(default)]
    pub cases: Option<PathBuf>,
    /// A component that may replace it later. It runs on copies of batches, with the same settings, permissions and
    /// limits, and nothing that it does is written.
    #[serde(default)]
    pub candidate: Option<PathBuf>,
    /// The share of batches that the candidate runs on.
    #[serde(default = "default_share")]
    pub share: f64,
    /// Where its component and its test cases may be. Not a key: it depends on whose file has the entry.
    #[serde(skip)]
    pub files: FileAccess,
    /// Of its component and its candidate, those that are not just read from where they are named. Not a key: it is
    /// found out before the filter is loaded.
    #[serde(skip)]
    pub located: BTreeMap<PathBuf, Located>,
}

impl FilterEntry {
    /// A filter with defaults for everything else.
    #[must_use]
    pub fn new(name: String, component: PathBuf) -> Self {
        Self {
            name,
            component,
            config: empty_object(),
            allow: default_allow(),
            on_failure: None,
            limits: LimitsOverride::default(),
            log: FilterLog::default(),
            breaker: None,
            cases: None,
            candidate: None,
            share: default_share(),
            files: FileAccess::Anywhere,
            located: BTreeMap::new(),
        }
    }

    /// The directory of its test cases, if it has any.
    #[must_use]
    pub fn cases_directory(&self) -> Option<PathBuf> {
        self.cases.clone().or_else(|| {
            if is_reference(&self.component) {
                return None;
            }
            let beside = self.component.with_extension("cases");
            let is_there = match self.files.metadata(&beside) {
                Ok(found) => found.is_dir(),
                // What cannot be looked at, such as a link to somewhere else, is refused when it is read.
                Err(error) => !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory),
            };
            is_there.then_some(beside)
        })
    }
}

fn empty_object() -> serde_json::Value {
    serde_json::Value::Object(serde_json::Map::new())
}

/// Enough to see a rule that one batch in a hundred needs within some thousand batches.
fn default_share() -> f64 {
    0.1
}

/// All interfaces but `personal`.
pub fn default_allow() -> Vec<Interface> {
    vec![Interface::Redact, Interface::Enrich, Interface::Context]
}

impl FilterEntry {
    /// Everything that is wrong with the entry by itself.
    #[must_use]
    pub fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        let shape = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !(1..=64).contains(&self.name.len()) || !self.name.bytes().all(shape) {
            mistakes.push(format!("`name` must be 1 to 64 lower-case letters, digits and dashes, not {:?}", self.name));
        }
        if !self.config.is_object() {
            mistakes.push("`config` must be a table".to_owned());
        }
        if self.breaker.is_some_and(|breaker| breaker.failures == 0 || breaker.open_ms == 0) {
            mistakes.push("`breaker.failures` and `breaker.open_ms` must be at least 1, not 0".to_owned());
        }
        if self.limits.contains("chain_cpu_ms") {
            mistakes.push(
                "`limits.chain_cpu_ms` is shared by all filters of a chain; set it in the tenant's `limits` or in `[limits]`"
                    .to_owned(),
            );
        }
        if !(0.0..=1.0).contains(&self.share) {
            mistakes.push(format!("`share` is a share of batches: 0 to 1, not {}", self.share));
        }
        mistakes.extend(self.limits.mistakes("limits."));
        mistakes
    }
}

/// The interfaces of `sluice:filter` that a chain grants by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interface {
    /// Removing and masking.
    Redact,
    /// Adding and changing.
    Enrich,
    /// The request without personal data.
    Context,
    /// The user and the client's address.
    Personal,
}

impl Interface {
    /// The name in the WIT, without package and version.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Redact => "redact",
            Self::Enrich => "enrich",
            Self::Context => "context",
            Self::Personal => "personal",
        }
    }
}

/// What happens to a batch when a filter fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFailure {
    /// Lines without content are written.
    Withhold,
    /// The batch goes on as if the filter had not run.
    Skip,
    /// The request is refused.
    Reject,
}

/// The least severe lines of a filter that reach the service's log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FilterLog {
    /// None.
    Off,
    /// Errors.
    Error,
    /// Warnings and errors.
    #[default]
    Warn,
    /// And information.
    Info,
    /// Everything.
    Debug,
}

impl FilterLog {
    /// As in the configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
        }
    }
}

#[cfg(test)]
mod tests;
