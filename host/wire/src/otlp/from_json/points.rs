//! Data points of metrics.

use super::{
    common::attributes,
    values::{Read, fields, float, integer, list},
};
use opentelemetry_proto::tonic::metrics::v1::{
    ExponentialHistogramDataPoint, HistogramDataPoint, NumberDataPoint, SummaryDataPoint,
    exponential_histogram_data_point::Buckets, number_data_point, summary_data_point::ValueAtQuantile,
};
use sluice_event::Json;

pub(super) fn number(json: Json<'_>) -> Read<NumberDataPoint> {
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

pub(super) fn histogram(json: Json<'_>) -> Read<HistogramDataPoint> {
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

pub(super) fn exponential(json: Json<'_>) -> Read<ExponentialHistogramDataPoint> {
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

pub(super) fn summary(json: Json<'_>) -> Read<SummaryDataPoint> {
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
