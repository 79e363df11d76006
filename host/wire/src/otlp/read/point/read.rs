//! Reads a data point of each kind.

use super::{
    data_point::{Buckets, DataPoint, Number},
    fields::{BucketsField, ExponentialField, HistogramField, NumberField, QuantileField, SummaryField},
};
use crate::otlp::read::{Message, Read, Reader, Unfit, Value, encoding::json, metric::MetricKind};

impl<'a> DataPoint<'a> {
    pub(in crate::otlp) fn read(kind: MetricKind, reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Self> {
        let mut point = Self::default();
        match kind {
            MetricKind::Gauge | MetricKind::Sum => point.read_number(reader, message),
            MetricKind::Histogram => point.read_histogram(reader, message),
            MetricKind::ExponentialHistogram => point.read_exponential(reader, message),
            MetricKind::Summary => point.read_summary(reader, message),
        }?;
        Ok(point)
    }

    fn read_number(&mut self, reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, ()> {
        reader.fields(message, |reader, field, value| {
            match field {
                NumberField::Attributes => reader.attributes(field, value, &mut self.attributes)?,
                NumberField::StartTime => self.start_time = value.time()?,
                NumberField::Time => self.time = value.time()?,
                NumberField::AsDouble => self.value = Some(Number::Float(value.double()?)),
                NumberField::AsInt => self.value = Some(integer(value)?),
                NumberField::Flags => self.flags = value.weightless()?,
            }
            Ok(())
        })?;
        // What JSON.stringify makes of NaN.
        if let (None, Message::Json(json)) = (self.value, message) {
            let mut members = json.members().into_iter().flatten();
            if members.any(|(name, value)| matches!(name, "asDouble" | "as_double") && value.is_null()) {
                self.value = Some(Number::Float(f64::NAN));
            }
        }
        Ok(())
    }

    fn read_histogram(&mut self, reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, ()> {
        reader.fields(message, |reader, field, value| {
            match field {
                HistogramField::Attributes => reader.attributes(field, value, &mut self.attributes)?,
                HistogramField::StartTime => self.start_time = value.time()?,
                HistogramField::Time => self.time = value.time()?,
                HistogramField::Count => self.count = value.fixed64()?,
                HistogramField::Sum => self.sum = Some(value.double()?),
                HistogramField::Min => self.min = Some(value.double()?),
                HistogramField::Max => self.max = Some(value.double()?),
                HistogramField::BucketCounts => value.fixed64s(&mut self.bucket_counts)?,
                HistogramField::ExplicitBounds => value.doubles(&mut self.explicit_bounds)?,
                HistogramField::Flags => self.flags = value.weightless()?,
            }
            Ok(())
        })
    }

    fn read_exponential(&mut self, reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, ()> {
        reader.fields(message, |reader, field, value| {
            match field {
                ExponentialField::Attributes => reader.attributes(field, value, &mut self.attributes)?,
                ExponentialField::StartTime => self.start_time = value.time()?,
                ExponentialField::Time => self.time = value.time()?,
                ExponentialField::Count => self.count = value.fixed64()?,
                ExponentialField::Sum => self.sum = Some(value.double()?),
                ExponentialField::Min => self.min = Some(value.double()?),
                ExponentialField::Max => self.max = Some(value.double()?),
                ExponentialField::Scale => self.scale = value.zigzag()?,
                ExponentialField::ZeroCount => self.zero_count = value.fixed64()?,
                ExponentialField::ZeroThreshold => self.zero_threshold = value.double()?,
                ExponentialField::Positive => self.positive = Some(reader.part(value.message()?, buckets)?),
                ExponentialField::Negative => self.negative = Some(reader.part(value.message()?, buckets)?),
                ExponentialField::Flags => self.flags = value.weightless()?,
            }
            Ok(())
        })
    }

    fn read_summary(&mut self, reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, ()> {
        // Not optional in a summary.
        self.sum = Some(0.0);
        reader.fields(message, |reader, field, value| {
            match field {
                SummaryField::Attributes => reader.attributes(field, value, &mut self.attributes)?,
                SummaryField::StartTime => self.start_time = value.time()?,
                SummaryField::Time => self.time = value.time()?,
                SummaryField::Count => self.count = value.fixed64()?,
                SummaryField::Sum => self.sum = Some(value.double()?),
                SummaryField::Quantiles => reader.elements(field, value, |reader, message| {
                    self.quantiles.push(reader.part(message, quantile)?);
                    Ok(())
                })?,
                SummaryField::Flags => self.flags = value.weightless()?,
            }
            Ok(())
        })
    }
}

/// An `sfixed64`.
fn integer(value: Value<'_>) -> Read<'_, Number<'_>> {
    match value {
        Value::Json(json) => match (json::integer(json), json.digits()) {
            (Some(number), _) => Ok(Number::Signed(number)),
            (None, Some(digits)) => Ok(Number::Digits(digits)),
            (None, None) => Err(Unfit::Kept(json)),
        },
        _ => Ok(Number::Signed(value.fixed64()?.cast_signed())),
    }
}

fn buckets<'a>(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, Buckets> {
    let mut buckets = Buckets::default();
    reader.fields(message, |reader, field, value| {
        match field {
            BucketsField::Offset => buckets.offset = value.zigzag()?,
            BucketsField::BucketCounts => {
                // Each takes a byte on the wire and eight in memory.
                reader.count(value.packed_bytes())?;
                value.varints(&mut buckets.bucket_counts)?;
            }
        }
        Ok(())
    })?;
    Ok(buckets)
}

fn quantile<'a>(reader: &mut Reader<'a>, message: Message<'a>) -> Read<'a, (f64, f64)> {
    let mut at = (0.0, 0.0);
    reader.fields(message, |_, field, value| {
        match field {
            QuantileField::Quantile => at.0 = value.double()?,
            QuantileField::Value => at.1 = value.double()?,
        }
        Ok(())
    })?;
    Ok(at)
}
