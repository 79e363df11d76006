//! How long a new task waits until a thread of the runtime that serves runs it. Connections and requests wait as long.

use parking_lot::Mutex;
use sluice_metrics::Histogram;
use std::{
    collections::VecDeque,
    sync::{Arc, mpsc},
    thread,
    time::{Duration, Instant},
};
use tokio::runtime::Handle;

/// Between two probes.
const INTERVAL: Duration = Duration::from_millis(100);
/// Probes of a minute.
const KEPT: usize = 600;

/// The delays of the last minute.
pub struct SchedulingDelay {
    histogram: Histogram,
    probes: Mutex<Probes>,
}

#[derive(Default)]
struct Probes {
    /// Seconds, oldest first.
    delays: VecDeque<f64>,
    /// When the probe was sent that no thread has run yet.
    waiting_since: Option<Instant>,
}

impl SchedulingDelay {
    /// Without a probe. `histogram` gets all delays, in seconds.
    #[must_use]
    pub fn new(histogram: Histogram) -> Self {
        Self { histogram, probes: Mutex::default() }
    }

    /// Sends a task to the runtime ten times a second, from a thread of its own, until the runtime ends.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn measure(self: Arc<Self>, runtime: Handle) -> std::io::Result<()> {
        let probe = move || {
            while self.probe(&runtime) {
                thread::sleep(INTERVAL);
            }
        };
        thread::Builder::new().name("delay".to_owned()).spawn(probe).map(drop)
    }

    /// Whether the runtime has run the task.
    fn probe(&self, runtime: &Handle) -> bool {
        let (done, wait) = mpsc::sync_channel(1);
        let sent = Instant::now();
        self.probes.lock().waiting_since = Some(sent);
        runtime.spawn(async move { _ = done.send(sent.elapsed()) });
        let Ok(delay) = wait.recv() else { return false };
        self.record(delay);
        true
    }

    fn record(&self, delay: Duration) {
        let seconds = delay.as_secs_f64();
        self.histogram.observe(seconds);
        let mut probes = self.probes.lock();
        probes.waiting_since = None;
        if probes.delays.len() == KEPT {
            probes.delays.pop_front();
        }
        probes.delays.push_back(seconds);
    }

    /// The delay of the last task; of one that still waits, if that is longer. In seconds.
    #[must_use]
    pub fn now(&self) -> f64 {
        let probes = self.probes.lock();
        let waiting = probes.waiting_since.map_or(0.0, |since| since.elapsed().as_secs_f64());
        probes.delays.back().copied().unwrap_or_default().max(waiting)
    }

    /// All delays of the last minute, in seconds, sorted.
    #[must_use]
    pub fn last_minute(&self) -> Vec<f64> {
        let mut sorted: Vec<f64> = self.probes.lock().delays.iter().copied().collect();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prometheus::HistogramOpts;

    fn delay() -> Arc<SchedulingDelay> {
        Arc::new(SchedulingDelay::new(Histogram::with_opts(HistogramOpts::new("a", "b")).expect("a name")))
    }

    #[test]
    fn a_task_that_no_thread_runs_is_seen_while_it_waits() {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().expect("a thread");
        let (delay, (free, held)) = (delay(), mpsc::channel::<()>());
        runtime.spawn(async move { _ = held.recv() });
        Arc::clone(&delay).measure(runtime.handle().clone()).expect("a thread");
        while delay.now() < 0.2 {
            thread::yield_now();
        }
        assert_eq!(delay.last_minute(), [0.0; 0]);
        drop(free);
        while delay.last_minute().is_empty() {
            thread::yield_now();
        }
        assert!(delay.last_minute()[0] >= 0.2);
    }

    #[test]
    fn no_more_than_a_minute_is_kept() {
        let delay = delay();
        (0..2_000).for_each(|seconds| delay.record(Duration::from_secs(seconds)));
        assert_eq!((delay.last_minute().len(), delay.last_minute()[0], delay.now()), (KEPT, 1_400.0, 1_999.0));
    }
}
