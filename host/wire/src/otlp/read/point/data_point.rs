//! What a data point has.

use crate::otlp::read::KeyValue;

/// A data point; its exemplars are left out.
#[derive(Default)]
pub(in crate::otlp) struct DataPoint<'a> {
    /// Nanoseconds since 1970; 0 says that there is none.
    pub(in crate::otlp) start_time: u64,
    pub(in crate::otlp) time: u64,
    pub(in crate::otlp) attributes: Vec<KeyValue<'a>>,
    /// `DataPointFlags`.
    pub(in crate::otlp) flags: u32,
    pub(in crate::otlp) value: Option<Number<'a>>,
    pub(in crate::otlp) count: u64,
    pub(in crate::otlp) sum: Option<f64>,
    pub(in crate::otlp) min: Option<f64>,
    pub(in crate::otlp) max: Option<f64>,
    pub(in crate::otlp) bucket_counts: Vec<u64>,
    pub(in crate::otlp) explicit_bounds: Vec<f64>,
    pub(in crate::otlp) scale: i32,
    pub(in crate::otlp) zero_count: u64,
    pub(in crate::otlp) zero_threshold: f64,
    pub(in crate::otlp) positive: Option<Buckets>,
    pub(in crate::otlp) negative: Option<Buckets>,
    /// Quantile and value.
    pub(in crate::otlp) quantiles: Vec<(f64, f64)>,
}

/// Buckets of an exponential histogram.
#[derive(Default)]
pub(in crate::otlp) struct Buckets {
    pub(in crate::otlp) offset: i32,
    pub(in crate::otlp) bucket_counts: Vec<u64>,
}

/// A number of a data point.
#[derive(Clone, Copy)]
pub(in crate::otlp) enum Number<'a> {
    Float(f64),
    Signed(i64),
    Count(u64),
    /// An integer that 64 bits do not hold.
    Digits(&'a str),
}
