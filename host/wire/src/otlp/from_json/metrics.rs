//! `ExportMetricsServiceRequest`.

use super::{
    common::{attributes, resource, scope},
    points::{exponential, histogram, number, summary},
    values::{Read, boolean, fields, list, one_of, text},
};
use opentelemetry_proto::tonic::metrics::v1::{
    AggregationTemporality, ExponentialHistogram, Gauge, Histogram, Metric, ResourceMetrics, ScopeMetrics, Sum,
    Summary, metric::Data,
};
use sluice_event::Json;

/// Its `resourceMetrics`.
pub(in crate::otlp) fn metrics(json: Json<'_>) -> Read<Vec<ResourceMetrics>> {
    let mut all = Vec::new();
    fields(json, "the body", |name, value| {
        if name == "resourceMetrics" {
            all = list(value, "resourceMetrics", of_resource)?;
        }
        Ok(())
    })?;
    Ok(all)
}

fn of_resource(json: Json<'_>) -> Read<ResourceMetrics> {
    let mut metrics = ResourceMetrics::default();
    fields(json, "resourceMetrics", |name, value| {
        match name {
            "resource" => metrics.resource = resource(value)?,
            "scopeMetrics" => metrics.scope_metrics = list(value, "scopeMetrics", of_scope)?,
            "schemaUrl" => metrics.schema_url = text(value, "schemaUrl")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(metrics)
}

fn of_scope(json: Json<'_>) -> Read<ScopeMetrics> {
    let mut metrics = ScopeMetrics::default();
    fields(json, "scopeMetrics", |name, value| {
        match name {
            "scope" => metrics.scope = scope(value)?,
            "metrics" => metrics.metrics = list(value, "metrics", metric)?,
            "schemaUrl" => metrics.schema_url = text(value, "schemaUrl")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(metrics)
}

fn metric(json: Json<'_>) -> Read<Metric> {
    let mut metric = Metric::default();
    fields(json, "metrics", |name, value| {
        match name {
            "name" => metric.name = text(value, "name")?,
            "description" => metric.description = text(value, "description")?,
            "unit" => metric.unit = text(value, "unit")?,
            "metadata" => metric.metadata = attributes(value)?,
            "gauge" | "sum" | "histogram" | "exponentialHistogram" | "summary" => {
                metric.data = Some(data(name, value)?)
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(metric)
}

fn data(kind: &str, json: Json<'_>) -> Read<Data> {
    let (mut aggregation_temporality, mut is_monotonic, mut points) = (0, false, None);
    let temporality = |name: &str| AggregationTemporality::from_str_name(name).map(|number| number as i32);
    fields(json, "metrics", |name, value| {
        match name {
            "aggregationTemporality" => {
                aggregation_temporality = one_of(value, "aggregationTemporality", temporality)?;
            }
            "isMonotonic" => is_monotonic = boolean(value, "isMonotonic")?,
            "dataPoints" => points = Some(value),
            _ => {}
        }
        Ok(())
    })?;
    Ok(match kind {
        "gauge" => Data::Gauge(Gauge { data_points: data_points(points, number)? }),
        "sum" => Data::Sum(Sum { data_points: data_points(points, number)?, aggregation_temporality, is_monotonic }),
        "histogram" => {
            Data::Histogram(Histogram { data_points: data_points(points, histogram)?, aggregation_temporality })
        }
        "summary" => Data::Summary(Summary { data_points: data_points(points, summary)? }),
        _ => {
            let data_points = data_points(points, exponential)?;
            Data::ExponentialHistogram(ExponentialHistogram { data_points, aggregation_temporality })
        }
    })
}

fn data_points<'a, T>(json: Option<Json<'a>>, read: impl Fn(Json<'a>) -> Read<T>) -> Read<Vec<T>> {
    json.map_or(Ok(Vec::new()), |json| list(json, "dataPoints", read))
}
