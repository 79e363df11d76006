//! Removes the series of filters that are gone.

use sluice_metrics::IntCounterVec;

use super::{
    labels::{EVENTS, LOADS, LOG_LINES, OMISSIONS},
    sandbox_metrics::SandboxMetrics,
};
use crate::run::result::outcome::Outcome;

impl SandboxMetrics {
    /// Removes every series of a filter in a chain, those of the `names` that it made up included.
    pub fn remove_filter(&self, chain: &str, filter: &str, names: &[Box<str>]) {
        let l = &[chain, filter];
        for family in [&self.duration, &self.sandbox_start, &self.memory] {
            let _ = family.remove_label_values(l);
        }
        let _ = self.host_calls.remove_label_values(l);
        let _ = self.replayed.remove_label_values(l);
        let _ = self.cpu.remove_label_values(l);
        let _ = self.breaker.remove_label_values(l);
        let _ = self.overdue.remove_label_values(l);
        self.remove_loads(chain, filter);
        self.candidates.remove(chain, filter);
        for outcome in Outcome::ALL {
            let _ = self.runs.remove_label_values(&[chain, filter, outcome.as_str()]);
        }
        let closed: [(&IntCounterVec, &[&str]); 3] =
            [(&self.events, EVENTS), (&self.log_lines, LOG_LINES), (&self.omitted, OMISSIONS)];
        for (family, labels) in closed {
            labels.iter().for_each(|label| _ = family.remove_label_values(&[chain, filter, label]));
        }
        for name in names {
            let labels = &[chain, filter, name];
            let _ = self.redactions.remove_label_values(labels);
            let _ = self.counters.remove_label_values(labels);
            let _ = self.observations.remove_label_values(labels);
        }
    }

    /// Removes the series of a filter's loads.
    pub fn remove_loads(&self, chain: &str, filter: &str) {
        LOADS.iter().for_each(|result| _ = self.loads.remove_label_values(&[chain, filter, result]));
    }

    /// Sets the info series of a filter that came into use, or removes that of one that went.
    pub fn set_info(&self, chain: &str, filter: &str, version: &str, digest: &str, is_used: bool) {
        let labels = &[chain, filter, version, digest];
        if is_used {
            self.info.with_label_values(labels).set(1);
        } else {
            let _ = self.info.remove_label_values(labels);
        }
    }
}
