//! Data points of every kind, as one.

use crate::event_text::Text;
use opentelemetry_proto::tonic::{
    common::v1::KeyValue,
    metrics::v1::{
        DataPointFlags, ExponentialHistogramDataPoint, HistogramDataPoint, NumberDataPoint, SummaryDataPoint,
        exponential_histogram_data_point::Buckets, number_data_point,
    },
};

/// A data point; its exemplars are left out.
pub(super) struct Point<'a> {
    pub(super) start: u64,
    pub(super) time: u64,
    pub(super) attributes: &'a [KeyValue],
    /// Whether there was a value to record.
    pub(super) is_recorded: bool,
    /// By what they are.
    pub(super) values: Vec<(&'static str, Number)>,
    /// Writes what is no single number, as members.
    pub(super) more: Box<dyn Fn(&mut Text<'_>) + 'a>,
}

/// A number of a data point.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Float(f64),
    Signed(i64),
    Count(u64),
}

impl Number {
    /// Whether JSON has a number for it.
    pub(super) fn is_number(self) -> bool {
        !matches!(self, Self::Float(value) if !value.is_finite())
    }

    pub(super) fn write(self, text: &mut Text<'_>) {
        match self {
            Self::Float(value) => text.float(value),
            Self::Signed(value) => text.plain(value),
            Self::Count(value) => text.plain(value),
        }
    }
}

pub(super) fn number(point: &NumberDataPoint) -> Point<'_> {
    let value = point.value.filter(|_| is_recorded(point.flags)).map(|value| match value {
        number_data_point::Value::AsDouble(value) => Number::Float(value),
        number_data_point::Value::AsInt(value) => Number::Signed(value),
    });
    Point {
        start: point.start_time_unix_nano,
        time: point.time_unix_nano,
        attributes: &point.attributes,
        is_recorded: is_recorded(point.flags),
        values: value.map(|value| ("value", value)).into_iter().collect(),
        more: Box::new(|_| {}),
    }
}

pub(super) fn histogram(point: &HistogramDataPoint) -> Point<'_> {
    Point {
        start: point.start_time_unix_nano,
        time: point.time_unix_nano,
        attributes: &point.attributes,
        is_recorded: is_recorded(point.flags),
        values: statistics(point.flags, point.count, point.sum, point.min, point.max),
        more: Box::new(|text| {
            counts("bucket_counts", &point.bucket_counts, text);
            if !point.explicit_bounds.is_empty() {
                text.name("explicit_bounds").array(|text| {
                    point.explicit_bounds.iter().for_each(|bound| text.float(*bound));
                });
            }
        }),
    }
}

pub(super) fn exponential(point: &ExponentialHistogramDataPoint) -> Point<'_> {
    Point {
        start: point.start_time_unix_nano,
        time: point.time_unix_nano,
        attributes: &point.attributes,
        is_recorded: is_recorded(point.flags),
        values: statistics(point.flags, point.count, point.sum, point.min, point.max),
        more: Box::new(|text| {
            text.name("scale").plain(point.scale);
            text.name("zero_count").plain(point.zero_count);
            text.name("zero_threshold").float(point.zero_threshold);
            buckets("positive", point.positive.as_ref(), text);
            buckets("negative", point.negative.as_ref(), text);
        }),
    }
}

pub(super) fn summary(point: &SummaryDataPoint) -> Point<'_> {
    Point {
        start: point.start_time_unix_nano,
        time: point.time_unix_nano,
        attributes: &point.attributes,
        is_recorded: is_recorded(point.flags),
        values: statistics(point.flags, point.count, Some(point.sum), None, None),
        more: Box::new(|text| {
            text.name("quantiles").array(|text| {
                for at in &point.quantile_values {
                    text.object(|text| {
                        text.name("quantile").float(at.quantile);
                        text.name("value").float(at.value);
                    });
                }
            });
        }),
    }
}

fn is_recorded(flags: u32) -> bool {
    flags & DataPointFlags::NoRecordedValueMask as u32 == 0
}

fn statistics(
    flags: u32,
    count: u64,
    sum: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
) -> Vec<(&'static str, Number)> {
    let floats = [("sum", sum), ("min", min), ("max", max)];
    let floats = floats.into_iter().filter_map(|(name, value)| Some((name, Number::Float(value?))));
    let all = std::iter::once(("count", Number::Count(count))).chain(floats);
    all.filter(|_| is_recorded(flags)).collect()
}

fn counts(name: &str, counts: &[u64], text: &mut Text<'_>) {
    if !counts.is_empty() {
        text.name(name).array(|text| counts.iter().for_each(|count| text.plain(count)));
    }
}

fn buckets(name: &str, buckets: Option<&Buckets>, text: &mut Text<'_>) {
    if let Some(buckets) = buckets {
        text.name(name).object(|text| {
            text.name("offset").plain(buckets.offset);
            counts("bucket_counts", &buckets.bucket_counts, text);
        });
    }
}
