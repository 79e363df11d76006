//! The code of filters in memory, at most `pool.loaded_bytes`. When there is no room, the code that was not used for
//! longest is unmapped. It is mapped again when it is needed.

use std::{
    fs::File,
    sync::{
        Arc, Weak,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Instant,
};

use parking_lot::Mutex;
use prometheus::IntGauge;
use sluice_metrics::IntCounter;
use wasmtime::{Engine, component::Linker};

use super::{
    cache_entry::{CacheEntry, Code},
    store::ArtifactStore,
};
use crate::metrics::SandboxMetrics;
use crate::{
    load::{error::Refusal, stage::Stage},
    run::{host_functions, state::run_state::RunState},
};

/// The mapped artifacts of all filters. One for an engine.
pub(crate) struct CodeCache {
    engine: Engine,
    linker: Linker<RunState>,
    artifacts: Arc<ArtifactStore>,
    limit_bytes: u64,
    created: Instant,
    /// Bytes of everything that is mapped.
    bytes: AtomicU64,
    mapped: Mutex<Vec<Weak<CacheEntry>>>,
    loaded_bytes: IntGauge,
    unloads: IntCounter,
}

impl CodeCache {
    pub(crate) fn new(
        engine: &Engine,
        artifacts: Arc<ArtifactStore>,
        limit_bytes: u64,
        metrics: &SandboxMetrics,
    ) -> wasmtime::Result<Arc<Self>> {
        let mut linker = Linker::new(engine);
        host_functions::link(&mut linker)?;
        Ok(Arc::new(Self {
            engine: engine.clone(),
            linker,
            artifacts,
            limit_bytes,
            created: Instant::now(),
            bytes: AtomicU64::new(0),
            mapped: Mutex::default(),
            loaded_bytes: metrics.loaded_bytes.clone(),
            unloads: metrics.unloads.clone(),
        }))
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Milliseconds since this was created.
    pub(crate) fn millis_at(&self, now: Instant) -> u64 {
        u64::try_from(now.saturating_duration_since(self.created).as_millis()).unwrap_or(u64::MAX)
    }

    /// Maps an artifact, unless another thread just has, and makes room for it. Reads the whole artifact.
    pub(crate) fn map(&self, entry: &Arc<CacheEntry>) -> Result<Arc<Code>, Refusal> {
        let code = Arc::new(self.link(entry)?);
        let mut mapped = self.mapped.lock();
        if let Some(code) = entry.code.load_full() {
            return Ok(code);
        }
        entry.code.store(Some(Arc::clone(&code)));
        self.bytes.fetch_add(entry.mapped_bytes(), Relaxed);
        mapped.push(Arc::downgrade(entry));
        self.make_room(&mut mapped, entry);
        self.update_gauge();
        Ok(code)
    }

    /// The lines of a filter's source. None if they are not known.
    pub(super) fn open_lines(&self, entry: &CacheEntry) -> Option<File> {
        self.artifacts.open_lines(&entry.key, &entry.built)
    }

    fn link(&self, entry: &CacheEntry) -> Result<Code, Refusal> {
        let prepare = |error: wasmtime::Error| Refusal::from_error(Stage::Prepare, "linking it", &error);
        let component = self.artifacts.map(&self.engine, &entry.key, &entry.built)?;
        component.initialize_copy_on_write_image().map_err(prepare)?;
        let process = component
            .get_export_index(None, "process")
            .ok_or_else(|| Refusal::new(Stage::Prepare, "does not export `process`"))?;
        Ok(Code { instance: self.linker.instantiate_pre(&component).map_err(prepare)?, process })
    }

    /// Unmaps what was not used for longest until the rest fits. Runs in progress keep the code that they began with.
    fn make_room(&self, mapped: &mut Vec<Weak<CacheEntry>>, newest: &Arc<CacheEntry>) {
        mapped.retain(|entry| entry.strong_count() > 0);
        while self.bytes.load(Relaxed) > self.limit_bytes {
            let others = mapped.iter().filter_map(Weak::upgrade).filter(|other| !Arc::ptr_eq(other, newest));
            let Some(oldest) = others.min_by_key(|other| other.last_used_ms()) else { break };
            let place = Arc::downgrade(&oldest);
            mapped.retain(|entry| !entry.ptr_eq(&place));
            if oldest.code.swap(None).is_some() {
                self.bytes.fetch_sub(oldest.mapped_bytes(), Relaxed);
                self.unloads.inc();
            }
        }
    }

    /// Unmaps the artifact of a filter that no chain holds any more. Takes no lock.
    pub(crate) fn unmap(&self, entry: &CacheEntry) {
        if entry.code.swap(None).is_some() {
            self.bytes.fetch_sub(entry.mapped_bytes(), Relaxed);
            self.update_gauge();
        }
    }

    fn update_gauge(&self) {
        self.loaded_bytes.set(i64::try_from(self.bytes.load(Relaxed)).unwrap_or(i64::MAX));
    }
}
