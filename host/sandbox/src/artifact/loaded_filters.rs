//! The filters that chains hold, by the keys of their artifacts.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
    time::Instant,
};

use parking_lot::Mutex;
use sluice_metrics::HistogramVec;
use wasmtime::Engine;

use super::{code_cache::CodeCache, loaded_filter::LoadedFilter};
use crate::load::{
    error::Refusal,
    load_request::{self, LoadMode, LoadRequest},
    loader::Loader,
};

/// Loads filters, and lets all chains with the same filter share one. One for an engine.
pub(crate) struct LoadedFilters {
    engine: Engine,
    code_cache: Arc<CodeCache>,
    configure_ms: u64,
    load_duration: HistogramVec,
    all: Mutex<HashMap<String, Weak<LoadedFilter>>>,
}

impl LoadedFilters {
    /// `configure_ms` is the time limit of `configure`, which the keys depend on.
    pub(crate) fn new(code_cache: Arc<CodeCache>, configure_ms: u64, load_duration: HistogramVec) -> Self {
        let engine = code_cache.engine().clone();
        Self { engine, code_cache, configure_ms, load_duration, all: Mutex::default() }
    }

    /// The filter that a chain already holds, or else its artifact from the store, or else a new artifact.
    pub(crate) fn find_or_load(
        &self,
        loader: &Loader,
        request: &LoadRequest<'_>,
        load_mode: LoadMode,
    ) -> Result<Arc<LoadedFilter>, Refusal> {
        let key = load_request::artifact_key(&self.engine, request, self.configure_ms);
        if let Some(loaded) = self.all.lock().get(&key).and_then(Weak::upgrade) {
            return Ok(loaded);
        }
        let began = Instant::now();
        let (built, compiled) = loader.find_or_build(&key, request, load_mode)?;
        if compiled {
            for said in &built.log {
                tracing::info!(target: "sluice::filter::log", digest = key, said, "while it was loaded");
            }
        }
        let loaded = LoadedFilter::new(&self.code_cache, &key, built)?;
        let source = if compiled { "compiled" } else { "artifact" };
        let duration = self.load_duration.with_label_values(&[source]);
        duration.observe(began.elapsed().as_secs_f64());

        let mut all = self.all.lock();
        all.retain(|_, loaded| loaded.strong_count() > 0);
        // Another thread may have been faster. All chains should share one filter: slots of the pool have an affinity
        // to it.
        if let Some(loaded) = all.get(&key).and_then(Weak::upgrade) {
            return Ok(loaded);
        }
        all.insert(key, Arc::downgrade(&loaded));
        Ok(loaded)
    }
}
