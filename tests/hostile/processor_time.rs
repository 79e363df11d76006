//! The processor time of a service, as the kernel counts it.

use sluice_tests::Service;
use std::{fs, time::Duration};

/// Of all threads on which filters run, so far.
/// <https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat>
pub(super) fn of_runs(service: &Service) -> Duration {
    let threads = fs::read_dir(format!("/proc/{}/task", service.pid())).expect("it runs").flatten();
    let of = |thread: fs::DirEntry| {
        let name = fs::read_to_string(thread.path().join("comm")).ok()?;
        let runs_filters = ["request", "slow-lane"].contains(&name.trim());
        let times = runs_filters.then(|| fs::read_to_string(thread.path().join("schedstat")).ok()).flatten()?;
        times.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    };
    threads.filter_map(of).sum()
}
