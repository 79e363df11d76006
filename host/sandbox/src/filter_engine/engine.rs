//! What all chains share: the pool, the store of artifacts, the loaded filters, the clock and the watchdog.

use std::sync::Arc;

use super::engine_error::EngineError;
use crate::{
    artifact::{code_cache::CodeCache, loaded_filters::LoadedFilters},
    lane::candidate_lane::CandidateLane,
    load::{loader::Loader, process::child_process::LoaderCommand},
    metrics::{SandboxMetrics, candidate::CandidateFamilies},
    report::{filter_info::FilterInfo, load_series::LoadSeries, reporters::Reporters},
    run::{
        engine::{self, ticker::Ticker},
        slots::Slots,
    },
    settings::{pool::PoolConfig, store::StoreConfig},
    test_case::verdicts::TestCaseVerdicts,
    watchdog::Watchdog,
};

/// Loads chains of filters, and holds everything that chains share. One for a service.
pub struct FilterEngine {
    pub(super) pool: PoolConfig,
    pub(super) loader: Loader,
    pub(super) verdicts: TestCaseVerdicts,
    pub(super) loaded: LoadedFilters,
    pub(super) slots: Arc<Slots>,
    pub(super) filter_info: Arc<FilterInfo>,
    pub(super) reporters: Arc<Reporters>,
    pub(super) load_series: LoadSeries,
    pub(super) watchdog: Arc<Watchdog>,
    pub(super) candidates: CandidateFamilies,
    pub(super) candidate_lane: CandidateLane,
    _ticker: Ticker,
}

impl FilterEngine {
    /// Sets up the pool, opens the store, and removes artifacts that were not used for long.
    ///
    /// # Errors
    /// The pool, the store or a thread cannot be set up.
    pub fn new(
        pool: &PoolConfig,
        store: &StoreConfig,
        command: LoaderCommand,
        metrics: Arc<SandboxMetrics>,
    ) -> Result<Arc<Self>, EngineError> {
        let new = Self::new_without_sweep(pool, store, command, metrics)?;
        new.loader.sweep().map_err(|error| EngineError::store(store, error))?;
        Ok(new)
    }

    /// The same for a process that loads one filter and ends: it removes nothing from the store.
    pub(crate) fn new_without_sweep(
        pool: &PoolConfig,
        store: &StoreConfig,
        command: LoaderCommand,
        metrics: Arc<SandboxMetrics>,
    ) -> Result<Arc<Self>, EngineError> {
        let engine = engine::build_serving(pool, store.cpu).map_err(|error| EngineError::Pool(format!("{error:#}")))?;
        let loader = Loader::new(command, store, pool).map_err(|error| EngineError::store(store, error))?;
        let code_cache = CodeCache::new(&engine, Arc::clone(&loader.artifacts), pool.loaded_bytes, &metrics)
            .map_err(|error| EngineError::Pool(format!("{error:#}")))?;
        let sandboxes = pool.sandboxes.min(pool.slots);
        let slots = Slots::new(sandboxes, metrics.sandboxes.clone(), metrics.pool_exhausted.clone());
        let reporters = Reporters::new(Arc::clone(&metrics));
        let watchdog = Watchdog::start(Arc::clone(&reporters), metrics.threads_overdue.clone());
        Ok(Arc::new(Self {
            watchdog: watchdog.map_err(EngineError::Ticker)?,
            candidates: metrics.candidates.clone(),
            candidate_lane: CandidateLane::start().map_err(EngineError::Ticker)?,
            _ticker: Ticker::start_epochs(&engine).map_err(EngineError::Ticker)?,
            pool: pool.clone(),
            verdicts: TestCaseVerdicts::new(&loader.artifacts),
            loader,
            loaded: LoadedFilters::new(code_cache, store.configure_ms, metrics.load_duration.clone()),
            slots: Arc::new(slots),
            filter_info: FilterInfo::new(Arc::clone(&metrics)),
            reporters,
            load_series: LoadSeries::new(metrics),
        }))
    }

    /// The watchdog, which notices threads that do not return from a sandbox.
    #[must_use]
    pub fn watchdog(&self) -> Arc<Watchdog> {
        Arc::clone(&self.watchdog)
    }
}
