//! Threads that do not come back, and threads that only look like it.

use std::{
    sync::{
        Arc, Barrier,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::Watchdog;
use crate::metrics::SandboxMetrics;
use crate::{
    lane::thread_kind::ThreadKind,
    report::{reporter::Reporter, reporters::Reporters},
};
use sluice_metrics::Registry;

/// The budget of every run here.
const CPU_MS: u64 = 1;

/// A thread inside a watched run, until this is dropped.
struct Stuck {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Stuck {
    /// On a thread that serves, a run that uses the processor all the time.
    fn serving(watchdog: &Arc<Watchdog>, chain: &str, filter: &str) -> Self {
        Self::start(watchdog, chain, filter, ThreadKind::Serving, std::hint::spin_loop)
    }

    /// The same in the slow lane.
    fn in_slow_lane(watchdog: &Arc<Watchdog>, chain: &str, filter: &str) -> Self {
        Self::start(watchdog, chain, filter, ThreadKind::SlowLane, std::hint::spin_loop)
    }

    /// A run that waits all the time, as one that gets no processor does.
    fn waiting(watchdog: &Arc<Watchdog>, chain: &str, filter: &str) -> Self {
        Self::start(watchdog, chain, filter, ThreadKind::Serving, || thread::park_timeout(Duration::from_millis(1)))
    }

    fn start(watchdog: &Arc<Watchdog>, chain: &str, filter: &str, thread: ThreadKind, pass_time: fn()) -> Self {
        let (stop, begun) = (Arc::new(AtomicBool::new(false)), Arc::new(Barrier::new(2)));
        let reporter = watchdog.shared.reporters.get_or_create(chain, filter, 1, 100);
        let (watchdog, stopped, begins) = (Arc::clone(watchdog), Arc::clone(&stop), Arc::clone(&begun));
        let thread = thread::spawn(move || {
            let _guard = watchdog.watch(&reporter, CPU_MS, thread);
            begins.wait();
            while !stopped.load(Relaxed) {
                pass_time();
            }
        });
        begun.wait();
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Stuck {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn watchdog() -> (Registry, Arc<SandboxMetrics>, Arc<Watchdog>) {
    let registry = Registry::default();
    let metrics = Arc::new(SandboxMetrics::new(&registry).expect("metrics"));
    let reporters = Reporters::new(Arc::clone(&metrics));
    let watchdog = Watchdog::start(reporters, metrics.threads_overdue.clone()).expect("a thread");
    (registry, metrics, watchdog)
}

fn until(mut holds: impl FnMut() -> bool) {
    let began = std::time::Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(60), "waited in vain");
        thread::sleep(Duration::from_millis(1));
    }
}

fn count(registry: &Registry, sample: &str) -> Option<f64> {
    let mut text = Vec::new();
    registry.render(&mut text).expect("metrics");
    let text = String::from_utf8(text).expect("text");
    text.lines().find_map(|line| line.strip_prefix(sample)?.trim().parse().ok())
}

#[test]
fn a_thread_that_does_not_come_back_is_noticed_once_and_one_that_waits_is_not() {
    let (registry, metrics, watchdog) = watchdog();
    let keeps_series = watchdog.shared.reporters.get_or_create("tenant", "spins", 1, 100);
    let waiting = Stuck::waiting(&watchdog, "tenant", "waits");
    let checks = watchdog.checks();
    let spinning = Stuck::serving(&watchdog, "tenant", "spins");
    until(|| watchdog.overdue().is_some());
    let overdue = watchdog.overdue().expect("it does not come back");
    assert_eq!((&*overdue.chain, &*overdue.filter), ("tenant", "spins"));
    assert!(overdue.cpu >= Duration::from_millis(5 * CPU_MS), "{overdue}");
    // Both have been in a sandbox for so long that waiting would be noticed by now.
    until(|| watchdog.overdue().is_some_and(|now| now.cpu > overdue.cpu) && watchdog.checks() > checks + 50);
    assert_eq!(metrics.threads_overdue.get(), 1);
    drop(spinning);
    until(|| watchdog.overdue().is_none() && metrics.threads_overdue.get() == 0);
    drop(waiting);
    assert_eq!(count(&registry, r#"telemetry_filter_overdue_total{chain="tenant",filter="spins"}"#), Some(1.0));
    assert_eq!(count(&registry, r#"telemetry_filter_overdue_total{chain="tenant",filter="waits"}"#), None);
    drop(keeps_series);
    until(|| count(&registry, r#"telemetry_filter_overdue_total{chain="tenant",filter="spins"}"#).is_none());
}

#[test]
fn in_the_slow_lane_it_is_counted_and_holds_up_no_thread_that_serves() {
    let (_, metrics, watchdog) = watchdog();
    let spinning = Stuck::in_slow_lane(&watchdog, "tenant", "spins");
    until(|| metrics.threads_overdue.get() == 1);
    assert!(watchdog.overdue().is_none());
    drop(spinning);
    until(|| metrics.threads_overdue.get() == 0);
}

#[test]
fn many_short_runs_are_not_one_long_run_and_a_run_that_panics_has_ended() {
    let (registry, metrics, watchdog) = watchdog();
    let reporter: Arc<Reporter> = watchdog.shared.reporters.get_or_create("tenant", "short", 1, 100);
    let own = Arc::clone(&watchdog);
    let panicked = thread::spawn(move || {
        let checks = own.checks();
        // Much more than the bound in all.
        while own.checks() < checks + 50 {
            let _guard = own.watch(&reporter, CPU_MS, ThreadKind::Serving);
            (0..1_000).for_each(|_| std::hint::spin_loop());
        }
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _guard = own.watch(&reporter, CPU_MS, ThreadKind::Serving);
            std::panic::resume_unwind(Box::new(()));
        }));
        let checks = own.checks();
        while own.checks() < checks + 50 {
            std::hint::spin_loop();
        }
        caught.is_err()
    });
    assert!(panicked.join().expect("the panic is caught"));
    assert_eq!(count(&registry, r#"telemetry_filter_overdue_total{chain="tenant",filter="short"}"#), None);
    assert_eq!(metrics.threads_overdue.get(), 0);
}
