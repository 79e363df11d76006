//! The text format of OpenMetrics 1.0. <https://prometheus.io/docs/specs/om/open_metrics_spec/#text-format>
//!
//! Its series are those of the text format 0.0.4, by name and by every label, so that nothing changes for a Prometheus that asks
//! for the other format from now on. Two rules of the specification make way for that:
//!
//! - Bounds of buckets are written as `le="1"`. The specification says only that they should be `le="1.0"`.
//! - A histogram with negative bounds has its `_sum`, which version 1.0 forbids and version 1.1 demands.

mod escape;
mod header;
mod sample;
#[cfg(test)]
mod tests;

use crate::exemplars::Exemplar;
use escape::Escaped;
use header::Header;
use prometheus::proto::{Histogram, Metric, MetricFamily, MetricType};
use sample::{Number, Series, Trailer};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

/// Appends families to `out`. `names` are those of all families that there can be, and `exemplars` are by the name of their
/// histogram and in the order of its buckets.
///
/// # Errors
/// A family is of a type that is never registered: a summary or an untyped metric.
pub(crate) fn write(
    families: &[MetricFamily],
    names: &BTreeSet<String>,
    exemplars: &BTreeMap<String, Vec<Option<Exemplar>>>,
    out: &mut Vec<u8>,
) -> Result<(), prometheus::Error> {
    for family in families {
        let (name, kind) = (family.name(), family.get_field_type());
        let header = Header::of(name, kind, names).ok_or_else(|| {
            prometheus::Error::Msg(format!("the metric {name} is of a type that cannot be written: {kind:?}"))
        })?;
        writeln!(out, "# TYPE {} {}", header.name, header.kind)?;
        if !family.help().is_empty() {
            writeln!(out, "# HELP {} {}", header.name, Escaped(family.help()))?;
        }
        let exemplars = exemplars.get(name).map(Vec::as_slice).unwrap_or_default();
        for metric in family.get_metric() {
            match kind {
                MetricType::HISTOGRAM => write_histogram(name, metric, exemplars, out)?,
                MetricType::COUNTER => write_value(name, metric, metric.get_counter().get_value(), out)?,
                _ => write_value(name, metric, metric.get_gauge().get_value(), out)?,
            }
        }
    }
    out.write_all(b"# EOF\n")?;
    Ok(())
}

fn write_value(name: &str, metric: &Metric, value: f64, out: &mut Vec<u8>) -> io::Result<()> {
    let series = Series { name, suffix: "", labels: metric.get_label(), bound: None };
    writeln!(out, "{series} {}", Number(value))
}

fn write_histogram(name: &str, metric: &Metric, exemplars: &[Option<Exemplar>], out: &mut Vec<u8>) -> io::Result<()> {
    let histogram = metric.get_histogram();
    let series = |suffix, bound| Series { name, suffix, labels: metric.get_label(), bound };
    for (index, (bound, count)) in buckets(histogram).enumerate() {
        let exemplar = Trailer(exemplars.get(index).and_then(Option::as_ref));
        writeln!(out, "{} {count}{exemplar}", series("_bucket", Some(bound)))?;
    }
    writeln!(out, "{} {}", series("_sum", None), Number(histogram.get_sample_sum()))?;
    writeln!(out, "{} {}", series("_count", None), histogram.get_sample_count())
}

/// Upper bounds and what they count, with the infinite one, which the library leaves out.
fn buckets(histogram: &Histogram) -> impl Iterator<Item = (f64, u64)> {
    let finite = histogram.get_bucket().iter().map(|bucket| (bucket.upper_bound(), bucket.cumulative_count()));
    finite.filter(|(bound, _)| bound.is_finite()).chain([(f64::INFINITY, histogram.get_sample_count())])
}
