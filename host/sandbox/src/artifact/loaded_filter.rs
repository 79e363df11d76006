//! A filter that can run: its record, its scanners, and its code while that is mapped. Chains with the same filter,
//! configuration and permissions share one.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

use arc_swap::{ArcSwapOption, Guard};
use wasmtime::{
    Engine, Store,
    component::{ComponentExportIndex, InstancePre},
};

use super::code_cache::CodeCache;
use crate::{
    load::{declared::FilterScanner, error::Refusal, stage::Stage, task::BuiltFilter},
    run::run_state::RunState,
};

/// Uses within so many milliseconds count as one: most of them write nothing.
const COARSE_MS: u64 = 500;

/// See the module.
pub(crate) struct LoadedFilter {
    pub(crate) engine: Engine,
    pub(crate) key: String,
    pub(crate) built: BuiltFilter,
    pub(crate) scanners: Arc<[FilterScanner]>,
    pub(crate) code: ArcSwapOption<Code>,
    code_cache: Arc<CodeCache>,
    last_used: AtomicU64,
}

/// An artifact that is mapped and linked.
pub(crate) struct Code {
    pub(crate) instance: InstancePre<RunState>,
    pub(crate) process: ComponentExportIndex,
}

/// `process`. The text of an error is a copy: the guest frees its own before the call returns. Its length is bounded by the
/// hostcall fuel of the store.
pub(crate) type Process = wasmtime::component::TypedFunc<(), (Result<(), String>,)>;

impl LoadedFilter {
    /// Maps it at once: what cannot be mapped is not loaded.
    pub(crate) fn new(code_cache: &Arc<CodeCache>, key: &str, built: BuiltFilter) -> Result<Arc<Self>, Refusal> {
        let scanners = compile_scanners(&built)
            .map_err(|error| Refusal::of(Stage::Prepare, "reading its scanners and names", &error))?;
        let new = Arc::new(Self {
            engine: code_cache.engine().clone(),
            key: key.to_owned(),
            built,
            scanners,
            code: ArcSwapOption::empty(),
            code_cache: Arc::clone(code_cache),
            last_used: AtomicU64::new(0),
        });
        new.code_cache.map(&new)?;
        Ok(new)
    }

    /// Whether a run would find its code, without waiting for the disk.
    pub(crate) fn is_mapped(&self) -> bool {
        self.code.load().is_some()
    }

    /// Its code; mapped again where it had to make room for others.
    pub(crate) fn code(self: &Arc<Self>, now: Instant) -> Result<Guard<Option<Arc<Code>>>, Refusal> {
        self.mark_used(now);
        let code = self.code.load();
        if code.is_some() {
            return Ok(code);
        }
        self.code_cache.map(self).map(|code| Guard::from_inner(Some(code)))
    }

    /// When it was last used, in milliseconds of [`CodeCache::millis_at`].
    pub(crate) fn last_used(&self) -> u64 {
        self.last_used.load(Relaxed)
    }

    fn mark_used(&self, now: Instant) {
        let now = self.code_cache.millis_at(now);
        if now.saturating_sub(self.last_used.load(Relaxed)) > COARSE_MS {
            self.last_used.store(now, Relaxed);
        }
    }

    /// Memory that its code and its snapshot may take while it is mapped.
    pub(crate) fn bytes(&self) -> u64 {
        self.built.artifact_bytes.saturating_add(self.built.memory_bytes)
    }
}

/// The scanners of a record, whose rules have to be among those that it declares.
fn compile_scanners(built: &BuiltFilter) -> Result<Arc<[FilterScanner]>, String> {
    let mut declared = built.declared.validated()?;
    let scanners = built.scanners.iter().map(|patterns| FilterScanner::compile(patterns, &mut declared));
    let scanners = scanners.collect::<Result<_, _>>()?;
    if declared == built.declared { Ok(scanners) } else { Err("a pattern's rule is not declared".to_owned()) }
}

impl Drop for LoadedFilter {
    fn drop(&mut self) {
        if self.code.swap(None).is_some() {
            self.code_cache.release(self.bytes());
        }
    }
}

impl Code {
    /// A fresh instance, with the memory of the snapshot.
    pub(crate) fn start(&self, store: &mut Store<RunState>) -> wasmtime::Result<Process> {
        self.instance.instantiate(&mut *store)?.get_typed_func(store, self.process)
    }
}
