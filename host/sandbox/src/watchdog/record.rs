//! The run that a thread is in, for the watchdog to read.

use std::{
    fs::File,
    io,
    os::unix::fs::FileExt,
    sync::{
        Arc,
        atomic::{
            AtomicBool, AtomicU64, AtomicUsize,
            Ordering::{Acquire, Relaxed, Release},
            fence,
        },
    },
    time::Duration,
};

use crate::{lane::thread_kind::ThreadKind, report::reporter::Reporter};

/// Written only by its thread, without a lock or a system call, and read by the watchdog.
pub(super) struct ThreadRecord {
    /// The number of the run that the thread is in; [`IDLE`] between runs.
    run: AtomicU64,
    /// Runs that the thread has begun.
    run_count: AtomicU64,
    /// The address of the filter's [`Reporter`], which the run keeps alive.
    reporter: AtomicUsize,
    cpu_ms: AtomicU64,
    is_serving: AtomicBool,
    /// None if the kernel does not provide it.
    clock: Option<ThreadClock>,
}

const IDLE: u64 = 0;

/// A run as the watchdog sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RunSnapshot {
    /// Unique for the thread.
    pub(super) number: u64,
    /// The address of the filter's reporter.
    pub(super) reporter: usize,
    /// The budget of processor time.
    pub(super) cpu_ms: u64,
    /// Whether requests are served on the thread.
    pub(super) is_serving: bool,
}

impl ThreadRecord {
    pub(super) fn new(clock: Option<ThreadClock>) -> Self {
        Self {
            run: AtomicU64::new(IDLE),
            run_count: AtomicU64::new(0),
            reporter: AtomicUsize::new(0),
            cpu_ms: AtomicU64::new(0),
            is_serving: AtomicBool::new(false),
            clock,
        }
    }

    pub(super) fn begin_run(&self, reporter: &Arc<Reporter>, cpu_ms: u64, thread: ThreadKind) {
        let number = self.run_count.load(Relaxed) + 1;
        self.run_count.store(number, Relaxed);
        // What follows is not seen before the end of the run before.
        fence(Release);
        self.reporter.store(Arc::as_ptr(reporter).addr(), Relaxed);
        self.cpu_ms.store(cpu_ms, Relaxed);
        self.is_serving.store(thread == ThreadKind::Serving, Relaxed);
        self.run.store(number, Release);
    }

    pub(super) fn end_run(&self) {
        self.run.store(IDLE, Release);
    }

    /// The run that the thread is in.
    pub(super) fn current_run(&self) -> Option<RunSnapshot> {
        let number = self.run.load(Acquire);
        let snapshot = RunSnapshot {
            number,
            reporter: self.reporter.load(Relaxed),
            cpu_ms: self.cpu_ms.load(Relaxed),
            is_serving: self.is_serving.load(Relaxed),
        };
        fence(Acquire);
        (number != IDLE && self.run.load(Relaxed) == number).then_some(snapshot)
    }

    /// The processor time of the thread.
    pub(super) fn cpu_time(&self) -> Option<Duration> {
        self.clock.as_ref()?.read()
    }
}

/// The processor time of a thread, which other threads can read. The kernel updates it at its own ticks, so it may be
/// some milliseconds late.
pub(super) struct ThreadClock(File);

impl ThreadClock {
    pub(super) fn open_for_this_thread() -> io::Result<Self> {
        File::open("/proc/thread-self/schedstat").map(Self)
    }

    /// <https://docs.kernel.org/scheduler/sched-stats.html#proc-pid-schedstat>: nanoseconds come first.
    fn read(&self) -> Option<Duration> {
        let mut text = [0; 64];
        let length = self.0.read_at(&mut text, 0).ok()?;
        let nanoseconds = text[..length].split(|byte| *byte == b' ').next()?;
        std::str::from_utf8(nanoseconds).ok()?.parse().ok().map(Duration::from_nanos)
    }
}
