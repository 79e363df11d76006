//! `Metric`, but for its data points.

use super::encoding::value::number_of;
use super::{Message, Read, Reader, Value, fields};

/// A metric, as far as something becomes of it.
#[derive(Default)]
pub(in crate::otlp) struct Metric<'a> {
    pub(in crate::otlp) name: &'a str,
    pub(in crate::otlp) description: &'a str,
    pub(in crate::otlp) unit: &'a str,
    pub(in crate::otlp) kind: Option<MetricKind>,
    /// The message of its kind, which has the data points.
    data: Option<Message<'a>>,
    /// An `AggregationTemporality`.
    pub(in crate::otlp) temporality: i32,
    pub(in crate::otlp) is_monotonic: bool,
}

/// What its data points are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::otlp) enum MetricKind {
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
}

fields! {
    MetricField {
        Name = 1, "name";
        Description = 2, "description";
        Unit = 3, "unit";
        Gauge = 5, "gauge";
        Sum = 7, "sum";
        Histogram = 9, "histogram";
        ExponentialHistogram = 10, "exponentialHistogram";
        Summary = 11, "summary";
        Metadata = 12, "metadata";
    }
}

fields! {
    /// Of every kind's message; gauges and summaries have the first alone.
    DataField {
        DataPoints = 1, "dataPoints";
        Temporality = 2, "aggregationTemporality";
        IsMonotonic = 3, "isMonotonic";
    }
}

impl<'a> Metric<'a> {
    pub(in crate::otlp) fn read(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut metric = Self::default();
        reader.fields(message, |reader, field, value| {
            let kind = match field {
                MetricField::Name => return reader.text(value).map(|name| metric.name = name),
                MetricField::Description => return reader.text(value).map(|text| metric.description = text),
                MetricField::Unit => return reader.text(value).map(|unit| metric.unit = unit),
                MetricField::Metadata => return Ok(()),
                MetricField::Gauge => MetricKind::Gauge,
                MetricField::Sum => MetricKind::Sum,
                MetricField::Histogram => MetricKind::Histogram,
                MetricField::ExponentialHistogram => MetricKind::ExponentialHistogram,
                MetricField::Summary => MetricKind::Summary,
            };
            (metric.kind, metric.data) = (Some(kind), Some(value.message()?));
            Ok(())
        })?;
        if let Some(data) = metric.data {
            reader.fields(data, |_, field, value| {
                match field {
                    DataField::DataPoints => {}
                    DataField::Temporality => metric.temporality = value.one_of(temporality)?,
                    DataField::IsMonotonic => metric.is_monotonic = value.boolean()?,
                }
                Ok(())
            })?;
        }
        Ok(metric)
    }

    /// The data points, one list after the other.
    pub(in crate::otlp) fn each_list(
        &self,
        reader: &mut Reader<'a>,
        mut take: impl FnMut(&mut Reader<'a>, Value<'a>) -> Read<'a, ()>,
    ) -> Read<'a, ()> {
        let Some(data) = self.data else { return Ok(()) };
        reader.fields(data, |reader, field, value| match field {
            DataField::DataPoints => take(reader, value),
            _ => Ok(()),
        })
    }
}

fn temporality(name: &str) -> Option<i32> {
    number_of(name.strip_prefix("AGGREGATION_TEMPORALITY_")?, &["UNSPECIFIED", "DELTA", "CUMULATIVE"])
}
