//! The parts of a sample's line.

use super::escape::Escaped;
use crate::exemplars::{Exemplar, LABEL};
use prometheus::proto::LabelPair;
use std::fmt;

/// The name and labels of a series.
pub(super) struct Series<'a> {
    /// Of the metric.
    pub(super) name: &'a str,
    pub(super) suffix: &'static str,
    pub(super) labels: &'a [LabelPair],
    /// The upper bound of a bucket.
    pub(super) bound: Option<f64>,
}

/// A value.
pub(super) struct Number(pub(super) f64);

/// What follows the value of a bucket: its exemplar, if it has one.
pub(super) struct Trailer<'a>(pub(super) Option<&'a Exemplar>);

impl fmt::Display for Series<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.name, self.suffix)?;
        let mut separator = '{';
        for label in self.labels {
            write!(f, "{separator}{}=\"{}\"", label.name(), Escaped(label.value()))?;
            separator = ',';
        }
        if let Some(bound) = self.bound {
            write!(f, "{separator}le=\"{}\"", Number(bound))?;
            separator = ',';
        }
        if separator == ',' { f.write_str("}") } else { Ok(()) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            f64::INFINITY => f.write_str("+Inf"),
            f64::NEG_INFINITY => f.write_str("-Inf"),
            number => number.fmt(f),
        }
    }
}

impl fmt::Display for Trailer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(exemplar) = self.0 else { return Ok(()) };
        let (id, value, seconds) =
            (Escaped(&exemplar.request_id), Number(exemplar.value), exemplar.unix_millis as f64 / 1e3);
        write!(f, " # {{{LABEL}=\"{id}\"}} {value} {seconds}")
    }
}
