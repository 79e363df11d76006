//! A metric with series for each tenant, whose number is bounded.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use parking_lot::RwLock;
use prometheus::core::{MetricVec, MetricVecBuilder};

use crate::maps::HashMap;

/// The value of every label of what is past a bound.
const OTHER: &str = "other";
/// Longest name of a client's that becomes the value of a label.
const MAX_NAME_BYTES: usize = 128;

/// Where events are from.
#[derive(Clone, Copy)]
pub struct Origin<'a> {
    /// The contact center id of the tenant; empty where the identity has none.
    pub tenant_id: &'a str,
    /// The tenant's name in the configuration; empty where it has none.
    pub tenant_name: &'a str,
    /// Whether a text holds what must not be shown. It is asked about names that become labels for the first time.
    pub is_secret: &'a dyn Fn(&str) -> bool,
}

/// How many series a metric may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Names that clients have thought of, by tenant.
    pub(crate) names: usize,
    /// All of the metric.
    pub(crate) series: usize,
}

/// What is counted in a series: its labels before `tenantName` and `contactCenterId`.
#[derive(Clone, Copy)]
pub(crate) struct Key<'a> {
    /// One for each combination of labels.
    pub(crate) name: &'a str,
    pub(crate) labels: &'a [&'a str],
    /// Whether a client has thought of the name.
    pub(crate) is_open: bool,
}

/// Gives the series of a metric by the values of their labels.
pub(crate) trait Vector {
    type Metric: Clone;
    fn get(&self, labels: &[&str]) -> Option<Self::Metric>;
}

impl<B: MetricVecBuilder> Vector for MetricVec<B> {
    type Metric = B::M;

    fn get(&self, labels: &[&str]) -> Option<B::M> {
        self.get_metric_with_label_values(labels).ok()
    }
}

/// The series of one metric.
pub(crate) struct Family<V: Vector> {
    vector: V,
    metric: String,
    bounds: Bounds,
    known: RwLock<Known<V::Metric>>,
    is_bound_logged: AtomicBool,
}

struct Known<M> {
    by_tenant: HashMap<Box<str>, OfTenant<M>>,
    series: usize,
}

struct OfTenant<M> {
    by_name: HashMap<Box<str>, M>,
    open_names: usize,
}

impl<V: Vector> Family<V> {
    pub(crate) fn new(vector: V, metric: String, bounds: Bounds) -> Self {
        let known = RwLock::new(Known { by_tenant: HashMap::default(), series: 0 });
        Self { vector, metric, bounds, known, is_bound_logged: AtomicBool::new(false) }
    }

    /// Does something with a series, or with the one for what is past a bound.
    #[inline]
    pub(crate) fn with(&self, origin: Origin<'_>, key: Key<'_>, act: impl FnOnce(&V::Metric)) {
        let known = self.known.read();
        let of_tenant = known.by_tenant.get(origin.tenant_id);
        if let Some(metric) = of_tenant.and_then(|of_tenant| of_tenant.by_name.get(key.name)) {
            return act(metric);
        }
        drop(known);
        if let Some(metric) = self.create(origin, key) {
            act(&metric);
        }
    }

    #[cold]
    fn create(&self, origin: Origin<'_>, key: Key<'_>) -> Option<V::Metric> {
        let others = vec![OTHER; key.labels.len()];
        let mut known = self.known.write();
        let Known { by_tenant, series } = &mut *known;
        let open_names = by_tenant.get(origin.tenant_id).map_or(0, |of_tenant| of_tenant.open_names);
        let is_past_bound = key.is_open && open_names >= self.bounds.names;
        if is_past_bound {
            self.log_bound("contracts.max_names");
        }
        let is_refused = is_past_bound || (key.is_open && (!is_label(key.name) || (origin.is_secret)(key.name)));
        let key = if is_refused { Key { name: OTHER, labels: &others, is_open: false } } else { key };
        if let Some(metric) = by_tenant.get(origin.tenant_id).and_then(|of_tenant| of_tenant.by_name.get(key.name)) {
            return Some(metric.clone());
        }
        if *series >= self.bounds.series {
            self.log_bound("contracts.max_series");
            return self.vector.get(&[&others[..], &[OTHER, OTHER]].concat());
        }
        let metric = self.vector.get(&[key.labels, &[origin.tenant_name, origin.tenant_id]].concat())?;
        let new = || OfTenant { by_name: HashMap::default(), open_names: 0 };
        let of_tenant = by_tenant.entry(origin.tenant_id.into()).or_insert_with(new);
        of_tenant.open_names += usize::from(key.is_open);
        of_tenant.by_name.insert(key.name.into(), metric.clone());
        *series += 1;
        Some(metric)
    }

    fn log_bound(&self, key: &str) {
        if !self.is_bound_logged.swap(true, Relaxed) {
            tracing::warn!(
                target: "sluice::contract",
                metric = self.metric,
                key,
                "the metric has as many series as it may have; what is new is counted as \"other\""
            );
        }
    }
}

/// Whether a name of a client's can be the value of a label: it is short, and looks like a name.
fn is_label(name: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.:/".contains(&byte))
}
