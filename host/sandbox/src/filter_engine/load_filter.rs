//! Loads one filter of a chain.

use std::sync::Arc;

use parking_lot::Mutex;
use sha2::{Digest, Sha256};

use super::{chain_settings::ChainSettings, disabled, engine::FilterEngine};
use crate::{
    artifact::{digest::to_hex, loaded_filter::LoadedFilter},
    chain::{breakers::Breakers, filter_in_chain::FilterInChain},
    load::{error::Refusal, load_request::LoadRequest},
    report::names::named_metrics::NamedMetrics,
    run::{filter_version::FilterVersion, replay::recorded_runs::RecordedRuns, state::run_config::RunConfig},
    settings::{
        filters::{FilterEntry, OnFailure},
        limits::RunLimits,
        promotion::PromotionConfig,
    },
};
use sluice_event::FilterName;

/// How many characters of a digest stand for a version where a component names none.
const DIGEST_VERSION: usize = 12;

impl FilterEngine {
    pub(super) fn load(
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
            old.check_successor(&component, &promotion).inspect_err(|_| {
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
        let metric_names = limits.metric_names;
        Ok(FilterInChain {
            _info: self.filter_info.register([settings.name, &entry.name, &version, &digest]),
            named_metrics: NamedMetrics::new(declared),
            reporter: self.reporters.get_or_create(settings.name, &entry.name, metric_names, settings.max_series),
            version: FilterVersion {
                name: Arc::new(FilterName {
                    name: entry.name.clone(),
                    version,
                    rules: declared.rules.as_slice().into(),
                }),
                run_config: Arc::new(self.run_config(settings, entry, limits, &loaded)?),
                loaded,
            },
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
        })
    }

    fn run_config(
        &self,
        settings: &ChainSettings<'_>,
        entry: &FilterEntry,
        limits: RunLimits,
        loaded: &LoadedFilter,
    ) -> Result<RunConfig, Refusal> {
        let declared = &loaded.built().declared;
        Ok(RunConfig {
            limits,
            scanners: disabled::scanners(loaded, settings.disabled)?,
            counters: declared.counters.len() as u32,
            histograms: declared.histograms.len() as u32,
            key: settings.key.clone(),
            log: entry.log,
            shows_error_text: settings.shows_error_text,
            keeper: settings.keeper,
            counts_instructions: self.pool.counts_instructions,
            disabled: settings.disabled.and_then(|edit| disabled::by_number(edit, &declared.rules)),
        })
    }
}
