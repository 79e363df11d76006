//! An entry of the code cache: an artifact, and its native code while that is mapped.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering::Relaxed},
};

use arc_swap::ArcSwapOption;
use wasmtime::{
    Store,
    component::{ComponentExportIndex, InstancePre},
};

use crate::{load::process::task::BuiltFilter, run::state::run_state::RunState};

/// Uses within this time count as one, so that most of them write nothing.
const LAST_USED_PRECISION_MS: u64 = 500;

/// An artifact by its key in the store. The filter that it belongs to holds the entry; the cache maps and unmaps its
/// code.
pub(crate) struct CacheEntry {
    pub(crate) key: String,
    pub(crate) built: BuiltFilter,
    pub(super) code: ArcSwapOption<Code>,
    last_used_ms: AtomicU64,
}

/// An artifact that is mapped and linked.
pub(crate) struct Code {
    pub(super) instance: InstancePre<RunState>,
    pub(super) process: ComponentExportIndex,
}

/// The export `process`. The text of an error is a copy: the guest frees its own before the call returns. Its length is
/// bounded by the hostcall fuel of the store.
pub(crate) type Process = wasmtime::component::TypedFunc<(), (Result<(), String>,)>;

impl CacheEntry {
    pub(super) fn new(key: &str, built: BuiltFilter) -> Arc<Self> {
        let code = ArcSwapOption::empty();
        Arc::new(Self { key: key.to_owned(), built, code, last_used_ms: AtomicU64::new(0) })
    }

    /// When it was last used, as it was given to [`CacheEntry::mark_used`].
    pub(super) fn last_used_ms(&self) -> u64 {
        self.last_used_ms.load(Relaxed)
    }

    /// Records a use at a time of the cache's clock, in milliseconds.
    pub(super) fn mark_used(&self, now_ms: u64) {
        if now_ms.saturating_sub(self.last_used_ms.load(Relaxed)) > LAST_USED_PRECISION_MS {
            self.last_used_ms.store(now_ms, Relaxed);
        }
    }

    /// Memory that the code and the snapshot may take while the artifact is mapped, in bytes.
    pub(super) fn mapped_bytes(&self) -> u64 {
        self.built.artifact_bytes.saturating_add(self.built.memory_bytes)
    }
}

impl Code {
    /// Starts a fresh instance with the memory of the snapshot.
    pub(crate) fn start(&self, store: &mut Store<RunState>) -> wasmtime::Result<Process> {
        self.instance.instantiate(&mut *store)?.get_typed_func(store, self.process)
    }
}
