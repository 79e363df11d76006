//! `[store]`: compiled filters on disk, and the processes that make them.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

const MIB: u64 = 1 << 20;

/// Loading filters, and the compiled filters on disk: `[store]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    /// Holds native code that this service runs: a directory of its own, which nobody else can write.
    pub directory: PathBuf,
    /// The processors that filters are compiled for.
    pub cpu: Cpu,
    /// Filters that `sluice compile` has compiled, for example into an image. Nobody but root and this user may be able to
    /// write it. What is in it is copied into `directory` and not compiled again.
    pub prebuilt_directory: Option<PathBuf>,
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

/// The processors that filters are compiled for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cpu {
    /// This machine's, with all that it can do.
    #[default]
    Native,
    /// Any of the architecture: x86-64-v1, or ARMv8-A.
    Baseline,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            directory: PathBuf::from("/var/lib/sluice/filters"),
            cpu: Cpu::Native,
            prebuilt_directory: None,
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
