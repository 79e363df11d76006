//! Checks all threads, on the watchdog's own thread.

use std::{
    mem,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use super::{
    overdue::Overdue,
    record::{RunSnapshot, ThreadRecord},
    shared::Shared,
};
use crate::report::reporter::Reporter;

/// A run is overdue when it has used this many times its budget.
const OVERDUE_FACTOR: u32 = 5;
/// No run is overdue before this: the clocks are exact to some milliseconds only.
const MIN_OVERDUE: Duration = Duration::from_millis(20);

/// The threads, with what is remembered from one check to the next.
pub(super) struct Monitor {
    shared: Arc<Shared>,
    threads: Vec<WatchedThread>,
}

struct WatchedThread {
    record: Arc<ThreadRecord>,
    run: Option<FollowedRun>,
}

/// A run that was seen at the previous check.
struct FollowedRun {
    run: RunSnapshot,
    /// The thread's processor time when the run was seen for the second time. Most runs are seen once at most, and cost
    /// no system call.
    cpu_at_first: Option<Duration>,
    overdue: Option<OverdueRun>,
}

struct OverdueRun {
    reporter: Arc<Reporter>,
    cpu: Duration,
}

impl Monitor {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, threads: Vec::new() }
    }

    /// Checks every thread.
    pub(super) fn check_all(&mut self) {
        self.shared.checks.fetch_add(1, Relaxed);
        let new = mem::take(&mut *self.shared.new_threads.lock());
        self.threads.extend(new.into_iter().map(|record| WatchedThread { record, run: None }));
        // Nobody else has the record of a thread that has ended.
        self.threads.retain(|thread| Arc::strong_count(&thread.record) > 1);
        let mut overdue: Option<Overdue> = None;
        let mut count = 0;
        for thread in &mut self.threads {
            thread.check(&self.shared);
            let Some(FollowedRun { run, overdue: Some(overdue_run), .. }) = &thread.run else { continue };
            count += 1;
            if run.is_serving && overdue.as_ref().is_none_or(|longest| longest.cpu < overdue_run.cpu) {
                overdue = Some(overdue_run.describe(run));
            }
        }
        if self.shared.overdue_threads.get() != count {
            self.shared.overdue_threads.set(count);
        }
        *self.shared.overdue.lock() = overdue;
    }
}

impl WatchedThread {
    fn check(&mut self, shared: &Shared) {
        let now = self.record.current_run();
        let followed = match (&mut self.run, now) {
            (Some(followed), Some(run)) if followed.run.number == run.number => followed,
            (before, now) => {
                if let Some(FollowedRun { overdue: Some(OverdueRun { reporter, cpu }), .. }) = before {
                    reporter.record_return(*cpu);
                }
                *before = now.map(|run| FollowedRun { run, cpu_at_first: None, overdue: None });
                return;
            }
        };
        let Some(cpu) = self.record.cpu_time() else { return };
        let cpu_at_first = *followed.cpu_at_first.get_or_insert(cpu);
        let cpu = cpu.saturating_sub(cpu_at_first);
        match &mut followed.overdue {
            Some(overdue_run) => overdue_run.cpu = cpu,
            None if cpu > followed.run.overdue_after() => {
                followed.overdue = self.record.report_overdue(followed.run, cpu, shared)
            }
            None => {}
        }
    }
}

impl RunSnapshot {
    fn budget(&self) -> Duration {
        Duration::from_millis(self.cpu_ms)
    }

    fn overdue_after(&self) -> Duration {
        self.budget().saturating_mul(OVERDUE_FACTOR).max(MIN_OVERDUE)
    }
}

impl ThreadRecord {
    /// Logs and counts that a run is overdue, unless it has just ended.
    fn report_overdue(&self, run: RunSnapshot, cpu: Duration, shared: &Shared) -> Option<OverdueRun> {
        let reporter = shared.reporters.find_by_address(run.reporter)?;
        // Its run keeps a reporter alive; another may have the address of one whose run has ended.
        if self.current_run() != Some(run) {
            return None;
        }
        reporter.record_overdue(cpu, run.budget(), run.is_serving);
        Some(OverdueRun { reporter, cpu })
    }
}

impl OverdueRun {
    fn describe(&self, run: &RunSnapshot) -> Overdue {
        let (chain, filter) = self.reporter.chain_and_filter();
        Overdue { chain: chain.to_owned(), filter: filter.to_owned(), cpu: self.cpu, budget: run.budget() }
    }
}
