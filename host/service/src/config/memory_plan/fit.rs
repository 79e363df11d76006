//! Makes the keys that the file does not set fit into the limit.

use super::{
    parts::{PARTS, Part, size},
    plan::{MemoryPlan, SERVICE_BYTES},
};
use crate::{
    config::settings::Config,
    memory::limit::{LimitSource, MemoryLimit},
};
use toml::Table;

const MIB: u64 = 1 << 20;
/// What the process needs beyond what is counted, in percent: what the allocator cannot use for anything else.
const SLACK_PERCENT: u64 = 8;

/// Makes keys that the file does not set fit into the limit: its own, or else what was `found`. A default that fits stays.
pub(in crate::config) fn fit(
    config: &mut Config,
    file: &Table,
    found: Option<MemoryLimit>,
    mistakes: &mut Vec<String>,
) {
    let limit = match config.memory.limit_bytes {
        0 => found,
        bytes => Some(MemoryLimit { bytes, source: LimitSource::Configured }),
    };
    config.memory.limit = limit;
    let Some(limit) = limit else { return };
    let is_set = |section: &str, key: &str| file.get(section).and_then(|section| section.get(key)).is_some();
    fit_single_sizes(config, limit.bytes, is_set);
    share_out(config, limit.bytes, is_set);
    // Each sandbox has a slot.
    if !is_set("pool", "slots") {
        config.pool.slots = config.pool.slots.max(config.pool.sandboxes);
    } else if !is_set("pool", "sandboxes") {
        config.pool.sandboxes = config.pool.sandboxes.min(config.pool.slots);
    }
    let plan = MemoryPlan::of(config, limit);
    if plan.sum() > limit.bytes {
        mistakes.push(format!("memory: {plan}; set less of them, or give the process more"));
    }
}

/// Makes parts that the file does not set no larger than their shares of what the others leave.
fn share_out(config: &mut Config, limit: u64, is_set: impl Fn(&str, &str) -> bool) {
    let (set, mut free): (Vec<_>, Vec<_>) = PARTS.iter().partition(|part| is_set(part.key.0, part.key.1));
    let taken = set.iter().map(|part| (part.bytes)(config)).fold(SERVICE_BYTES, u64::saturating_add);
    let mut left = (limit - limit / 100 * SLACK_PERCENT).saturating_sub(taken);
    while !free.is_empty() {
        let weights: u64 = free.iter().map(|part| part.weight).sum();
        let share_of = |part: &Part| (left / weights * part.weight).max(part.least);
        // What needs less than its share goes first: the others share what it leaves.
        let modest = free.iter().position(|part| (part.bytes)(config) <= share_of(part));
        let part = free.remove(modest.unwrap_or(0));
        let share = share_of(part);
        if modest.is_none() {
            (part.shrink)(config, share);
        }
        left = left.saturating_sub((part.bytes)(config));
    }
}

/// What one sandbox and one process that loads may have, before anything is multiplied by it.
fn fit_single_sizes(config: &mut Config, limit: u64, is_set: impl Fn(&str, &str) -> bool) {
    let (sandbox, few_loads) = (power_of_two_below(limit / 32).max(8 * MIB), limit < 8192 * MIB);
    if !is_set("pool", "memory_bytes") {
        config.pool.memory_bytes = config.pool.memory_bytes.min(size(sandbox));
    }
    if !is_set("limits", "memory_bytes") {
        config.limits.memory_bytes = config.limits.memory_bytes.min(config.pool.memory_bytes as u64);
    }
    if !is_set("store", "at_once") && few_loads {
        config.store.at_once = 1;
    }
}

fn power_of_two_below(bytes: u64) -> u64 {
    bytes.checked_ilog2().map_or(1, |bits| 1 << bits)
}
