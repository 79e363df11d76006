//! `ExportMetricsServiceRequest`.

use super::{
    common::{attributes, resource, scope},
    values::{Read, boolean, fields, float, integer, list, one_of, text},
};
use crate::event::Json;
use opentelemetry_proto::tonic::metrics::v1::{
    AggregationTemporality, ExponentialHistogram, ExponentialHistogramDataPoint, Gauge, Histogram, HistogramDataPoint,
    Metric, NumberDataPoint, ResourceMetrics, ScopeMetrics, Sum, Summary, SummaryDataPoint,
    exponential_histogram_data_point::Buckets, metric::Data, number_data_point, summary_data_point::ValueAtQuantile,
};

/// Its `resourceMetrics`.
pub(in crate::wire::otlp) fn metrics(json: Json<'_>) -> Read<Vec<ResourceMetrics>> {
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

fn number(json: Json<'_>) -> Read<NumberDataPoint> {
    let mut point = NumberDataPoint::default();
    fields(json, "dataPoints", |name, value| {
        match name {
            "attributes" => point.attributes = attributes(value)?,
            "startTimeUnixNano" => point.start_time_unix_nano = integer(value, "startTimeUnixNano")?,
            "timeUnixNano" => point.time_unix_nano = integer(value, "timeUnixNano")?,
            "asDouble" => point.value = Some(number_data_point::Value::AsDouble(float(value, "asDouble")?)),
            "asInt" => point.value = Some(number_data_point::Value::AsInt(integer(value, "asInt")?)),
            "flags" => point.flags = integer(value, "flags")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(point)
}

fn histogram(json: Json<'_>) -> Read<HistogramDataPoint> {
    let mut point = HistogramDataPoint::default();
    fields(json, "dataPoints", |name, value| {
        match name {
            "attributes" => point.attributes = attributes(value)?,
            "startTimeUnixNano" => point.start_time_unix_nano = integer(value, "startTimeUnixNano")?,
            "timeUnixNano" => point.time_unix_nano = integer(value, "timeUnixNano")?,
            "count" => point.count = integer(value, "count")?,
            "sum" => point.sum = Some(float(value, "sum")?),
            "min" => point.min = Some(float(value, "min")?),
            "max" => point.max = Some(float(value, "max")?),
            "bucketCounts" => point.bucket_counts = list(value, "bucketCounts", |json| integer(json, "bucketCounts"))?,
            "explicitBounds" => {
                point.explicit_bounds = list(value, "explicitBounds", |json| float(json, "explicitBounds"))?;
            }
            "flags" => point.flags = integer(value, "flags")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(point)
}

fn exponential(json: Json<'_>) -> Read<ExponentialHistogramDataPoint> {
    let mut point = ExponentialHistogramDataPoint::default();
    fields(json, "dataPoints", |name, value| {
        match name {
            "attributes" => point.attributes = attributes(value)?,
            "startTimeUnixNano" => point.start_time_unix_nano = integer(value, "startTimeUnixNano")?,
            "timeUnixNano" => point.time_unix_nano = integer(value, "timeUnixNano")?,
            "count" => point.count = integer(value, "count")?,
            "sum" => point.sum = Some(float(value, "sum")?),
            "min" => point.min = Some(float(value, "min")?),
            "max" => point.max = Some(float(value, "max")?),
            "scale" => point.scale = integer(value, "scale")?,
            "zeroCount" => point.zero_count = integer(value, "zeroCount")?,
            "zeroThreshold" => point.zero_threshold = float(value, "zeroThreshold")?,
            "positive" => point.positive = Some(buckets(value)?),
            "negative" => point.negative = Some(buckets(value)?),
            "flags" => point.flags = integer(value, "flags")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(point)
}

fn buckets(json: Json<'_>) -> Read<Buckets> {
    let mut buckets = Buckets::default();
    fields(json, "buckets", |name, value| {
        match name {
            "offset" => buckets.offset = integer(value, "offset")?,
            "bucketCounts" => {
                buckets.bucket_counts = list(value, "bucketCounts", |json| integer(json, "bucketCounts"))?
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(buckets)
}

fn summary(json: Json<'_>) -> Read<SummaryDataPoint> {
    let mut point = SummaryDataPoint::default();
    fields(json, "dataPoints", |name, value| {
        match name {
            "attributes" => point.attributes = attributes(value)?,
            "startTimeUnixNano" => point.start_time_unix_nano = integer(value, "startTimeUnixNano")?,
            "timeUnixNano" => point.time_unix_nano = integer(value, "timeUnixNano")?,
            "count" => point.count = integer(value, "count")?,
            "sum" => point.sum = float(value, "sum")?,
            "quantileValues" => point.quantile_values = list(value, "quantileValues", quantile)?,
            "flags" => point.flags = integer(value, "flags")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(point)
}

fn quantile(json: Json<'_>) -> Read<ValueAtQuantile> {
    let mut at = ValueAtQuantile::default();
    fields(json, "quantileValues", |name, value| {
        match name {
            "quantile" => at.quantile = float(value, "quantile")?,
            "value" => at.value = float(value, "value")?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(at)
}
