//! A thread that calls a function at an interval: the clock of the sandboxes, and the watchdog.

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

/// The interval of the sandboxes' clock. Guests check it at every function call and every iteration of a loop.
pub(crate) const TICK: Duration = Duration::from_millis(1);

/// Ticks until it is dropped.
pub(crate) struct Ticker {
    should_stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Ticker {
    /// Starts the clock of an engine's sandboxes.
    pub(crate) fn start_epochs(engine: &Engine) -> io::Result<Self> {
        let engine = engine.clone();
        Self::start(TICK, "filter-ticker", move || engine.increment_epoch())
    }

    /// Starts a thread with this name that calls `tick` after each pause of `every`.
    pub(crate) fn start(every: Duration, name: &str, mut tick: impl FnMut() + Send + 'static) -> io::Result<Self> {
        let should_stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&should_stop);
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                thread::park_timeout(every);
                tick();
            }
        })?;
        Ok(Self { should_stop, thread: Some(thread) })
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.should_stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}
