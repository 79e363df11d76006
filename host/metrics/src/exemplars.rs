//! Exemplars: for each bucket of a histogram, one of the latest requests that it counts.
//! <https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars>

use crate::histogram::Histogram;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering::Relaxed},
};

/// The one label that exemplars have.
pub(crate) const LABEL: &str = "request_id";
/// The name and the value of that label together. The specification forbids more.
const MAX_CHARACTERS: usize = 128;

/// A histogram of requests that can name some of them.
#[derive(Clone)]
pub struct HistogramWithExemplars {
    histogram: Histogram,
    exemplars: Arc<Exemplars>,
}

impl HistogramWithExemplars {
    pub(crate) fn new(histogram: Histogram) -> Self {
        let exemplars = Arc::new(Exemplars::of(&histogram));
        Self { histogram, exemplars }
    }

    pub(crate) fn exemplars(&self) -> Arc<Exemplars> {
        Arc::clone(&self.exemplars)
    }

    /// Records the value of a request, and the request as the exemplar of its bucket if that has none of this second yet. For all
    /// others this costs one comparison. `unix_millis` is the time now, milliseconds since 1970. An id that is too long for an
    /// exemplar becomes none.
    pub fn observe(&self, value: f64, request_id: &str, unix_millis: i64) {
        self.histogram.observe(value);
        self.exemplars.offer(value, request_id, unix_millis);
    }
}

/// The exemplars of one histogram.
pub(crate) struct Exemplars {
    /// The upper bounds of its buckets, without the infinite one.
    bounds: Box<[f64]>,
    /// One more: that of the infinite bucket is the last.
    slots: Box<[Slot]>,
}

#[derive(Default)]
struct Slot {
    /// The second in which the exemplar was last replaced.
    renewed: AtomicI64,
    exemplar: Mutex<Option<Exemplar>>,
}

/// A request that a bucket counts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Exemplar {
    pub(crate) request_id: String,
    pub(crate) value: f64,
    /// When it was observed.
    pub(crate) unix_millis: i64,
}

impl Exemplars {
    fn of(histogram: &Histogram) -> Self {
        let bounds: Box<[f64]> = histogram.bounds().into();
        Self { slots: (0..=bounds.len()).map(|_| Slot::default()).collect(), bounds }
    }

    /// The exemplar of each bucket, that of the infinite one last.
    pub(crate) fn latest(&self) -> Vec<Option<Exemplar>> {
        self.slots.iter().map(|slot| slot.exemplar.lock().unwrap_or_else(PoisonError::into_inner).clone()).collect()
    }

    fn offer(&self, value: f64, request_id: &str, unix_millis: i64) {
        let bucket = self.bounds.iter().position(|bound| value <= *bound).unwrap_or(self.bounds.len());
        let slot = &self.slots[bucket];
        let (second, renewed) = (unix_millis.div_euclid(1000), slot.renewed.load(Relaxed));
        // A thread that is a little late brings nothing newer. If the clock was set back further, its time is taken.
        if (0..=1).contains(&renewed.wrapping_sub(second)) {
            return;
        }
        let is_first = slot.renewed.compare_exchange(renewed, second, Relaxed, Relaxed).is_ok();
        if is_first && LABEL.len() + request_id.chars().count() <= MAX_CHARACTERS {
            slot.renew(value, request_id, unix_millis);
        }
    }
}

impl Slot {
    fn renew(&self, value: f64, request_id: &str, unix_millis: i64) {
        let mut exemplar = self.exemplar.lock().unwrap_or_else(PoisonError::into_inner);
        let exemplar = exemplar.get_or_insert_with(|| Exemplar { request_id: String::new(), value, unix_millis });
        // Its memory is used again.
        request_id.clone_into(&mut exemplar.request_id);
        (exemplar.value, exemplar.unix_millis) = (value, unix_millis);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prometheus::HistogramOpts;

    const NOW: i64 = 1_800_000_000_000;

    fn histogram() -> HistogramWithExemplars {
        let options = HistogramOpts::new("a", "a").buckets(vec![0.1, 1.0]);
        HistogramWithExemplars::new(Histogram::with_opts(options).expect("options"))
    }

    fn ids(histogram: &HistogramWithExemplars) -> Vec<Option<String>> {
        histogram.exemplars.latest().into_iter().map(|exemplar| exemplar.map(|exemplar| exemplar.request_id)).collect()
    }

    #[test]
    fn each_bucket_has_its_own_and_a_bound_belongs_to_the_bucket_below_it() {
        let histogram = histogram();
        for (value, id) in [(0.1, "bound"), (0.2, "middle"), (f64::NAN, "none")] {
            histogram.observe(value, id, NOW);
        }
        assert_eq!(ids(&histogram), [Some("bound".to_owned()), Some("middle".to_owned()), Some("none".to_owned())]);
        assert_eq!(histogram.histogram.get_sample_count(), 3);
    }

    #[test]
    fn it_is_replaced_once_a_second_by_what_is_newer() {
        let histogram = histogram();
        for (later, expected) in
            [(0, 0), (999, 0), (1000, 1000), (500, 1000), (1999, 1000), (2000, 2000), (-60_000, -60_000)]
        {
            histogram.observe(0.5, &later.to_string(), NOW + later);
            assert_eq!(
                histogram.exemplars.latest()[1].as_ref().map(|exemplar| exemplar.unix_millis),
                Some(NOW + expected)
            );
            assert_eq!(ids(&histogram)[1], Some(expected.to_string()));
        }
    }

    #[test]
    fn an_id_that_is_too_long_becomes_none() {
        let histogram = histogram();
        histogram.observe(0.5, &"ä".repeat(119), NOW);
        assert_eq!(ids(&histogram)[1], None);
        histogram.observe(0.5, &"ä".repeat(118), NOW + 2000);
        assert_eq!(ids(&histogram)[1], Some("ä".repeat(118)));
    }
}
