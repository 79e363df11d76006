//! How much processor time a run may use, alone and together with the other runs of its chain.

use std::{fmt, time::Duration};

/// The processor time that a run may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CpuBudget {
    cpu: Duration,
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
    pub(crate) fn new(cpu_ms: u64, left_of_chain: Duration) -> Self {
        let own = Duration::from_millis(cpu_ms);
        let setting = if left_of_chain < own { Setting::Chain } else { Setting::Filter };
        Self { cpu: own.min(left_of_chain), setting }
    }

    /// The limit of `configure` and `warm-up`.
    pub(crate) fn for_loading(configure_ms: u64) -> Self {
        Self { cpu: Duration::from_millis(configure_ms), setting: Setting::Loading }
    }

    pub(crate) fn cpu_time(self) -> Duration {
        self.cpu
    }

    /// Whether nothing is left of it.
    pub(crate) fn is_exhausted(self) -> bool {
        self.cpu.is_zero()
    }

    /// The detail of the failure of a run that has used this much processor time, which was too much.
    pub(crate) fn describe_exhaustion(self, used: Duration) -> String {
        let (used, limit) = (Millis(used), Millis(self.cpu));
        match (self.setting, self.is_exhausted()) {
            (Setting::Filter, _) => format!("used {used} of processor time, the limit is {limit} (`limits.cpu_ms`)"),
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
}

impl ChainCpuTime {
    pub(crate) fn new(budget: Duration) -> Self {
        Self { budget, used: Duration::ZERO }
    }

    /// The budget of the next run, of a filter with this limit.
    pub(crate) fn budget_for_run(&self, cpu_ms: u64) -> CpuBudget {
        CpuBudget::new(cpu_ms, self.budget.saturating_sub(self.used))
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
        let own = CpuBudget::new(10, Duration::from_millis(50));
        let of_chain = CpuBudget::new(10, Duration::from_millis(3));
        assert_eq!((own.cpu.as_millis(), of_chain.cpu.as_millis()), (10, 3));
        let text = |budget: CpuBudget| budget.describe_exhaustion(Duration::from_micros(10_450));
        assert_eq!(text(own), "used 10.4 ms of processor time, the limit is 10.0 ms (`limits.cpu_ms`)");
        assert!(text(of_chain).contains("3.0 ms were left for it") && text(of_chain).contains("`limits.chain_cpu_ms`"));
        assert!(CpuBudget::new(10, Duration::ZERO).is_exhausted());
    }
}
