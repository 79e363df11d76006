//! Metrics: each data point is an event. <https://opentelemetry.io/docs/specs/otel/metrics/data-model/>

use super::{
    attributes::{self, Of, Sorted},
    origin::Origin,
    points,
    record::time,
    walk::walk,
};
use crate::{
    mapping::known::Recent,
    otlp::{
        read::{
            Kept, Message, Reader, Unfit,
            metric::{Metric, MetricKind},
            point::DataPoint,
        },
        signal::Signal,
    },
};
use sluice_event::{BatchBuilder, DecodeError, ValueWriter};

/// The names of attributes that a data point has for something else.
const TAKEN: &[&str] = &["otel"];
/// The list of a metric.
const POINTS: &str = "dataPoints";

/// Writes every data point as an event.
pub(in crate::otlp) fn write<'a>(
    request: Message<'a>,
    reader: &mut Reader<'a>,
    events: &mut BatchBuilder<'_>,
) -> Result<(), DecodeError> {
    let mut recent = Recent::default();
    walk(Signal::Metrics, request, reader, |reader, place| {
        let metric = Metric::read(reader, place.message)?;
        let Some(kind) = metric.kind else { return Ok(()) };
        let kept = std::mem::take(&mut reader.kept);
        metric.each_list(reader, |reader, list| {
            reader.records(POINTS, list, |reader, message| {
                reader.kept.clear();
                let point = DataPoint::read(kind, reader, message)?;
                events
                    .event(|writer| {
                        write_point(&metric, &point, place.origin, [&kept, &reader.kept], &mut recent, writer)
                    })
                    .map_err(Unfit::Body)
            })
        })
    })
}

fn write_point<'a>(
    metric: &Metric<'a>,
    point: &DataPoint<'a>,
    origin: &Origin<'_, 'a>,
    kept: [&[Kept<'a>]; 2],
    recent: &mut Recent<'a>,
    writer: &mut ValueWriter<'_, '_>,
) {
    let values = points::values(metric, point);
    time(writer, "time", point.time);
    writer.literal("kind").text("measurement");
    writer.text_unless_empty("name", metric.name);
    let sorted = Sorted::of(&point.attributes, Of::Other);
    sorted.known.or(origin.known()).write_after(recent, writer);
    writer.object_unless_empty("values", |writer| {
        // Not by the metric's name: filters look at values, and a name of a member would pass them.
        for (name, value) in values.iter().filter(|(_, value)| points::is_number(*value)) {
            points::write_number(*value, writer.name(name));
        }
    });
    writer.object_unless_empty("attributes", |writer| {
        let left = sorted.write_others(TAKEN, writer);
        writer.object_unless_empty("otel", |writer| {
            if left {
                attributes::write_taken(&point.attributes, TAKEN, writer);
            }
            origin.write(kept, writer);
            writer.object_unless_empty("metric", |writer| {
                let (kind, temporality, monotonic) = nature(metric);
                writer.text_unless_empty("type", kind);
                writer.text_unless_empty("temporality", temporality);
                if let Some(monotonic) = monotonic {
                    writer.literal("monotonic").boolean(monotonic);
                }
                writer.text_unless_empty("unit", metric.unit);
                writer.text_unless_empty("description", metric.description);
                time(writer, "start_time", point.start_time);
                if !points::is_recorded(point) {
                    writer.literal("no_recorded_value").boolean(true);
                }
                for (name, value) in values.iter().filter(|(_, value)| !points::is_number(*value)) {
                    points::write_number(*value, writer.name(name));
                }
                points::write_distribution(metric, point, writer);
            });
        });
    });
}

fn nature(metric: &Metric<'_>) -> (&'static str, &'static str, Option<bool>) {
    let temporality = match metric.temporality {
        1 => "delta",
        2 => "cumulative",
        _ => "",
    };
    match metric.kind {
        Some(MetricKind::Gauge) => ("gauge", "", None),
        Some(MetricKind::Sum) => ("sum", temporality, Some(metric.is_monotonic)),
        Some(MetricKind::Histogram) => ("histogram", temporality, None),
        Some(MetricKind::ExponentialHistogram) => ("exponential_histogram", temporality, None),
        Some(MetricKind::Summary) => ("summary", "", None),
        None => ("", "", None),
    }
}
