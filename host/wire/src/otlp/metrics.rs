//! Metrics: each data point is an event. <https://opentelemetry.io/docs/specs/otel/metrics/data-model/>

use super::{
    attributes::{self, Of},
    origin::Origin,
    points::{self, Point},
    record::time,
};
use crate::event_text::{EventText, Text};
use opentelemetry_proto::tonic::metrics::v1::{AggregationTemporality, Metric, ResourceMetrics, metric::Data};
use sluice_event::DecodeError;

/// The names of attributes that a data point has for something else.
const TAKEN: &[&str] = &["otel"];

/// Writes every data point as an event.
pub(super) fn write(resources: &[ResourceMetrics], events: &mut EventText) -> Result<(), DecodeError> {
    for metrics in resources {
        let resource = Origin::of(metrics.resource.as_ref());
        for metrics in &metrics.scope_metrics {
            let origin = resource.with(metrics.scope.as_ref());
            for metric in &metrics.metrics {
                write_metric(metric, &origin, events)?;
            }
        }
    }
    Ok(())
}

fn write_metric(metric: &Metric, origin: &Origin<'_>, events: &mut EventText) -> Result<(), DecodeError> {
    let mut each = |point: Point<'_>| events.event(|text| write_point(metric, origin, &point, text));
    match &metric.data {
        Some(Data::Gauge(gauge)) => gauge.data_points.iter().map(points::number).try_for_each(&mut each),
        Some(Data::Sum(sum)) => sum.data_points.iter().map(points::number).try_for_each(&mut each),
        Some(Data::Histogram(all)) => all.data_points.iter().map(points::histogram).try_for_each(&mut each),
        Some(Data::ExponentialHistogram(all)) => {
            all.data_points.iter().map(points::exponential).try_for_each(&mut each)
        }
        Some(Data::Summary(all)) => all.data_points.iter().map(points::summary).try_for_each(&mut each),
        None => Ok(()),
    }
}

fn write_point(metric: &Metric, origin: &Origin<'_>, point: &Point<'_>, text: &mut Text<'_>) {
    time(text, "time", point.time);
    text.name("kind").text("measurement");
    text.text_unless_empty("name", &metric.name);
    attributes::known(point.attributes, Of::Other).or(&origin.known).write(text);
    text.object_unless_empty("values", |text| {
        // Not by the metric's name: filters look at values, and a name of a member would pass them.
        for (name, value) in point.values.iter().filter(|(_, value)| value.is_number()) {
            value.write(text.name(name));
        }
    });
    text.object_unless_empty("attributes", |text| {
        let left = attributes::write_others(point.attributes, Of::Other, TAKEN, text);
        text.object_unless_empty("otel", |text| {
            if left {
                attributes::write_taken(point.attributes, TAKEN, text);
            }
            origin.write(text);
            text.object_unless_empty("metric", |text| {
                let (kind, temporality, monotonic) = nature(metric);
                text.text_unless_empty("type", kind);
                text.text_unless_empty("temporality", temporality);
                if let Some(monotonic) = monotonic {
                    text.name("monotonic").plain(monotonic);
                }
                text.text_unless_empty("unit", &metric.unit);
                text.text_unless_empty("description", &metric.description);
                time(text, "start_time", point.start);
                if !point.is_recorded {
                    text.name("no_recorded_value").plain(true);
                }
                for (name, value) in point.values.iter().filter(|(_, value)| !value.is_number()) {
                    value.write(text.name(name));
                }
                (point.more)(text);
            });
        });
    });
}

fn nature(metric: &Metric) -> (&'static str, &'static str, Option<bool>) {
    match &metric.data {
        Some(Data::Gauge(_)) => ("gauge", "", None),
        Some(Data::Sum(sum)) => ("sum", temporality(sum.aggregation_temporality), Some(sum.is_monotonic)),
        Some(Data::Histogram(all)) => ("histogram", temporality(all.aggregation_temporality), None),
        Some(Data::ExponentialHistogram(all)) => {
            ("exponential_histogram", temporality(all.aggregation_temporality), None)
        }
        Some(Data::Summary(_)) => ("summary", "", None),
        None => ("", "", None),
    }
}

fn temporality(number: i32) -> &'static str {
    match AggregationTemporality::try_from(number) {
        Ok(AggregationTemporality::Delta) => "delta",
        Ok(AggregationTemporality::Cumulative) => "cumulative",
        Ok(AggregationTemporality::Unspecified) | Err(_) => "",
    }
}
