//! How much processor time a run may use, alone and together with the other runs of its chain.

use crate::settings::limits::RunLimits;
use std::{fmt, time::Duration};

/// The processor time that a run may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CpuBudget {
    cpu: Duration,
    /// How much of it is for the size of the batch.
    further: Duration,
    setting: Setting,
}

/// Which setting a budget comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    /// `limits.cpu_ms`
    Filter,
    /// `limits.chain_cpu_ms`, of which less is left than the filter has itself.
    Chain,
    /// `store.configure_ms`
    Loading,
}

impl CpuBudget {
    /// The filter's own limit, or the rest of its chain's budget if that is less.
    pub(crate) fn new(cpu_ms: u64, further: Duration, left_of_chain: Duration) -> Self {
        let own = Duration::from_millis(cpu_ms) + further;
        let setting = if left_of_chain < own { Setting::Chain } else { Setting::Filter };
        Self { cpu: own.min(left_of_chain), further, setting }
    }

    /// The limit of `configure` and `warm-up`.
    pub(crate) fn for_loading(configure_ms: u64) -> Self {
        Self { cpu: Duration::from_millis(configure_ms), further: Duration::ZERO, setting: Setting::Loading }
    }

    pub(crate) fn cpu_time(self) -> Duration {
        self.cpu
    }

    pub(crate) fn whole_millis(self) -> u64 {
        u64::try_from(self.cpu.as_millis()).unwrap_or(u64::MAX)
    }

    /// Whether nothing is left of it.
    pub(crate) fn is_exhausted(self) -> bool {
        self.cpu.is_zero()
    }

    /// The detail of the failure of a run that has used this much processor time, which was too much.
    pub(crate) fn describe_exhaustion(self, used: Duration) -> String {
        let (used, limit) = (Millis(used), Millis(self.cpu));
        match (self.setting, self.is_exhausted()) {
            (Setting::Filter, _) if self.further.is_zero() => {
                format!("used {used} of processor time, the limit is {limit} (`limits.cpu_ms`)")
            }
            (Setting::Filter, _) => format!(
                "used {used} of processor time, the limit is {limit} for a batch of its size (`limits.cpu_ms` and \
                 `limits.cpu_ms_per_mib`)"
            ),
            (Setting::Loading, _) => {
                format!("used {used} of processor time, the limit is {limit} (`store.configure_ms`)")
            }
            (Setting::Chain, false) => format!(
                "used {used} of processor time, of which {limit} were left for it: the filters of its chain share \
                 `limits.chain_cpu_ms` for a batch"
            ),
            (Setting::Chain, true) => {
                "not run: the filters before it have used the processor time that a batch has in their \
                             chain (`limits.chain_cpu_ms`)"
                    .to_owned()
            }
        }
    }
}

/// A duration as failures show it: `10.4 ms`.
pub(crate) struct Millis(pub(crate) Duration);

impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} ms", self.0.as_secs_f64() * 1e3)
    }
}

/// The processor time of one batch in a chain, summed over all filters.
pub(crate) struct ChainCpuTime {
    budget: Duration,
    used: Duration,
    batch_bytes: usize,
}

impl ChainCpuTime {
    /// `budget` is for a batch of so many bytes.
    pub(crate) fn new(budget: Duration, batch_bytes: usize) -> Self {
        Self { budget, used: Duration::ZERO, batch_bytes }
    }

    /// The budget of the next run, of a filter with these limits.
    pub(crate) fn budget_for_run(&self, limits: &RunLimits) -> CpuBudget {
        CpuBudget::new(limits.cpu_ms, limits.further_cpu(self.batch_bytes), self.budget.saturating_sub(self.used))
    }

    pub(crate) fn add(&mut self, cpu: Duration) {
        self.used += cpu;
    }

    pub(crate) fn used(&self) -> Duration {
        self.used
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_of_the_filters_and_the_chains_budget_holds() {
        let own = CpuBudget::new(10, Duration::ZERO, Duration::from_millis(50));
        let of_chain = CpuBudget::new(10, Duration::ZERO, Duration::from_millis(3));
        assert_eq!((own.cpu.as_millis(), of_chain.cpu.as_millis()), (10, 3));
        let text = |budget: CpuBudget| budget.describe_exhaustion(Duration::from_micros(10_450));
        assert_eq!(text(own), "used 10.4 ms of processor time, the limit is 10.0 ms (`limits.cpu_ms`)");
        assert!(text(of_chain).contains("3.0 ms were left for it") && text(of_chain).contains("`limits.chain_cpu_ms`"));
        assert!(CpuBudget::new(10, Duration::ZERO, Duration::ZERO).is_exhausted());
    }

    #[test]
    fn a_large_batch_has_more_time_than_a_small_one() {
        let limits = RunLimits { cpu_ms: 10, cpu_ms_per_mib: 50, ..RunLimits::default() };
        let of = |bytes: usize| ChainCpuTime::new(Duration::from_secs(9), bytes).budget_for_run(&limits);
        assert_eq!([0, 256 << 10, 1280 << 10, 4 << 20].map(|bytes| of(bytes).whole_millis()), [10, 10, 60, 197]);
        let text = |bytes| of(bytes).describe_exhaustion(Duration::from_millis(70));
        assert!(text(1280 << 10).contains("60.0 ms for a batch of its size") && !text(0).contains("size"));
    }
}
