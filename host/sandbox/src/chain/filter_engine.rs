//! Loads chains, and holds what all chains share: the pool, the store of artifacts, the loaded filters, the clock and
//! the watchdog.

mod candidates;
mod disabled;

use std::{path::PathBuf, sync::Arc, thread};

use parking_lot::Mutex;
use sha2::{Digest, Sha256};

use super::{
    Chain, breakers::Breakers, chain_settings::ChainSettings, engine_error::EngineError, filter_in_chain::FilterInChain,
};
use crate::{
    artifact::{code_cache::CodeCache, digest::to_hex, loaded_filters::LoadedFilters},
    candidate::{lane::CandidateLane, promotion},
    load::{
        error::{LoadError, Refusal},
        load_request::{LoadMode, LoadRequest},
        loader::Loader,
        process::{
            child_process::LoaderCommand,
            task::{TestCaseTask, TestCaseVerdict},
        },
        stage::Stage,
    },
    metrics::{SandboxMetrics, candidate::CandidateFamilies},
    report::{
        filter_info::FilterInfo, load_series::LoadSeries, names::named_metrics::NamedMetrics, reporters::Reporters,
    },
    run::{
        engine::{self, ticker::Ticker},
        replay::RecordedRuns,
        run_state::RunConfig,
        slots::Slots,
    },
    settings::{
        filters::{FilterEntry, OnFailure},
        limits::RunLimits,
        pool::PoolConfig,
        promotion::PromotionConfig,
        store::StoreConfig,
    },
    test_case::verdicts::TestCaseVerdicts,
    watchdog::Watchdog,
};
use sluice_event::FilterName;

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::engine";

/// How many characters of a digest stand for a version where a component names none.
const DIGEST_VERSION: usize = 12;

/// Loads chains of filters, and holds everything that chains share. One for a service.
pub struct FilterEngine {
    pool: PoolConfig,
    loader: Loader,
    verdicts: TestCaseVerdicts,
    loaded: LoadedFilters,
    slots: Arc<Slots>,
    filter_info: Arc<FilterInfo>,
    reporters: Arc<Reporters>,
    load_series: LoadSeries,
    watchdog: Arc<Watchdog>,
    candidates: CandidateFamilies,
    candidate_lane: CandidateLane,
    _ticker: Ticker,
}

/// The chain that a new one will replace, and the bounds for that.
#[derive(Clone, Copy, Default)]
pub struct Replacement<'a> {
    /// The chain of the same name that is in use, if there is one.
    pub in_use: Option<&'a Chain>,
    /// When a candidate may replace a filter, and when it goes back.
    pub bounds: PromotionConfig,
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

    /// Loads the filters of a chain. Blocks while child processes compile, so it must not be called on a thread that serves
    /// requests.
    ///
    /// # Errors
    /// One error for each filter that was refused.
    pub fn load_chain(&self, settings: &ChainSettings<'_>, entries: &[FilterEntry]) -> Result<Chain, Vec<LoadError>> {
        self.replace_chain(settings, entries, Replacement::default())
    }

    /// [`FilterEngine::load_chain`] for a chain that will replace another. A candidate that has broken its bounds does
    /// not replace its filter, and one that does is on probation.
    ///
    /// # Errors
    /// One error for each filter that was refused.
    pub fn replace_chain(
        &self,
        settings: &ChainSettings<'_>,
        entries: &[FilterEntry],
        replacement: Replacement<'_>,
    ) -> Result<Chain, Vec<LoadError>> {
        self.load_series.forget_others(settings.name, entries, &self.reporters);
        let results: Vec<Result<FilterInChain, LoadError>> = thread::scope(|scope| {
            let loads: Vec<_> = entries
                .iter()
                .map(|entry| scope.spawn(move || self.load_and_count(settings, entry, replacement)))
                .collect();
            let died = |entry: &FilterEntry| LoadError {
                filter: entry.name.clone(),
                refusal: Refusal::new(Stage::Prepare, "the thread that loads it panicked"),
            };
            let joined = loads.into_iter().zip(entries);
            joined.map(|(load, entry)| load.join().unwrap_or_else(|_| Err(died(entry)))).collect()
        });
        let (mut filters, mut errors) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(filter) => filters.push(filter),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() {
            Ok(Chain::new(settings.name, filters, settings.limits.chain_cpu_ms))
        } else {
            Err(errors)
        }
    }

    /// Removes the metrics of a chain that no longer exists, except those of filters that are still in use.
    pub fn forget_chain(&self, name: &str) {
        self.load_series.forget_chain(name);
        self.reporters.forget_chain(name);
    }

    /// The verdict on the test cases in a directory, for the loaded filter with this digest. Test cases run in a child process,
    /// which takes [`LoadMode::Compile`], unless there is a verdict on files with this `fingerprint`.
    ///
    /// # Errors
    /// A file of a test case is invalid, the test cases have yet to run, or the process failed.
    pub fn run_test_cases(
        &self,
        filter: &FilterEntry,
        digest: &str,
        limits: RunLimits,
        directory: PathBuf,
        fingerprint: &[u8; 32],
        load_mode: LoadMode,
    ) -> Result<TestCaseVerdict, Refusal> {
        let (files, located) = (filter.files.clone(), filter.located.clone());
        let (filter, digest) = (filter.clone(), digest.to_owned());
        let (pool, store) = (self.pool.clone(), self.loader.store().clone());
        let task = TestCaseTask { filter, files, located, directory, limits, digest, pool, store };
        self.verdicts.get_or_run(task, fingerprint, load_mode, |task| self.loader.run_test_cases(task))
    }

    /// Lets test cases that have failed run again the next time.
    pub fn forget_refused_test_cases(&self) {
        self.verdicts.forget_refusals();
    }

    fn load_and_count(
        &self,
        settings: &ChainSettings<'_>,
        entry: &FilterEntry,
        replacement: Replacement<'_>,
    ) -> Result<FilterInChain, LoadError> {
        let old = replacement.in_use.and_then(|chain| chain.filters.iter().find(|old| old.name.name == entry.name));
        let loaded = self
            .load(settings, entry, old, replacement.bounds)
            .map(|filter| self.with_candidate(filter, settings, entry, old));
        let result = match &loaded {
            Ok(_) => "loaded",
            Err(refusal) if refusal.stage == Stage::Pending => "pending",
            Err(_) => "refused",
        };
        self.load_series.count_load(settings.name, &entry.name, result);
        loaded.map_err(|refusal| LoadError { filter: entry.name.clone(), refusal })
    }

    fn load(
        &self,
        settings: &ChainSettings<'_>,
        entry: &FilterEntry,
        old: Option<&Arc<FilterInChain>>,
        promotion: PromotionConfig,
    ) -> Result<FilterInChain, Refusal> {
        let mut limits = entry.limits.apply_to(settings.limits);
        limits.memory_bytes = limits.memory_bytes.min(self.pool.memory_bytes as u64);
        limits.table_elements = limits.table_elements.min(self.pool.table_elements);
        let wasm = self.loader.read_component(entry)?;
        let component = to_hex(&Sha256::digest(&wasm));
        if let Some(old) = old.filter(|old| old.component != component) {
            promotion::check(old, &component, &promotion).inspect_err(|_| {
                self.candidates.for_filter(settings.name, &entry.name).count_promotion("refused");
            })?;
        }
        let mut allow = entry.allow.clone();
        allow.sort_unstable();
        allow.dedup();
        let config = entry.config.to_string();
        let (memory_bytes, table_elements) = (limits.memory_bytes, limits.table_elements);
        let request = LoadRequest { wasm: &wasm, config, allow: allow.clone(), memory_bytes, table_elements };
        let loaded = self.loaded.find_or_load(&self.loader, &request, settings.load_mode)?;

        let (inspection, declared) = (&loaded.built().inspection, &loaded.built().declared);
        let version = inspection.version.clone().unwrap_or_else(|| loaded.key().chars().take(DIGEST_VERSION).collect());
        let default = if inspection.imports_redact() { OnFailure::Withhold } else { OnFailure::Skip };
        let digest: String = loaded.key().chars().take(DIGEST_VERSION).collect();
        let records_runs = self.pool.recorded_bytes > 0 && !self.pool.counts_instructions;
        Ok(FilterInChain {
            _info: self.filter_info.register([settings.name, &entry.name, &version, &digest]),
            name: Arc::new(FilterName { name: entry.name.clone(), version, rules: declared.rules.as_slice().into() }),
            named_metrics: NamedMetrics::new(declared),
            reporter: self.reporters.get_or_create(
                settings.name,
                &entry.name,
                limits.metric_names,
                settings.max_series,
            ),
            run_config: Arc::new(RunConfig {
                limits,
                scanners: disabled::scanners(&loaded, settings.disabled)?,
                counters: declared.counters.len() as u32,
                histograms: declared.histograms.len() as u32,
                key: settings.key.clone(),
                log: entry.log,
                shows_error_text: settings.shows_error_text,
                keeper: settings.keeper,
                counts_instructions: self.pool.counts_instructions,
                disabled: settings.disabled.and_then(|edit| disabled::by_number(edit, &declared.rules)),
            }),
            recorded: records_runs.then(|| RecordedRuns::new(self.pool.recorded_bytes)),
            allow,
            on_failure: entry.on_failure.unwrap_or(default),
            breakers: Breakers::new(*entry.breaker.as_ref().unwrap_or(settings.breaker)),
            slots: Arc::clone(&self.slots),
            watchdog: Arc::clone(&self.watchdog),
            last_failure: Mutex::new(None),
            component,
            share: entry.share,
            candidate: None,
            comparison: None,
            probation: None,
            promotion,
            loaded,
        })
    }
}
