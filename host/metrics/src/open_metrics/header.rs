//! Under which name and type a family is written.

use prometheus::proto::MetricType;
use std::collections::BTreeSet;

/// What the samples of a counter have after the name of their family.
const TOTAL: &str = "_total";
/// What samples can have after the name of their family, in addition.
const SUFFIXES: [&str; 4] = ["_bucket", "_count", "_sum", "_created"];

/// The name and type of a family.
#[derive(Debug, PartialEq)]
pub(super) struct Header<'a> {
    pub(super) name: &'a str,
    pub(super) kind: &'static str,
}

impl<'a> Header<'a> {
    /// Of a metric by this name. None for types that are not written.
    ///
    /// The samples of a counter end in `_total`, and the name of its family is what is before that. Another counter keeps the
    /// name of its samples, and so has to be of the type `unknown`, and so has one whose family would have the name of another
    /// family or of its samples. Names decide that, whether or not they have series: the type must not change with a first series.
    pub(super) fn of(name: &'a str, kind: MetricType, names: &BTreeSet<String>) -> Option<Self> {
        match kind {
            MetricType::COUNTER => Some(match name.strip_suffix(TOTAL) {
                Some(family) if !family.is_empty() && !is_taken(family, names) => {
                    Self { name: family, kind: "counter" }
                }
                _ => Self { name, kind: "unknown" },
            }),
            MetricType::GAUGE => Some(Self { name, kind: "gauge" }),
            MetricType::HISTOGRAM => Some(Self { name, kind: "histogram" }),
            MetricType::SUMMARY | MetricType::UNTYPED => None,
        }
    }
}

/// Whether a counter's family cannot have this name, because it or a sample of it would be another's.
fn is_taken(family: &str, names: &BTreeSet<String>) -> bool {
    let is_name = |name: &str| names.contains(name) || names.contains(&format!("{name}{TOTAL}"));
    let is_sample = SUFFIXES.iter().filter_map(|suffix| family.strip_suffix(suffix)).any(is_name);
    names.contains(family) || names.contains(&format!("{family}_created")) || is_sample
}
