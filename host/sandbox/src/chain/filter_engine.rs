//! Everything that chains share: the engine and its clock, the pool, the store of artifacts, the loaded filters.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Weak},
    thread,
    time::Instant,
};

use parking_lot::Mutex;
use wasmtime::Engine;

use super::{Chain, breakers::Breakers, filter_in_chain::FilterInChain};
use crate::metrics::SandboxMetrics;
use crate::{
    artifact::{code_cache::CodeCache, loaded_filter::LoadedFilter},
    load::{
        child_process::LoaderCommand,
        error::{LoadError, Refusal},
        load_request::{self, LoadMode, LoadRequest},
        loader::Loader,
        stage::Stage,
        task::{TestCaseTask, Verdict},
    },
    report::{filter_info::FilterInfo, load_series::LoadSeries, named_metrics::NamedMetrics, reporters::Reporters},
    run::{
        engine::{self, ticker::Ticker},
        run_state::RunConfig,
        slots::Slots,
    },
    settings::{
        filters::{FilterEntry, OnFailure},
        limits::{BreakerConfig, RunLimits},
        pool::PoolConfig,
        store::StoreConfig,
    },
    test_case::verdicts::TestCaseVerdicts,
    watchdog::Watchdog,
};
use sluice_event::{FilterName, PseudonymKey};

/// How many characters of a digest stand for a version where a component names none.
const DIGEST_VERSION: usize = 12;

/// See the module. One for a service.
pub struct FilterEngine {
    engine: Engine,
    pool: PoolConfig,
    configure_ms: u64,
    loader: Loader,
    verdicts: TestCaseVerdicts,
    code_cache: Arc<CodeCache>,
    slots: Arc<Slots>,
    metrics: Arc<SandboxMetrics>,
    filter_info: Arc<FilterInfo>,
    reporters: Arc<Reporters>,
    load_series: LoadSeries,
    loaded: Mutex<HashMap<String, Weak<LoadedFilter>>>,
    watchdog: Arc<Watchdog>,
    _ticker: Ticker,
}

/// What the filters of a chain have in common.
pub struct ChainSettings<'a> {
    /// `edge`, or a tenant's id: a label of metrics.
    pub name: &'a str,
    /// For filters that have no limits of their own.
    pub limits: &'a RunLimits,
    /// For filters that have none of their own.
    pub breaker: &'a BreakerConfig,
    /// For pseudonyms: the tenant's, or that of the edge.
    pub key: &'a PseudonymKey,
    /// Whether filters may be compiled now.
    pub load_mode: LoadMode,
    /// Series that names may take which its filters make up, all together.
    pub series: usize,
    /// Whether the text with which a filter says that it has failed is told. It may hold what the filter read: only for
    /// batches that its author wrote.
    pub quotes: bool,
}

/// Why there is no engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Most often: too little address space for the pool.
    #[error("setting up the pool of sandboxes (`pool`): {0}")]
    Pool(String),
    /// The directory of artifacts.
    #[error("opening the store of compiled filters {directory} (`store.directory`): {error}")]
    Store {
        /// As configured.
        directory: String,
        /// What the operating system said.
        error: io::Error,
    },
    /// The clock of the sandboxes, or their watchdog.
    #[error("starting a thread that looks after the sandboxes: {0}")]
    Ticker(io::Error),
}

impl FilterEngine {
    /// Sets up the pool, opens the store, and removes from it what nobody has used for long.
    ///
    /// # Errors
    /// See [`EngineError`].
    pub fn new(
        pool: &PoolConfig,
        store: &StoreConfig,
        command: LoaderCommand,
        metrics: Arc<SandboxMetrics>,
    ) -> Result<Arc<Self>, EngineError> {
        let new = Self::new_without_sweep(pool, store, command, metrics)?;
        new.loader.sweep().map_err(|error| no_store(store, error))?;
        Ok(new)
    }

    /// The same in a process that lives for one filter only.
    pub(crate) fn new_without_sweep(
        pool: &PoolConfig,
        store: &StoreConfig,
        command: LoaderCommand,
        metrics: Arc<SandboxMetrics>,
    ) -> Result<Arc<Self>, EngineError> {
        let engine = engine::serving(pool).map_err(|error| EngineError::Pool(format!("{error:#}")))?;
        let loader = Loader::new(command, store, pool).map_err(|error| no_store(store, error))?;
        let code_cache = CodeCache::new(&engine, Arc::clone(&loader.artifacts), pool.loaded_bytes, &metrics)
            .map_err(|error| EngineError::Pool(format!("{error:#}")))?;
        let filters = &metrics;
        let sandboxes = pool.sandboxes.min(pool.slots);
        let slots = Slots::new(sandboxes, filters.sandboxes.clone(), filters.pool_exhausted.clone());
        let reporters = Reporters::new(Arc::clone(&metrics));
        let watchdog = Watchdog::start(Arc::clone(&reporters), filters.threads_overdue.clone());
        Ok(Arc::new(Self {
            watchdog: watchdog.map_err(EngineError::Ticker)?,
            _ticker: Ticker::start_epochs(&engine).map_err(EngineError::Ticker)?,
            engine,
            pool: pool.clone(),
            configure_ms: store.configure_ms,
            verdicts: TestCaseVerdicts::new(&loader.artifacts),
            loader,
            code_cache,
            slots: Arc::new(slots),
            filter_info: FilterInfo::new(Arc::clone(&metrics)),
            reporters,
            load_series: LoadSeries::new(Arc::clone(&metrics)),
            metrics,
            loaded: Mutex::new(HashMap::new()),
        }))
    }

    /// What notices a thread that does not come back from a sandbox.
    #[must_use]
    pub fn watchdog(&self) -> Arc<Watchdog> {
        Arc::clone(&self.watchdog)
    }

    /// Loads the filters of a chain; waits for processes that compile, so not to be called where requests are served.
    ///
    /// # Errors
    /// Everything that is wrong with any of the filters.
    pub fn load_chain(&self, settings: &ChainSettings<'_>, entries: &[FilterEntry]) -> Result<Chain, Vec<LoadError>> {
        self.load_series.forget_others(settings.name, entries, &self.reporters);
        let results: Vec<Result<FilterInChain, LoadError>> = thread::scope(|scope| {
            let loads: Vec<_> =
                entries.iter().map(|entry| scope.spawn(|| self.load_and_count(settings, entry))).collect();
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

    /// Forgets what was counted of a chain that is no more, but for filters that are still in use.
    pub fn forget_chain(&self, name: &str) {
        self.load_series.forget_chain(name);
        self.reporters.forget_chain(name);
    }

    /// Runs the test cases in a directory against a loaded filter of that digest, in a process of its own, unless files that
    /// looked as `seen` already were; that takes [`LoadMode::Compile`].
    ///
    /// # Errors
    /// What is wrong with the files of the cases, or that the process failed.
    pub fn run_test_cases(
        &self,
        filter: &FilterEntry,
        digest: &str,
        limits: RunLimits,
        directory: PathBuf,
        seen: &[u8; 32],
        load_mode: LoadMode,
    ) -> Result<Verdict, Refusal> {
        let (filter, files, digest) = (filter.clone(), filter.files.clone(), digest.to_owned());
        let (pool, store) = (self.pool.clone(), self.loader.store().clone());
        let task = TestCaseTask { filter, files, directory, limits, digest, pool, store };
        self.verdicts.get_or_run(task, seen, load_mode, |task| self.loader.run_test_cases(task))
    }

    /// The next time, cases that were refused are run again.
    pub fn forget_refused_test_cases(&self) {
        self.verdicts.forget_refusals();
    }

    fn load_and_count(&self, settings: &ChainSettings<'_>, entry: &FilterEntry) -> Result<FilterInChain, LoadError> {
        let loaded = self.load(settings, entry);
        let result = match &loaded {
            Ok(_) => "loaded",
            Err(refusal) if refusal.stage == Stage::Pending => "pending",
            Err(_) => "refused",
        };
        self.load_series.count_load(settings.name, &entry.name, result);
        loaded.map_err(|refusal| LoadError { filter: entry.name.clone(), refusal })
    }

    fn load(&self, settings: &ChainSettings<'_>, entry: &FilterEntry) -> Result<FilterInChain, Refusal> {
        let mut limits = entry.limits.over(settings.limits);
        limits.memory_bytes = limits.memory_bytes.min(self.pool.memory_bytes as u64);
        limits.table_elements = limits.table_elements.min(self.pool.table_elements);
        let wasm = self.loader.read_component(entry)?;
        let mut allow = entry.allow.clone();
        allow.sort_unstable();
        allow.dedup();
        let config = entry.config.to_string();
        let (memory_bytes, table_elements) = (limits.memory_bytes, limits.table_elements);
        let request = LoadRequest { wasm: &wasm, config, allow: allow.clone(), memory_bytes, table_elements };
        let loaded = self.find_or_load(&request, settings.load_mode)?;

        let (inspection, declared) = (&loaded.built().inspection, &loaded.built().declared);
        let version = inspection.version.clone().unwrap_or_else(|| loaded.key().chars().take(DIGEST_VERSION).collect());
        let default = if inspection.imports_redact() { OnFailure::Withhold } else { OnFailure::Skip };
        let digest: String = loaded.key().chars().take(DIGEST_VERSION).collect();
        Ok(FilterInChain {
            _info: self.filter_info.register([settings.name, &entry.name, &version, &digest]),
            name: Arc::new(FilterName { name: entry.name.clone(), version, rules: declared.rules.as_slice().into() }),
            named_metrics: NamedMetrics::new(declared),
            reporter: self.reporters.get_or_create(settings.name, &entry.name, limits.metric_names, settings.series),
            run_config: Arc::new(RunConfig {
                limits,
                scanners: Arc::clone(&loaded.scanners),
                counters: declared.counters.len() as u32,
                histograms: declared.histograms.len() as u32,
                key: settings.key.clone(),
                log: entry.log,
                quotes: settings.quotes,
            }),
            allow,
            on_failure: entry.on_failure.unwrap_or(default),
            breakers: Breakers::new(*entry.breaker.as_ref().unwrap_or(settings.breaker)),
            slots: Arc::clone(&self.slots),
            watchdog: Arc::clone(&self.watchdog),
            last_failure: Mutex::new(None),
            loaded,
        })
    }

    /// One that a chain already holds, or one from the store, or one that is made now.
    fn find_or_load(&self, request: &LoadRequest<'_>, load_mode: LoadMode) -> Result<Arc<LoadedFilter>, Refusal> {
        let key = load_request::artifact_key(&self.engine, request, self.configure_ms);
        if let Some(loaded) = self.loaded.lock().get(&key).and_then(Weak::upgrade) {
            return Ok(loaded);
        }
        let began = Instant::now();
        let (built, compiled) = self.loader.find_or_build(&key, request, load_mode)?;
        if compiled {
            for said in &built.log {
                tracing::info!(target: "sluice::filter::log", digest = key, said, "while it was loaded");
            }
        }
        let loaded = LoadedFilter::new(&self.code_cache, &key, built)?;
        let source = if compiled { "compiled" } else { "artifact" };
        let duration = self.metrics.load_duration.with_label_values(&[source]);
        duration.observe(began.elapsed().as_secs_f64());

        let mut all = self.loaded.lock();
        all.retain(|_, loaded| loaded.strong_count() > 0);
        // Another thread may have been faster; all chains should share one, since slots of the pool are affine to it.
        if let Some(loaded) = all.get(&key).and_then(Weak::upgrade) {
            return Ok(loaded);
        }
        all.insert(key, Arc::downgrade(&loaded));
        Ok(loaded)
    }
}

fn no_store(store: &StoreConfig, error: io::Error) -> EngineError {
    EngineError::Store { directory: store.directory.display().to_string(), error }
}

/// A component by itself, without running anything of it.
///
/// # Errors
/// What is wrong with it.
pub fn inspect_file(path: &Path) -> Result<crate::load::component::Inspection, Refusal> {
    use crate::settings::filters::Interface::{Context, Enrich, Personal, Redact};
    let wasm = std::fs::read(path)
        .map_err(|error| Refusal::of(Stage::Read, &format!("reading {}", path.display()), &error))?;
    crate::load::component::inspect(&wasm, &[Redact, Enrich, Context, Personal])
}
