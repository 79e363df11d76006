//! `[pool]`: where sandboxes come from.

use serde::{Deserialize, Serialize};

const MIB: u64 = 1 << 20;

/// The pool that sandboxes come from: `[pool]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PoolConfig {
    /// Sandboxes at once; a request that finds none is answered 503. A run never waits, so more than a few for each
    /// core serve nobody.
    pub sandboxes: u32,
    /// Slots that keep a filter's memory mapped between requests; they should cover the filters that are in use at
    /// once. Each takes 4 GiB of address space, and memory for what was touched in it, up to `keep_resident_bytes`.
    pub slots: u32,
    /// Bytes of compiled filters that are mapped at once. Past it the one that was not used for longest makes room, and
    /// is mapped again when a request needs it.
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
    /// Bytes that the calls of earlier runs may take, for each filter of a chain. A run whose calls are known from an earlier
    /// one needs no sandbox. With 0 each run has one.
    pub recorded_bytes: usize,
    /// Counts the WebAssembly instructions of each run, which costs a tenth of the time and more. Not a key of a file: tools set it.
    #[serde(skip)]
    pub counts_instructions: bool,
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
            recorded_bytes: 64 << 10,
            counts_instructions: false,
            pagemap_scan: PagemapScan::Auto,
        }
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
