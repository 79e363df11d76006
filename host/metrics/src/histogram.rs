//! Histograms that many threads record in; see [`shards`](crate::shards).

use crate::shards::Shards;
use prometheus::{
    Error, HistogramOpts,
    core::{Collector, Desc, Describer, Metric, MetricVec, MetricVecBuilder},
    proto,
};
use std::{
    iter,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

/// A histogram. Clones are the same one.
#[derive(Clone)]
pub struct Histogram(Arc<Core>);

/// A family of them.
pub type HistogramVec = MetricVec<HistogramBuilder>;

/// Makes the histograms of a family.
#[derive(Clone)]
pub struct HistogramBuilder;

struct Core {
    desc: Desc,
    labels: Vec<proto::LabelPair>,
    /// The upper bounds of the buckets, without the infinite one.
    bounds: Box<[f64]>,
    undivided: Counts,
    shards: Shards<Counts>,
}

struct Counts {
    /// The bits of a floating-point number.
    sum: AtomicU64,
    /// By bucket, the infinite one last: each without those below it.
    buckets: Box<[AtomicU64]>,
}

impl Histogram {
    /// A histogram without labels.
    ///
    /// # Errors
    /// The name is malformed, or the bounds do not ascend.
    pub fn with_opts(options: HistogramOpts) -> Result<Self, Error> {
        HistogramBuilder.build::<&str>(&options, &[])
    }

    /// Records a value.
    #[inline]
    pub fn observe(&self, value: f64) {
        let Core { bounds, undivided, shards, .. } = &*self.0;
        let bucket = bounds.iter().position(|bound| value <= *bound).unwrap_or(bounds.len());
        match shards.own() {
            Some(own) => own.add(bucket, value),
            None if undivided.try_add(bucket, value) => {}
            None => shards.own_or_divide(|| Counts::new(bounds.len())).add(bucket, value),
        }
    }

    /// How many values were recorded.
    #[must_use]
    pub fn get_sample_count(&self) -> u64 {
        (0..=self.0.bounds.len()).map(|bucket| self.0.count(bucket)).sum()
    }

    /// The sum of the values that were recorded.
    #[must_use]
    pub fn get_sample_sum(&self) -> f64 {
        self.0.sum()
    }

    /// The upper bounds of the buckets, without the infinite one.
    pub(crate) fn bounds(&self) -> &[f64] {
        &self.0.bounds
    }
}

impl Core {
    fn all(&self) -> impl Iterator<Item = &Counts> {
        iter::once(&self.undivided).chain(self.shards.iter())
    }

    /// Values in one bucket.
    fn count(&self, bucket: usize) -> u64 {
        self.all().map(|counts| counts.buckets[bucket].load(Relaxed)).sum()
    }

    fn sum(&self) -> f64 {
        self.all().map(|counts| f64::from_bits(counts.sum.load(Relaxed))).sum()
    }

    fn snapshot(&self) -> proto::Histogram {
        let mut count = 0;
        let mut below = |bucket| {
            count += self.count(bucket);
            count
        };
        let buckets = self.bounds.iter().enumerate().map(|(bucket, bound)| {
            let mut said = proto::Bucket::default();
            said.set_cumulative_count(below(bucket));
            said.set_upper_bound(*bound);
            said
        });
        let mut said = proto::Histogram::default();
        said.set_bucket(buckets.collect());
        said.set_sample_count(below(self.bounds.len()));
        said.set_sample_sum(self.sum());
        said
    }
}

impl Counts {
    fn new(bounds: usize) -> Self {
        Self { sum: AtomicU64::new(0.0f64.to_bits()), buckets: (0..=bounds).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Fails when another thread has added something at the same time.
    #[inline]
    fn try_add(&self, bucket: usize, value: f64) -> bool {
        let before = self.sum.load(Relaxed);
        let after = (f64::from_bits(before) + value).to_bits();
        let added = self.sum.compare_exchange(before, after, Relaxed, Relaxed).is_ok();
        if added {
            self.buckets[bucket].fetch_add(1, Relaxed);
        }
        added
    }

    #[inline]
    fn add(&self, bucket: usize, value: f64) {
        while !self.try_add(bucket, value) {}
    }
}

impl MetricVecBuilder for HistogramBuilder {
    type M = Histogram;
    type P = HistogramOpts;

    fn build<V: AsRef<str>>(&self, options: &HistogramOpts, values: &[V]) -> Result<Histogram, Error> {
        let desc = options.describe()?;
        if desc.variable_labels.len() != values.len() {
            return Err(Error::InconsistentCardinality { expect: desc.variable_labels.len(), got: values.len() });
        }
        let bounds: Box<[f64]> = options.buckets.iter().copied().filter(|bound| *bound != f64::INFINITY).collect();
        if !bounds.is_sorted_by(|one, next| one < next) {
            return Err(Error::Msg(format!("the bounds of {} do not ascend", desc.fq_name)));
        }
        let variable = desc.variable_labels.iter().zip(values).map(|(name, value)| {
            let mut label = proto::LabelPair::default();
            label.set_name(name.clone());
            label.set_value(value.as_ref().to_owned());
            label
        });
        let mut labels: Vec<_> = variable.chain(desc.const_label_pairs.iter().cloned()).collect();
        labels.sort_by(|one, other| one.name().cmp(other.name()));
        let undivided = Counts::new(bounds.len());
        Ok(Histogram(Arc::new(Core { desc, labels, bounds, undivided, shards: Shards::none() })))
    }
}

impl Metric for Histogram {
    fn metric(&self) -> proto::Metric {
        let mut metric = proto::Metric::from_label(self.0.labels.clone());
        metric.set_histogram(self.0.snapshot());
        metric
    }
}

impl Collector for Histogram {
    fn desc(&self) -> Vec<&Desc> {
        vec![&self.0.desc]
    }

    fn collect(&self) -> Vec<proto::MetricFamily> {
        let mut family = proto::MetricFamily::default();
        family.set_name(self.0.desc.fq_name.clone());
        family.set_help(self.0.desc.help.clone());
        family.set_field_type(proto::MetricType::HISTOGRAM);
        family.set_metric(vec![self.metric()]);
        vec![family]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prometheus::{Encoder, TextEncoder};
    use std::thread;

    const BOUNDS: &[f64] = &[0.5, 1.0, 2.5];

    fn options() -> HistogramOpts {
        HistogramOpts::new("seconds", "It takes").buckets(BOUNDS.to_vec())
    }

    fn text(collector: &impl Collector) -> String {
        let mut text = Vec::new();
        TextEncoder::new().encode(&collector.collect(), &mut text).expect("it can be encoded");
        String::from_utf8(text).expect("UTF-8")
    }

    #[test]
    fn it_says_what_the_one_of_the_library_says() {
        let (own, other) =
            (Histogram::with_opts(options()).unwrap(), prometheus::Histogram::with_opts(options()).unwrap());
        for value in [0.5, 0.50001, -1.0, 2.5, 100.0, f64::INFINITY, 0.0, 1.0] {
            own.observe(value);
            other.observe(value);
        }
        assert_eq!(text(&own), text(&other));
        let options = || options().const_label("zone", "a");
        let own =
            HistogramVec::create(proto::MetricType::HISTOGRAM, HistogramBuilder, options().variable_label("name"))
                .unwrap();
        let other = prometheus::HistogramVec::new(options(), &["name"]).unwrap();
        own.with_label_values(&["x"]).observe(0.75);
        other.with_label_values(&["x"]).observe(0.75);
        assert_eq!(text(&own), text(&other));
    }

    #[test]
    fn nothing_is_lost_while_it_is_divided() {
        const THREADS: u64 = 8;
        const TURNS: u64 = 10_000;
        let histogram = Histogram::with_opts(options()).unwrap();
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| (0..TURNS).for_each(|turn| histogram.observe((turn % 4) as f64)));
            }
        });
        let said = histogram.0.snapshot();
        let counts: Vec<_> = said.get_bucket().iter().map(proto::Bucket::cumulative_count).collect();
        assert_eq!(counts, [THREADS * TURNS / 4, THREADS * TURNS / 2, THREADS * TURNS * 3 / 4]);
        assert_eq!(said.get_sample_count(), THREADS * TURNS);
        assert_eq!(said.get_sample_sum(), (THREADS * TURNS / 4 * 6) as f64);
    }

    #[test]
    fn bounds_that_do_not_ascend_are_refused() {
        let options = HistogramOpts::new("seconds", "It takes").buckets(vec![1.0, 1.0]);
        assert!(Histogram::with_opts(options).is_err());
    }
}
