//! What the watchdog's own thread does.

use std::{
    mem,
    sync::{Arc, atomic::Ordering::Relaxed},
    time::Duration,
};

use super::{
    Overdue, Shared,
    record::{RunSeen, ThreadRecord},
};
use crate::report::reporter::Reporter;

/// A run is overdue when it has taken so many times its budget.
const BUDGETS: u32 = 5;
/// What a run may take in any case: the clocks that are compared are exact to some milliseconds.
const AT_LEAST: Duration = Duration::from_millis(20);

/// What is remembered from one look to the next.
pub(super) struct Look {
    shared: Arc<Shared>,
    threads: Vec<Seen>,
}

struct Seen {
    record: Arc<ThreadRecord>,
    run: Option<Followed>,
}

/// A run that was there at the look before.
struct Followed {
    run: RunSeen,
    /// The thread's processor time when the run was seen for the second time. Most runs are seen once at most, and cost no
    /// system call.
    began: Option<Duration>,
    overdue: Option<Accused>,
}

struct Accused {
    reporter: Arc<Reporter>,
    cpu: Duration,
}

impl Look {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, threads: Vec::new() }
    }

    /// Looks at every thread.
    pub(super) fn all(&mut self) {
        self.shared.looks.fetch_add(1, Relaxed);
        let new = mem::take(&mut *self.shared.new_threads.lock());
        self.threads.extend(new.into_iter().map(|record| Seen { record, run: None }));
        // Nobody else has the record of a thread that has ended.
        self.threads.retain(|seen| Arc::strong_count(&seen.record) > 1);
        let mut overdue: Option<Overdue> = None;
        let mut count = 0;
        for seen in &mut self.threads {
            seen.look(&self.shared);
            let Some(Followed { run, overdue: Some(accused), .. }) = &seen.run else { continue };
            count += 1;
            if run.serves && overdue.as_ref().is_none_or(|longest| longest.cpu < accused.cpu) {
                overdue = Some(accused.describe(run));
            }
        }
        if self.shared.overdue_threads.get() != count {
            self.shared.overdue_threads.set(count);
        }
        *self.shared.overdue.lock() = overdue;
    }
}

impl Seen {
    fn look(&mut self, shared: &Shared) {
        let now = self.record.run();
        let followed = match (&mut self.run, now) {
            (Some(followed), Some(run)) if followed.run.number == run.number => followed,
            (before, now) => {
                if let Some(Followed { overdue: Some(Accused { reporter, cpu }), .. }) = before {
                    reporter.returned(*cpu);
                }
                *before = now.map(|run| Followed { run, began: None, overdue: None });
                return;
            }
        };
        let Some(cpu) = self.record.cpu() else { return };
        let began = *followed.began.get_or_insert(cpu);
        let cpu = cpu.saturating_sub(began);
        match &mut followed.overdue {
            Some(accused) => accused.cpu = cpu,
            None if cpu > followed.run.bound() => followed.overdue = self.record.accuse(followed.run, cpu, shared),
            None => {}
        }
    }
}

impl RunSeen {
    fn budget(&self) -> Duration {
        Duration::from_millis(self.cpu_ms)
    }

    fn bound(&self) -> Duration {
        self.budget().saturating_mul(BUDGETS).max(AT_LEAST)
    }
}

impl ThreadRecord {
    /// Says and counts that a run is overdue, unless it has just ended.
    fn accuse(&self, run: RunSeen, cpu: Duration, shared: &Shared) -> Option<Accused> {
        let reporter = shared.reporters.at(run.reporter)?;
        // Its run keeps a reporter alive; another may have the address of one whose run has ended.
        if self.run() != Some(run) {
            return None;
        }
        reporter.overdue(cpu, run.budget(), run.serves);
        Some(Accused { reporter, cpu })
    }
}

impl Accused {
    fn describe(&self, run: &RunSeen) -> Overdue {
        let (chain, filter) = self.reporter.labels();
        Overdue { chain: chain.to_owned(), filter: filter.to_owned(), cpu: self.cpu, budget: run.budget() }
    }
}
