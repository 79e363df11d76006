//! What is registered, and the two texts that are made of it.

use crate::{
    exemplars::{Exemplar, Exemplars},
    open_metrics,
};
use prometheus::{Encoder, TextEncoder, core::Collector};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

/// The metrics of a service. Names are unique.
#[derive(Default)]
pub struct Registry {
    families: prometheus::Registry,
    names: Mutex<BTreeSet<String>>,
    /// By the name of the histogram.
    exemplars: Mutex<BTreeMap<String, Arc<Exemplars>>>,
}

impl Registry {
    /// The name of every registered metric, whether or not it has series.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Appends the text exposition format, version 0.0.4, to `out`.
    ///
    /// # Errors
    /// A metric cannot be encoded. What was encoded before it stays in `out`.
    pub fn render(&self, out: &mut Vec<u8>) -> Result<(), prometheus::Error> {
        TextEncoder::new().encode(&self.families.gather(), out)
    }

    /// Appends the text format of OpenMetrics 1.0 to `out`: the same series, and exemplars.
    /// <https://prometheus.io/docs/specs/om/open_metrics_spec/>
    ///
    /// # Errors
    /// A metric cannot be encoded. What was encoded before it stays in `out`, without the end that makes it valid.
    pub fn render_open_metrics(&self, out: &mut Vec<u8>) -> Result<(), prometheus::Error> {
        // Before the values: whatever has an exemplar has been counted.
        let exemplars = self.exemplars();
        open_metrics::write(&self.families.gather(), &self.names(), &exemplars, out)
    }

    pub(crate) fn register<C: Collector + Clone + 'static>(&self, metric: &C) -> Result<(), prometheus::Error> {
        self.families.register(Box::new(metric.clone()))?;
        let names = metric.desc().into_iter().map(|desc| desc.fq_name.clone());
        self.names.lock().unwrap_or_else(PoisonError::into_inner).extend(names);
        Ok(())
    }

    pub(crate) fn register_exemplars(&self, histogram: &str, exemplars: Arc<Exemplars>) {
        self.exemplars.lock().unwrap_or_else(PoisonError::into_inner).insert(histogram.to_owned(), exemplars);
    }

    fn exemplars(&self) -> BTreeMap<String, Vec<Option<Exemplar>>> {
        let exemplars = self.exemplars.lock().unwrap_or_else(PoisonError::into_inner);
        exemplars.iter().map(|(histogram, of)| (histogram.clone(), of.latest())).collect()
    }
}
