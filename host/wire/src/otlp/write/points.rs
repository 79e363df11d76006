//! The numbers of data points.

use crate::otlp::read::{
    metric::{Metric, MetricKind},
    point::{Buckets, DataPoint, Number},
};
use sluice_event::ValueWriter;

/// Of `DataPointFlags`: there was nothing to record.
const NO_RECORDED_VALUE: u32 = 1;

/// The single numbers of a point, by what they are.
pub(super) fn values<'a>(metric: &Metric<'_>, point: &DataPoint<'a>) -> Vec<(&'static str, Number<'a>)> {
    if !is_recorded(point) {
        return Vec::new();
    }
    if matches!(metric.kind, Some(MetricKind::Gauge | MetricKind::Sum)) {
        return point.value.map(|value| ("value", value)).into_iter().collect();
    }
    let floats = [("sum", point.sum), ("min", point.min), ("max", point.max)];
    let floats = floats.into_iter().filter_map(|(name, value)| Some((name, Number::Float(value?))));
    std::iter::once(("count", Number::Count(point.count))).chain(floats).collect()
}

pub(super) fn is_recorded(point: &DataPoint<'_>) -> bool {
    point.flags & NO_RECORDED_VALUE == 0
}

/// Whether JSON has a number for it.
pub(super) fn is_number(number: Number<'_>) -> bool {
    !matches!(number, Number::Float(value) if !value.is_finite())
}

pub(super) fn write_number(number: Number<'_>, writer: &mut ValueWriter<'_, '_>) {
    match number {
        Number::Float(value) => writer.float(value),
        Number::Signed(value) => writer.integer(value),
        Number::Count(value) => writer.count(value),
        Number::Digits(digits) => writer.digits(digits),
    }
}

/// Writes what is no single number, as members.
pub(super) fn write_distribution(metric: &Metric<'_>, point: &DataPoint<'_>, writer: &mut ValueWriter<'_, '_>) {
    match metric.kind {
        Some(MetricKind::Histogram) => {
            write_counts("bucket_counts", &point.bucket_counts, writer);
            if !point.explicit_bounds.is_empty() {
                writer.literal("explicit_bounds").array(|writer| {
                    point.explicit_bounds.iter().for_each(|bound| writer.float(*bound));
                });
            }
        }
        Some(MetricKind::ExponentialHistogram) => {
            writer.literal("scale").number(point.scale);
            writer.literal("zero_count").number(point.zero_count);
            writer.literal("zero_threshold").float(point.zero_threshold);
            write_buckets("positive", point.positive.as_ref(), writer);
            write_buckets("negative", point.negative.as_ref(), writer);
        }
        Some(MetricKind::Summary) => writer.literal("quantiles").array(|writer| {
            for (quantile, value) in &point.quantiles {
                writer.object(|writer| {
                    writer.literal("quantile").float(*quantile);
                    writer.literal("value").float(*value);
                });
            }
        }),
        Some(MetricKind::Gauge | MetricKind::Sum) | None => {}
    }
}

fn write_counts(name: &str, counts: &[u64], writer: &mut ValueWriter<'_, '_>) {
    if !counts.is_empty() {
        writer.name(name).array(|writer| counts.iter().for_each(|count| writer.count(*count)));
    }
}

fn write_buckets(name: &str, buckets: Option<&Buckets>, writer: &mut ValueWriter<'_, '_>) {
    if let Some(buckets) = buckets {
        writer.name(name).object(|writer| {
            writer.literal("offset").number(buckets.offset);
            write_counts("bucket_counts", &buckets.bucket_counts, writer);
        });
    }
}
