//! What the runs of one filter took.

use std::{collections::BTreeMap, time::Duration};

use sluice_sandbox::{ObservedRun, Outcome, settings::limits::RunLimits};

/// Runs whose times are kept: the last ones of a longer measurement.
const MAX_RUNS: usize = 1 << 20;

/// All runs of one filter.
#[derive(Default)]
pub(super) struct Measured {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) limits: RunLimits,
    pub(super) runs: usize,
    pub(super) events: usize,
    pub(super) memory_bytes: usize,
    pub(super) host_calls: u32,
    pub(super) edits: usize,
    pub(super) grown: usize,
    /// How often it failed, by outcome.
    pub(super) failures: BTreeMap<&'static str, u64>,
    /// WebAssembly instructions of each batch, counted in runs of their own.
    pub(super) instructions: Vec<u64>,
    cpu: Vec<Duration>,
    start: Vec<Duration>,
}

/// A spread of times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spread {
    pub(super) tenth: Duration,
    pub(super) median: Duration,
    pub(super) ninetieth: Duration,
    pub(super) most: Duration,
}

impl Measured {
    pub(super) fn add(&mut self, run: ObservedRun, events: usize) {
        self.name.clone_from(&run.filter.name);
        self.version.clone_from(&run.filter.version);
        self.limits = run.limits;
        self.runs += 1;
        self.events += events;
        self.memory_bytes = self.memory_bytes.max(run.memory_bytes);
        self.host_calls = self.host_calls.max(run.host_calls);
        self.edits = self.edits.max(run.edits.edits);
        self.grown = self.grown.max(run.edits.grown);
        if run.outcome != Outcome::Ok {
            *self.failures.entry(run.outcome.as_str()).or_default() += 1;
        }
        for (times, time) in [(&mut self.cpu, run.cpu), (&mut self.start, run.start)] {
            if times.len() < MAX_RUNS {
                times.push(time);
            } else {
                times[self.runs % MAX_RUNS] = time;
            }
        }
    }

    /// Processor time of a batch, with that of the sandbox's start.
    pub(super) fn cpu(&self) -> Spread {
        spread(&self.cpu)
    }

    /// Wall time until the sandbox was ready.
    pub(super) fn start(&self) -> Spread {
        spread(&self.start)
    }

    /// Events of a batch, on average.
    pub(super) fn events_a_batch(&self) -> f64 {
        self.events as f64 / self.runs.max(1) as f64
    }

    /// The fewest and the most instructions of a batch, and the median. None where they were not counted.
    pub(super) fn instructions(&self) -> Option<[u64; 3]> {
        let mut sorted = self.instructions.clone();
        sorted.sort_unstable();
        Some([*sorted.first()?, sorted[sorted.len() / 2], *sorted.last()?])
    }

    /// Whether it ran, and no run failed.
    pub(super) fn is_within_limits(&self) -> bool {
        self.runs > 0 && self.failures.is_empty()
    }
}

fn spread(times: &[Duration]) -> Spread {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let at = |tenths: usize| sorted.get((sorted.len().saturating_sub(1)) * tenths / 10).copied().unwrap_or_default();
    Spread { tenth: at(1), median: at(5), ninetieth: at(9), most: at(10) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_that_of_the_sorted_times() {
        let times: Vec<Duration> = (0..=100).rev().map(Duration::from_micros).collect();
        let Spread { tenth, median, ninetieth, most } = spread(&times);
        assert_eq!([tenth, median, ninetieth, most].map(|time| time.as_micros()), [10, 50, 90, 100]);
        assert_eq!(spread(&[]), Spread::default());
    }
}
