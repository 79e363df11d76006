//! Whatever is registered and counted, what is written can be read, and says the same.

use super::parser::{Family, parse};
use crate::{Registry, counters, gauges, histogram_with_exemplars, histograms};
use proptest::{collection::vec, prelude::*};

const SUFFIXES: [&str; 9] =
    ["", "_total", "_created", "_count", "_sum", "_bucket", "_events", "_total_total", "_created_total"];

/// Names that clash with each other as often as can be.
fn name() -> impl Strategy<Value = String> {
    ("[ab]", prop::sample::select(&SUFFIXES[..])).prop_map(|(base, suffix)| format!("{base}{suffix}"))
}

#[derive(Clone, Debug)]
enum Kind {
    Counter,
    Gauge,
    Histogram(Vec<f64>),
    WithExemplars(Vec<f64>),
}

fn kind() -> impl Strategy<Value = Kind> {
    let bounds = || {
        vec(-1e6..1e6f64, 1..6).prop_map(|mut bounds| {
            bounds.sort_by(f64::total_cmp);
            bounds.dedup();
            bounds
        })
    };
    // The samples of two histograms can share their names in both formats, so only counters and gauges have names that clash.
    prop_oneof![
        4 => Just(Kind::Counter),
        2 => Just(Kind::Gauge),
        1 => bounds().prop_map(Kind::Histogram),
        1 => bounds().prop_map(Kind::WithExemplars),
    ]
}

#[derive(Clone, Debug)]
struct Metric {
    name: String,
    kind: Kind,
    help: String,
    label: String,
    values: Vec<f64>,
    id: String,
}

fn metric() -> impl Strategy<Value = Metric> {
    let text = || any::<String>();
    let values = vec(prop_oneof![Just(0.0), -1e9..1e9f64, any::<f64>()], 1..4);
    (name(), kind(), text(), text(), values, text()).prop_map(|(name, kind, help, label, values, id)| Metric {
        name,
        kind,
        help,
        label,
        values,
        id,
    })
}

/// Registers and counts it; nothing where its name is taken.
fn register(registry: &Registry, number: usize, metric: &Metric) -> Option<()> {
    let Metric { name, kind, help, label, values, id } = metric;
    match kind {
        Kind::Counter => {
            let counter = counters(registry, name, help, &["of"]).ok()?.with_label_values(&[label]);
            values.iter().for_each(|value| counter.inc_by(value.abs() as u64 % 1000));
        }
        Kind::Gauge => gauges(registry, name, help, &["of"]).ok()?.with_label_values(&[label]).set(values[0] as i64),
        Kind::Histogram(bounds) => {
            let histogram = histograms(registry, &format!("h{number}"), help, &["of"], bounds).ok()?;
            values.iter().for_each(|value| histogram.with_label_values(&[label]).observe(*value));
        }
        Kind::WithExemplars(bounds) => {
            let histogram = histogram_with_exemplars(registry, &format!("e{number}"), help, bounds).ok()?;
            let seconds = (1_800_000_000..).step_by(2);
            values.iter().zip(seconds).for_each(|(value, second)| histogram.observe(*value, id, second * 1000));
        }
    }
    Some(())
}

fn texts(families: &[Family]) -> impl Iterator<Item = &str> {
    families.iter().map(|family| &*family.help)
}

proptest! {
    #[test]
    fn what_is_written_can_be_read(metrics in vec(metric(), 0..12)) {
        let registry = Registry::default();
        let registered: Vec<_> =
            metrics.iter().enumerate().filter(|(number, metric)| register(&registry, *number, metric).is_some()).collect();
        let mut text = Vec::new();
        registry.render_open_metrics(&mut text).expect("it can be written");
        let families = parse(&String::from_utf8(text).expect("UTF-8"));
        prop_assert_eq!(families.len(), registered.len());
        for (_, metric) in registered {
            prop_assert!(texts(&families).any(|help| help == metric.help), "{:?}", metric);
            let mut samples = families.iter().flat_map(|family| &family.samples);
            let is_labelled = |labels: &[(String, String)]| labels.iter().any(|(name, value)| name == "of" && *value == metric.label);
            let is_exemplified = matches!(metric.kind, Kind::WithExemplars(_));
            prop_assert!(is_exemplified || samples.any(|sample| is_labelled(&sample.labels)), "{:?}", metric);
        }
    }
}
