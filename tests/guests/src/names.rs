//! The names that the behaviours declare, and what they try with them.

use crate::Hostile;
use crate::behaviour::Behaviour;
use sluice_filter::diagnostics::{Counter, Histogram};
use sluice_filter::{Batch, Rule};

/// Each would forge a line of the metrics, or is not of the contract's shape.
const FORGED_METRICS: [&str; 6] = ["", "a b", "a{tenant=\"other\"}", "a\nb 1", "Upper", "a-b"];
/// Would forge a member of a line.
const FORGED_RULE: &str = "a\",\n\"tenant\":\"";

/// Declared in `configure`.
pub(crate) struct Names {
    pub(crate) rule: Rule,
    rules: Vec<Rule>,
    counters: Vec<Counter>,
    histograms: Vec<Histogram>,
}

impl Names {
    pub(crate) fn declare(behaviour: Behaviour) -> Result<Names, String> {
        if behaviour == Behaviour::ForgedRule {
            Rule::declare(FORGED_RULE)?;
        }
        if FORGED_METRICS.iter().any(|name| Counter::declare(name).is_ok() || Histogram::declare(name).is_ok()) {
            return Err("the host takes any name for a metric".into());
        }
        let mut names = Names {
            rule: Rule::declare("hostile")?,
            rules: Vec::new(),
            counters: vec![Counter::declare("huge")?],
            histograms: vec![Histogram::declare("infinite")?],
        };
        if behaviour == Behaviour::RuleFlood {
            names.rules.extend((0..10_000).filter_map(|number| Rule::declare(&format!("rule-{number}")).ok()));
        }
        if behaviour == Behaviour::MetricFlood {
            let flood = || (0..10_000).map(|number| format!("flood_{number}"));
            names.counters.extend(flood().filter_map(|name| Counter::declare(&name).ok()));
            names.histograms.extend(flood().filter_map(|name| Histogram::declare(&name).ok()));
        }
        Ok(names)
    }

    /// Without end.
    pub(crate) fn measure(&self) {
        self.histograms[0].observe(f64::INFINITY);
        loop {
            self.counters.iter().for_each(|counter| counter.add(u64::MAX));
            self.histograms.iter().for_each(|histogram| histogram.observe(0.5));
        }
    }

    pub(crate) fn redact(&self, batch: &Batch) {
        for event in batch.events() {
            self.rules.iter().for_each(|rule| _ = event.mask_whole("/message", *rule));
        }
    }
}

/// Names made of what the batch says: what the host says to that.
pub(crate) fn declare_late(filter: &Hostile, batch: &Batch) -> Result<(), String> {
    let read = crate::acts::message(batch);
    let said = [Rule::declare(&read).err(), Counter::declare(&read).err(), Histogram::declare(&read).err()];
    let said: Vec<String> = said.into_iter().flatten().collect();
    batch.events().for_each(|event| _ = event.mask_whole("/message", filter.names.rule));
    Ok(batch.set("/attributes/late", sluice_filter::Value::json(&said)?)?)
}
