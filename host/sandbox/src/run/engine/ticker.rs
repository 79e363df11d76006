//! A thread that does one thing again and again: the clock of the sandboxes, and the watchdog.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use wasmtime::Engine;

/// Between two steps of the sandboxes' clock. A guest looks at it at every call and every turn of a loop.
pub(crate) const TICK: Duration = Duration::from_millis(1);

/// Ticks until it is dropped.
pub(crate) struct Ticker {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Ticker {
    /// The clock of an engine's sandboxes.
    pub(crate) fn start_epochs(engine: &Engine) -> io::Result<Self> {
        let engine = engine.clone();
        Self::start(TICK, "filter-ticker", move || engine.increment_epoch())
    }

    /// Calls `tick` on a thread of this name, with a pause of `every` before each call.
    pub(crate) fn start(every: Duration, name: &str, mut tick: impl FnMut() + Send + 'static) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                thread::park_timeout(every);
                tick();
            }
        })?;
        Ok(Self { stop, thread: Some(thread) })
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}
