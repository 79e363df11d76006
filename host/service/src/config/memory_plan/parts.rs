//! The parts of the service that may hold much, with the key that says how much.

use crate::config::settings::Config;

const MIB: u64 = 1 << 20;
/// A process that compiles a filter has a third of its limit in memory; the rest is reserved and never touched (measured with
/// the filters of this repository). If one takes more than there is, the kernel ends it before the service.
const LOADING_DIVISOR: u64 = 3;
/// One remembered token.
const TOKEN_BYTES: u64 = 250;

/// One part: what it may hold is a product of a key with what one of these takes.
pub(super) struct Part {
    pub(super) name: &'static str,
    /// Section and name of the key that follows the limit where the file does not set it.
    pub(super) key: (&'static str, &'static str),
    /// Of what is left when all that the file sets is taken.
    pub(super) weight: u64,
    /// The least that the part works with, bytes.
    pub(super) least: u64,
    pub(super) bytes: fn(&Config) -> u64,
    /// Makes the part no larger than so many bytes.
    pub(super) shrink: fn(&mut Config, u64),
}

pub(super) const PARTS: [Part; 8] = [
    Part {
        name: "loading filters",
        key: ("store", "memory_bytes"),
        weight: 15,
        least: 86 * MIB,
        bytes: |config| config.store.memory_bytes.saturating_mul(config.store.at_once as u64) / LOADING_DIVISOR,
        shrink: |config, bytes| {
            config.store.memory_bytes = bytes * LOADING_DIVISOR / (config.store.at_once as u64).max(1)
        },
    },
    Part {
        name: "code",
        key: ("pool", "loaded_bytes"),
        weight: 16,
        least: 16 * MIB,
        bytes: |config| config.pool.loaded_bytes,
        shrink: |config, bytes| config.pool.loaded_bytes = bytes,
    },
    Part {
        name: "slots",
        key: ("pool", "slots"),
        weight: 6,
        least: 8 * MIB,
        bytes: |config| u64::from(config.pool.slots).saturating_mul(config.pool.keep_resident_bytes as u64),
        shrink: |config, bytes| config.pool.slots = count(bytes, config.pool.keep_resident_bytes as u64, 4),
    },
    Part {
        name: "sandboxes",
        key: ("pool", "sandboxes"),
        weight: 14,
        least: 16 * MIB,
        bytes: |config| u64::from(config.pool.sandboxes).saturating_mul(config.pool.memory_bytes as u64),
        shrink: |config, bytes| config.pool.sandboxes = count(bytes, config.pool.memory_bytes as u64, 2),
    },
    Part {
        name: "requests",
        key: ("body", "max_buffered_bytes"),
        weight: 15,
        least: 12 * MIB,
        bytes: |config| config.body.max_buffered_bytes as u64,
        shrink: |config, bytes| config.body.max_buffered_bytes = size(bytes),
    },
    Part {
        name: "connections",
        key: ("server", "max_connection_bytes"),
        weight: 15,
        least: 8 * MIB,
        bytes: |config| config.server.max_connection_bytes as u64,
        shrink: |config, bytes| config.server.max_connection_bytes = size(bytes),
    },
    Part {
        name: "lines",
        key: ("stdout", "max_waiting_bytes"),
        weight: 4,
        least: 4 * MIB,
        bytes: |config| config.stdout.max_waiting_bytes as u64,
        shrink: |config, bytes| config.stdout.max_waiting_bytes = size(bytes),
    },
    Part {
        name: "tokens",
        key: ("auth", "max_good"),
        weight: 5,
        least: 2 * MIB,
        bytes: |config| (config.auth.max_good as u64 + config.auth.max_refused as u64).saturating_mul(TOKEN_BYTES),
        shrink: |config, bytes| {
            let each = size(bytes / TOKEN_BYTES / 2);
            config.auth.max_good = config.auth.max_good.min(each);
            config.auth.max_refused = config.auth.max_refused.min(each);
        },
    },
];

fn count(bytes: u64, each: u64, least: u32) -> u32 {
    u32::try_from(bytes / each.max(1)).unwrap_or(u32::MAX).max(least)
}

pub(super) fn size(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}
