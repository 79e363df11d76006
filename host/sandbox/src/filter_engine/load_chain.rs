//! Loads chains: all filters of a chain at once.

use std::thread;

use super::{chain_settings::ChainSettings, engine::FilterEngine};
use crate::{
    chain::{filter_chain::Chain, filter_in_chain::FilterInChain},
    load::{
        error::{LoadError, Refusal},
        stage::Stage,
    },
    settings::{filters::FilterEntry, promotion::PromotionConfig},
};

/// The chain that a new one will replace, and the bounds for that.
#[derive(Clone, Copy, Default)]
pub struct Replacement<'a> {
    /// The chain of the same name that is in use, if there is one.
    pub in_use: Option<&'a Chain>,
    /// When a candidate may replace a filter, and when it goes back.
    pub bounds: PromotionConfig,
}

impl FilterEngine {
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

    fn load_and_count(
        &self,
        settings: &ChainSettings<'_>,
        entry: &FilterEntry,
        replacement: Replacement<'_>,
    ) -> Result<FilterInChain, LoadError> {
        let old =
            replacement.in_use.and_then(|chain| chain.filters.iter().find(|old| old.version.name.name == entry.name));
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
}
