//! `[limits]` and `[breaker]`: what a run of a filter may use, and when a filter that fails is not run for some time.

use serde::{Deserialize, Serialize};
use std::time::Duration;

const MIB: u64 = 1 << 20;
/// Of a batch: `cpu_ms` is for them.
const UNCOUNTED_BYTES: u64 = 256 << 10;

/// What one run of one filter may use: `[limits]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RunLimits {
    /// Processor time, milliseconds. A good run takes microseconds; ten of these still fit a client's patience.
    pub cpu_ms: u64,
    /// Further processor time for each MiB of a batch beyond the first 256 KiB, milliseconds; the chain has that of all its filters.
    pub cpu_ms_per_mib: u64,
    /// Processor time of all filters of a chain together for one batch, milliseconds. Belongs to the chain: no filter
    /// has one of its own. At least what the filter with the largest `cpu_ms` has.
    pub chain_cpu_ms: u64,
    /// Wall time, milliseconds, in the slow lane: a batch that has waited longer for the processor, and for at least
    /// two seconds, is refused with 503. Has no effect on threads that serve.
    pub wall_ms: u64,
    /// Linear memory, bytes; no more than `pool.memory_bytes`.
    pub memory_bytes: u64,
    /// Elements of all tables together; no more than `pool.table_elements`.
    pub table_elements: usize,
    /// Calls into the host.
    pub host_calls: u32,
    /// Bytes that one call may carry into the host: strings, and the elements of lists. They are copied and checked
    /// before the host looks at them.
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
    /// Names of counters, of histograms and of rules that become series of metrics, as long as the filter is loaded;
    /// the names after these share `other`.
    pub metric_names: usize,
}

impl RunLimits {
    /// The processor time of a run on a batch of so many bytes that is not in `cpu_ms`.
    pub(crate) fn further_cpu(&self, batch_bytes: usize) -> Duration {
        let bytes = (batch_bytes as u64).saturating_sub(UNCOUNTED_BYTES);
        Duration::from_micros(self.cpu_ms_per_mib.saturating_mul(1_000).saturating_mul(bytes) / MIB)
    }

    /// Limits with which no run could succeed. `key` is the prefix of their keys, with a dot.
    pub fn mistakes(&self, key: &str) -> Vec<String> {
        let positive = [
            ("cpu_ms", self.cpu_ms),
            ("chain_cpu_ms", self.chain_cpu_ms),
            ("wall_ms", self.wall_ms),
            ("memory_bytes", self.memory_bytes),
        ];
        let zero = positive.iter().filter(|(_, value)| *value == 0);
        zero.map(|(name, _)| format!("{key}{name}: 0 is not taken, no run could end well; at least 1")).collect()
    }
}

impl Default for RunLimits {
    fn default() -> Self {
        Self {
            cpu_ms: 10,
            // Ordinary text takes a tenth of it.
            cpu_ms_per_mib: 50,
            // A client's request holds a thread no longer, however many filters there are.
            chain_cpu_ms: 50,
            wall_ms: 50,
            memory_bytes: 32 * MIB,
            table_elements: 20_000,
            host_calls: 10_000,
            // The longest text that a body can have, after decompression.
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

/// Limits that replace some of those that apply otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "toml::Table")]
pub struct LimitsOverride(toml::Table);

impl TryFrom<toml::Table> for LimitsOverride {
    type Error = toml::de::Error;

    fn try_from(table: toml::Table) -> Result<Self, Self::Error> {
        table.clone().try_into::<RunLimits>().map(|_| Self(table))
    }
}

impl LimitsOverride {
    /// `limits`, with these limits in place of theirs.
    #[must_use]
    pub fn apply_to(&self, limits: &RunLimits) -> RunLimits {
        let Ok(mut table) = toml::Table::try_from(limits) else { return limits.clone() };
        table.extend(self.0.clone());
        table.try_into().unwrap_or_else(|_| limits.clone())
    }

    /// Whether it has a limit with this key.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The limits that exceed those of `most`: key, value, and the value of `most`.
    pub fn exceeding(&self, most: &RunLimits) -> Vec<(&str, i64, i64)> {
        let most = toml::Table::try_from(most).unwrap_or_default();
        let number = |value: &toml::Value| value.as_integer().unwrap_or(i64::MAX);
        let asked = self.0.iter().map(|(key, asked)| (key.as_str(), number(asked), most.get(key).map_or(0, number)));
        asked.filter(|(_, asked, most)| asked > most).collect()
    }

    /// Limits with which no run could succeed. `key` is the prefix of their keys, with a dot.
    pub fn mistakes(&self, key: &str) -> Vec<String> {
        self.apply_to(&RunLimits::default()).mistakes(key)
    }
}

/// When a filter that fails is not run for some time: `[breaker]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BreakerConfig {
    /// Failures in a row that open it.
    pub failures: u32,
    /// Milliseconds until one run probes the filter.
    pub open_ms: u64,
}

impl Default for BreakerConfig {
    fn default() -> Self {
        Self { failures: 5, open_ms: 10_000 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_that_are_not_named_stay_as_they_are() {
        let over: LimitsOverride = toml::from_str("cpu_ms = 3").expect("limits");
        let base = RunLimits { wall_ms: 77, ..RunLimits::default() };
        assert_eq!(over.apply_to(&base), RunLimits { cpu_ms: 3, wall_ms: 77, ..RunLimits::default() });
        assert!(toml::from_str::<LimitsOverride>("cpu = 3").is_err());
        assert!(toml::from_str::<LimitsOverride>("cpu_ms = 'many'").is_err());
    }
}
