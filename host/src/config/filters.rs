//! Filters: what stands in a chain, what a run may use, and where compiled filters are kept.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// One filter of a chain: a `[[filters]]` table.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilterEntry {
    /// Stands in lines, logs and metrics: 1 to 64 lower-case letters, digits and dashes.
    pub name: String,
    /// The component, a `.wasm` file.
    pub component: PathBuf,
    /// Handed to `configure` as JSON.
    #[serde(default = "empty_object")]
    pub config: serde_json::Value,
    /// The interfaces that it may import, beside `types`, `events`, `scanners` and `diagnostics`.
    #[serde(default = "default_allow")]
    pub allow: Vec<Interface>,
    /// What becomes of a batch when the filter fails: by default `withhold` where it imports `redact`, else `skip`.
    #[serde(default)]
    pub on_failure: Option<OnFailure>,
    /// The limits that differ from those of its tenant, or of the service.
    #[serde(default)]
    pub limits: LimitsOverride,
    /// The least severe lines of `diagnostics.log` that reach the service's log. A filter sees personal data and writes
    /// these lines itself: allow no more than somebody reads.
    #[serde(default)]
    pub log: FilterLog,
    /// In place of the breaker of the service.
    #[serde(default)]
    pub breaker: Option<BreakerConfig>,
    /// Cases that have to hold before the filter is used; by default the directory `<component>.cases`, if there is one.
    #[serde(default)]
    pub cases: Option<PathBuf>,
}

impl FilterEntry {
    /// A filter with the default of everything else.
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
        }
    }

    /// Where its cases are, if it has any.
    #[must_use]
    pub fn cases_directory(&self) -> Option<PathBuf> {
        self.cases.clone().or_else(|| Some(self.component.with_extension("cases")).filter(|beside| beside.is_dir()))
    }
}

fn empty_object() -> serde_json::Value {
    serde_json::Value::Object(serde_json::Map::new())
}

fn default_allow() -> Vec<Interface> {
    vec![Interface::Redact, Interface::Enrich, Interface::Context]
}

impl FilterEntry {
    /// Everything that is wrong with it by itself.
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
        if self.breaker.is_some_and(|breaker| breaker.failures == 0) {
            mistakes.push("`breaker.failures` must be at least 1".to_owned());
        }
        mistakes
    }
}

impl PoolConfig {
    /// Everything that is wrong with it.
    #[must_use]
    pub fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        if self.sandboxes == 0 || self.sandboxes > self.slots {
            mistakes.push("`pool.sandboxes` must be at least 1 and at most `pool.slots`".to_owned());
        }
        if !(64 << 10..=1 << 20).contains(&self.stack_bytes) {
            mistakes.push("`pool.stack_bytes` must be 64 KiB to 1 MiB: a thread of the service has 2 MiB".to_owned());
        }
        mistakes
    }
}

/// The interfaces of `sluice:filter` that a chain grants by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interface {
    /// Taking away.
    Redact,
    /// Adding and changing.
    Enrich,
    /// The request, without what is personal about it.
    Context,
    /// The user and the client's address.
    Personal,
}

impl Interface {
    /// As in the WIT, without package and version.
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

/// What becomes of a batch when a filter fails.
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

/// What one run of one filter may use: `[limits]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RunLimits {
    /// Processor time, milliseconds. A good run takes microseconds; ten of these still fit a client's patience.
    pub cpu_ms: u64,
    /// Wall time, milliseconds: for a machine so busy that processor time stands still.
    pub wall_ms: u64,
    /// Linear memory, bytes; no more than `pool.memory_bytes`.
    pub memory_bytes: u64,
    /// Elements of all tables together; no more than `pool.table_elements`.
    pub table_elements: usize,
    /// Calls into the host.
    pub host_calls: u32,
    /// Bytes that one call may carry into the host.
    pub host_call_bytes: usize,
    /// Edits of the batch; every match of a scan is one.
    pub edits: usize,
    /// Bytes by which edits may make the batch longer.
    pub growth_bytes: usize,
    /// Bytes by which edits may make one event longer.
    pub event_growth_bytes: usize,
    /// Lines of `diagnostics.log`; more are counted and not written.
    pub log_lines: u32,
    /// Bytes of `diagnostics.log`; a line that does not fit is cut.
    pub log_bytes: usize,
    /// Calls of `diagnostics.count` and `diagnostics.observe` that count; more are ignored.
    pub measurements: u32,
    /// Names of counters, of histograms and of rules that become series of metrics, as long as the filter is loaded; the
    /// names after these share `other`.
    pub metric_names: usize,
}

impl Default for RunLimits {
    fn default() -> Self {
        Self {
            cpu_ms: 10,
            wall_ms: 50,
            memory_bytes: 32 * MIB,
            table_elements: 20_000,
            host_calls: 10_000,
            host_call_bytes: 4 << 20,
            edits: 100_000,
            growth_bytes: 1 << 20,
            // A line has 64 KiB: what grows by more is cut anyway.
            event_growth_bytes: 128 << 10,
            log_lines: 16,
            log_bytes: 4 << 10,
            measurements: 64,
            metric_names: 32,
        }
    }
}

/// Some of the limits, in place of those that hold without it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(try_from = "toml::Table")]
pub struct LimitsOverride(toml::Table);

impl TryFrom<toml::Table> for LimitsOverride {
    type Error = toml::de::Error;

    fn try_from(table: toml::Table) -> Result<Self, Self::Error> {
        table.clone().try_into::<RunLimits>().map(|_| Self(table))
    }
}

impl LimitsOverride {
    /// `limits`, but for what this says.
    #[must_use]
    pub fn over(&self, limits: &RunLimits) -> RunLimits {
        let Ok(mut table) = toml::Table::try_from(limits) else { return limits.clone() };
        table.extend(self.0.clone());
        table.try_into().unwrap_or_else(|_| limits.clone())
    }
}

/// When a failing filter is left alone: `[breaker]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BreakerConfig {
    /// Failures in a row that open it.
    pub failures: u32,
    /// Milliseconds until one run probes the filter again.
    pub open_ms: u64,
}

impl Default for BreakerConfig {
    fn default() -> Self {
        Self { failures: 5, open_ms: 10_000 }
    }
}

/// The pool that sandboxes come from: `[pool]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PoolConfig {
    /// Sandboxes at once; a request that finds none is answered 503. A run never waits, so more than a few for each core
    /// serve nobody.
    pub sandboxes: u32,
    /// Slots that keep a filter's memory mapped between requests; they should cover the filters that are in use at once.
    /// Each takes 4 GiB of address space, and memory for what was touched in it, up to `keep_resident_bytes`.
    pub slots: u32,
    /// Bytes of compiled filters that are mapped at once. Past it the one that was not used for longest makes room, and is
    /// mapped again when a request needs it.
    pub loaded_bytes: u64,
    /// The largest linear memory that any filter may have, bytes.
    pub memory_bytes: usize,
    /// Bytes of a slot that stay in memory between requests, reset by copying instead of by a system call.
    pub keep_resident_bytes: usize,
    /// Elements of the largest table. JavaScript guests need up to 200,000.
    pub table_elements: usize,
    /// Bytes of wasmtime's own records for one instance. JavaScript guests need up to 10 MiB.
    pub instance_bytes: usize,
    /// The stack of a guest, bytes; a thread of the service has 2 MiB.
    pub stack_bytes: usize,
    /// Resetting slots through the kernel's `PAGEMAP_SCAN`: five times faster with two threads.
    pub pagemap_scan: PagemapScan,
}

impl Default for PoolConfig {
    fn default() -> Self {
        Self {
            sandboxes: 256,
            slots: 2_000,
            loaded_bytes: 2048 * MIB,
            memory_bytes: 32 << 20,
            keep_resident_bytes: 512 << 10,
            table_elements: 20_000,
            instance_bytes: 1 << 20,
            stack_bytes: 512 << 10,
            pagemap_scan: PagemapScan::Auto,
        }
    }
}

/// Whether slots are reset through `PAGEMAP_SCAN`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PagemapScan {
    /// Where the kernel has it and the process cannot swap: wasmtime 48 leaves a page that was swapped out as it was.
    #[default]
    Auto,
    /// Never.
    Off,
}

/// Loading filters, and the compiled filters on disk: `[store]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    /// Holds native code that this service runs: a directory of its own, which nobody else can write.
    pub directory: PathBuf,
    /// The largest component, bytes.
    pub component_bytes: u64,
    /// The largest compiled filter, bytes.
    pub artifact_bytes: u64,
    /// All compiled filters, bytes. Past it those go that were used longest ago, but none that this process uses.
    pub max_bytes: u64,
    /// Processor seconds of the child process that compiles and configures one filter.
    pub cpu_seconds: u64,
    /// Wall seconds of it.
    pub wall_seconds: u64,
    /// Memory of it, bytes.
    pub memory_bytes: u64,
    /// Processor milliseconds of `configure`, and of `warm-up`.
    pub configure_ms: u64,
    /// Filters that are loaded at once.
    pub at_once: usize,
    /// Days after which a compiled filter that nobody loads is removed, at a start of the service.
    pub keep_days: u64,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            directory: PathBuf::from("/var/lib/sluice/filters"),
            component_bytes: 32 * MIB,
            artifact_bytes: 256 * MIB,
            max_bytes: 8192 * MIB,
            cpu_seconds: 60,
            wall_seconds: 120,
            memory_bytes: 2048 * MIB,
            configure_ms: 2_000,
            at_once: 2,
            keep_days: 30,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_takes_its_configuration_as_toml_and_unknown_keys_are_errors() {
        let text = "name = 'redact-pii'\ncomponent = 'redact-pii.wasm'\nconfig = { kinds = ['email'], share = 0.5, count = 3 }";
        let entry: FilterEntry = toml::from_str(text).expect("an entry");
        assert_eq!(entry.config.to_string(), r#"{"count":3,"kinds":["email"],"share":0.5}"#);
        assert_eq!(entry.allow, [Interface::Redact, Interface::Enrich, Interface::Context]);
        assert!(entry.mistakes().is_empty());
        assert!(toml::from_str::<FilterEntry>(&format!("{text}\non_failures = 'skip'")).is_err());
    }

    #[test]
    fn limits_that_are_not_named_stay_as_they_are() {
        let over: LimitsOverride = toml::from_str("cpu_ms = 3").expect("limits");
        let base = RunLimits { wall_ms: 77, ..RunLimits::default() };
        assert_eq!(over.over(&base), RunLimits { cpu_ms: 3, wall_ms: 77, ..RunLimits::default() });
        assert!(toml::from_str::<LimitsOverride>("cpu = 3").is_err());
        assert!(toml::from_str::<LimitsOverride>("cpu_ms = 'many'").is_err());
    }

    #[test]
    fn names_are_made_for_labels() {
        for name in ["", "A", "a b", "a\n", &"a".repeat(65)] {
            let text = format!("name = {name:?}\ncomponent = 'x'");
            assert_eq!(toml::from_str::<FilterEntry>(&text).expect("an entry").mistakes().len(), 1, "{name:?}");
        }
    }
}
