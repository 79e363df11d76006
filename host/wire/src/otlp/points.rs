//! The numbers of data points.

use super::read::{
    metric::{Metric, MetricKind},
    point::{Buckets, DataPoint, Number},
};
use crate::event_text::Text;

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

pub(super) fn write_number(number: Number<'_>, text: &mut Text<'_>) {
    match number {
        Number::Float(value) => text.float(value),
        Number::Signed(value) => text.plain(value),
        Number::Count(value) => text.plain(value),
        Number::Digits(digits) => text.plain(digits),
    }
}

/// Writes what is no single number, as members.
pub(super) fn write_distribution(metric: &Metric<'_>, point: &DataPoint<'_>, text: &mut Text<'_>) {
    match metric.kind {
        Some(MetricKind::Histogram) => {
            write_counts("bucket_counts", &point.bucket_counts, text);
            if !point.explicit_bounds.is_empty() {
                text.name("explicit_bounds").array(|text| {
                    point.explicit_bounds.iter().for_each(|bound| text.float(*bound));
                });
            }
        }
        Some(MetricKind::ExponentialHistogram) => {
            text.name("scale").plain(point.scale);
            text.name("zero_count").plain(point.zero_count);
            text.name("zero_threshold").float(point.zero_threshold);
            write_buckets("positive", point.positive.as_ref(), text);
            write_buckets("negative", point.negative.as_ref(), text);
        }
        Some(MetricKind::Summary) => text.name("quantiles").array(|text| {
            for (quantile, value) in &point.quantiles {
                text.object(|text| {
                    text.name("quantile").float(*quantile);
                    text.name("value").float(*value);
                });
            }
        }),
        Some(MetricKind::Gauge | MetricKind::Sum) | None => {}
    }
}

fn write_counts(name: &str, counts: &[u64], text: &mut Text<'_>) {
    if !counts.is_empty() {
        text.name(name).array(|text| counts.iter().for_each(|count| text.plain(count)));
    }
}

fn write_buckets(name: &str, buckets: Option<&Buckets>, text: &mut Text<'_>) {
    if let Some(buckets) = buckets {
        text.name(name).object(|text| {
            text.name("offset").plain(buckets.offset);
            write_counts("bucket_counts", &buckets.bucket_counts, text);
        });
    }
}
