//! The measurements of a guest. They are kept until the run has ended.

use crate::run::{result::diagnostics::Diagnostics, state::run_state::RunState};

/// Adds to a counter, if it was declared.
pub(crate) fn count(run: &mut RunState, counter: u32, amount: u64) {
    if accepts_measurement(run, counter < run.config.counters) {
        run.diagnostics.counts.push((counter, amount));
    }
}

/// Records a value in a histogram, if it was declared.
pub(crate) fn observe(run: &mut RunState, histogram: u32, value: f64) {
    if accepts_measurement(run, histogram < run.config.histograms) && value.is_finite() {
        run.diagnostics.observations.push((histogram, value));
    }
}

/// Whether a measurement is kept. Counts it as omitted if it is not.
fn accepts_measurement(run: &mut RunState, is_declared: bool) -> bool {
    let Diagnostics { counts, observations, omitted, .. } = &mut run.diagnostics;
    let fits = counts.len() + observations.len() < run.config.limits.measurements as usize;
    match (is_declared, fits) {
        (true, true) => return true,
        (true, false) => omitted.measurements += 1,
        (false, _) => omitted.undeclared += 1,
    }
    false
}
