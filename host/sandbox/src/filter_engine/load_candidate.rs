//! What a filter has beside itself: a candidate, and the probation after a promotion.

use std::{
    path::Path,
    sync::{Arc, atomic::AtomicU64},
};

use super::{chain_settings::ChainSettings, engine::FilterEngine};
use crate::{
    candidate::{comparison::Comparison, probation::Probation, shadow::Shadow},
    chain::filter_in_chain::{Candidate, FilterInChain},
    load::{error::Refusal, stage::Stage},
    run::filter_version::FilterVersion,
    settings::filters::FilterEntry,
};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::engine";

impl FilterEngine {
    /// Adds what a filter has beside itself: the probation after its promotion, and a candidate of its own.
    pub(super) fn with_candidate(
        &self,
        mut filter: FilterInChain,
        settings: &ChainSettings<'_>,
        entry: &FilterEntry,
        old: Option<&Arc<FilterInChain>>,
    ) -> FilterInChain {
        let metrics = self.candidates.for_filter(settings.name, &entry.name);
        match old {
            Some(old) if old.component == filter.component => {
                filter.probation.clone_from(&old.probation);
                filter.comparison.clone_from(&old.comparison);
            }
            Some(old) if old.comparison_with(&filter.component).is_some() && filter.promotion.minutes > 0 => {
                let comparison = Arc::new(Comparison::new(&old.component, &filter.component, metrics.clone()));
                let shadow = self.shadow(&filter, old.version.clone(), filter.version.clone(), comparison);
                filter.probation = Some(Probation::new(Arc::clone(old), shadow, filter.promotion, metrics));
            }
            _ => {}
        }
        if let Some(path) = &entry.candidate {
            filter.candidate = Some(match self.load_candidate(settings, entry, path, &filter, old) {
                Ok(shadow) => {
                    filter.comparison = Some(Arc::clone(&shadow.comparison));
                    Candidate::Running(shadow)
                }
                Err(refusal) => {
                    let (chain, name) = (settings.name, entry.name.as_str());
                    if refusal.stage != Stage::Pending {
                        tracing::warn!(target: LOG_TARGET, chain, filter = name, %refusal, "a candidate was refused; its filter is not affected");
                    }
                    Candidate::Refused(refusal)
                }
            });
        }
        filter
    }

    fn load_candidate(
        &self,
        settings: &ChainSettings<'_>,
        entry: &FilterEntry,
        path: &Path,
        filter: &FilterInChain,
        old: Option<&Arc<FilterInChain>>,
    ) -> Result<Arc<Shadow>, Refusal> {
        let own = FilterEntry { component: path.to_owned(), candidate: None, ..entry.clone() };
        let candidate = self.load(settings, &own, None, filter.promotion)?;
        let known = old.and_then(|old| old.comparison.clone());
        let known = known.filter(|known| known.is_of(&filter.component, &candidate.component));
        let comparison = known.unwrap_or_else(|| {
            let metrics = self.candidates.for_filter(settings.name, &entry.name);
            Arc::new(Comparison::new(&filter.component, &candidate.component, metrics))
        });
        Ok(self.shadow(filter, filter.version.clone(), candidate.version, comparison))
    }

    fn shadow(
        &self,
        filter: &FilterInChain,
        old: FilterVersion,
        new: FilterVersion,
        comparison: Arc<Comparison>,
    ) -> Arc<Shadow> {
        Arc::new(Shadow {
            old,
            new,
            share: filter.share,
            comparison,
            queue: self.candidate_lane.queue(),
            slots: Arc::clone(&self.slots),
            watchdog: Arc::clone(&self.watchdog),
            reporter: Arc::clone(&filter.reporter),
            seen: AtomicU64::new(0),
            copies: Arc::default(),
        })
    }
}
