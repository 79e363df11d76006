//! The sum: what each part of the service may hold at most, and the limit that all of it has to fit into.

use super::parts::PARTS;
use crate::{config::settings::Config, memory::limit::MemoryLimit};
use std::fmt;

const MIB: u64 = 1 << 20;
/// Of the service itself: code, threads, metrics, and batches while they are decoded.
pub(super) const SERVICE_BYTES: u64 = 48 * MIB;

/// Section and name.
type Key = (&'static str, &'static str);

/// What each part may hold.
pub struct MemoryPlan {
    limit: MemoryLimit,
    parts: Vec<(&'static str, Option<Key>, u64)>,
}

impl Config {
    /// What the parts of the service may hold; none where the limit is not known.
    #[must_use]
    pub fn memory_plan(&self) -> Option<MemoryPlan> {
        self.memory.limit.map(|limit| MemoryPlan::of(self, limit))
    }
}

impl MemoryPlan {
    /// That of a configuration.
    #[must_use]
    pub fn of(config: &Config, limit: MemoryLimit) -> Self {
        let parts = PARTS.iter().map(|part| (part.name, Some(part.key), (part.bytes)(config)));
        Self { limit, parts: [("the service itself", None, SERVICE_BYTES)].into_iter().chain(parts).collect() }
    }

    /// Of all parts.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.parts.iter().map(|(.., bytes)| *bytes).fold(0, u64::saturating_add)
    }
}

/// `940 of 1000 MiB (the control group's limit) may be in use: 48 the service itself, 238 loading filters (store.memory_bytes), …`
impl fmt::Display for MemoryPlan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MemoryLimit { bytes, source } = self.limit;
        let sum = self.sum().div_ceil(MIB);
        write!(formatter, "{sum} of {} MiB ({source}) may be in use: ", bytes / MIB)?;
        for (number, (name, key, bytes)) in self.parts.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(formatter, "{comma}{} {name}", bytes.div_ceil(MIB))?;
            if let Some((section, key)) = key {
                write!(formatter, " ({section}.{key})")?;
            }
        }
        Ok(())
    }
}
