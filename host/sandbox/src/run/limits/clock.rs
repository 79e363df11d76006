//! Measures the processor time of a run, on the thread that runs it.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use rustix::time::{ClockId, clock_gettime};

use super::budget::CpuBudget;
use crate::{
    lane::thread_kind::ThreadKind,
    run::{engine::ticker::TICK, result::outcome::Outcome},
};

/// The processor time and wall time of a run, and their limits.
pub(crate) struct Clock {
    started: Instant,
    cpu_at_start: Duration,
    budget: CpuBudget,
    wall_budget: Option<Duration>,
    thread: ThreadKind,
    /// Host calls before this do not read the thread's clock.
    next_check: Instant,
    /// Bytes that the host has processed since it last read the time.
    bytes_since_check: usize,
}

/// Bytes that the host processes between two checks of the time. Whatever it does with them, they take microseconds.
const BYTES_BETWEEN_CHECKS: usize = 16 << 10;

impl Clock {
    /// `wall_ms` applies in the slow lane only, see [`ThreadKind`].
    pub(crate) fn start(started: Instant, budget: CpuBudget, wall_ms: u64, thread: ThreadKind) -> Self {
        Self {
            started,
            cpu_at_start: CpuReading::estimate(started),
            budget,
            wall_budget: thread.wall_budget(wall_ms),
            thread,
            next_check: started + TICK,
            bytes_since_check: 0,
        }
    }

    pub(crate) fn thread(&self) -> ThreadKind {
        self.thread
    }

    pub(crate) fn budget(&self) -> CpuBudget {
        self.budget
    }

    /// The processor time and the wall time so far. Reads the thread's clock.
    pub(crate) fn used(&self) -> (Duration, Duration) {
        let CpuReading { at, cpu } = CpuReading::take();
        (cpu.saturating_sub(self.cpu_at_start), at.saturating_duration_since(self.started))
    }

    /// The longest wall time of the run, if it is limited.
    pub(crate) fn wall_budget(&self) -> Option<Duration> {
        self.wall_budget
    }

    /// The processor time until `ended`, and whether that is more than the budget. A run shorter than a tick is assumed
    /// to have had the processor all the time and to be within its budget, which saves a system call.
    pub(crate) fn finish(&self, ended: Instant) -> (Duration, bool) {
        let wall = ended.saturating_duration_since(self.started);
        if wall <= TICK {
            return (wall, false);
        }
        let cpu = CpuReading::take().cpu.saturating_sub(self.cpu_at_start);
        (cpu, cpu > self.budget.cpu_time())
    }

    /// [`Clock::exceeded_limit`] for the host's own work, which no tick of the guest interrupts. Reads the thread's
    /// clock at most once in a tick.
    pub(crate) fn exceeded_limit_in_host(&mut self) -> Option<Outcome> {
        if Instant::now() < self.next_check { None } else { self.exceeded_limit() }
    }

    /// [`Clock::exceeded_limit_in_host`] for work in small steps: asks for the time once in many bytes.
    #[inline]
    pub(crate) fn exceeded_limit_after(&mut self, bytes: usize) -> Option<Outcome> {
        self.bytes_since_check += bytes;
        if self.bytes_since_check < BYTES_BETWEEN_CHECKS {
            return None;
        }
        self.bytes_since_check = 0;
        self.exceeded_limit_in_host()
    }

    /// The limit that the run has exceeded, if there is one.
    pub(crate) fn exceeded_limit(&mut self) -> Option<Outcome> {
        let CpuReading { at, cpu } = CpuReading::take();
        self.next_check = at + TICK;
        if cpu.saturating_sub(self.cpu_at_start) > self.budget.cpu_time() {
            return Some(Outcome::CpuLimit);
        }
        let waited = self.wall_budget.is_some_and(|most| at.saturating_duration_since(self.started) > most);
        waited.then_some(Outcome::WallLimit)
    }
}

/// The processor time of this thread at a point in time.
#[derive(Clone, Copy)]
struct CpuReading {
    at: Instant,
    cpu: Duration,
}

thread_local! {
    static LAST_READING: Cell<Option<CpuReading>> = const { Cell::new(None) };
}

impl CpuReading {
    /// Reads the thread's clock, which is a system call.
    fn take() -> Self {
        let at = Instant::now();
        let time = clock_gettime(ClockId::ThreadCPUTime);
        let cpu = Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0));
        let reading = Self { at, cpu };
        LAST_READING.set(Some(reading));
        reading
    }

    /// The thread's processor time now, or up to a tick more than that. Within a tick of the last reading the thread is
    /// taken to have had the processor since then, so that short runs share one system call a tick.
    fn estimate(now: Instant) -> Duration {
        match LAST_READING.get() {
            Some(last) if now.saturating_duration_since(last.at) < TICK => {
                last.cpu + now.saturating_duration_since(last.at)
            }
            _ => Self::take().cpu,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN_MS: u64 = 1_000;

    /// A run that began so long ago, and had none of the processor since.
    fn descheduled(ms: u64, thread: ThreadKind) -> Clock {
        CpuReading::take();
        let started = Instant::now().checked_sub(Duration::from_millis(ms)).expect("the machine is up for longer");
        let mut clock = Clock::start(started, CpuBudget::new(OWN_MS, Duration::ZERO, Duration::MAX), 50, thread);
        clock.cpu_at_start = CpuReading::take().cpu;
        clock
    }

    #[test]
    fn a_run_that_waited_for_the_processor_is_not_over() {
        let mut clock = descheduled(60_000, ThreadKind::Serving);
        assert_eq!(clock.exceeded_limit(), None);
        assert_eq!(clock.exceeded_limit_in_host(), None);
        let (cpu, over) = clock.finish(Instant::now());
        assert!(cpu < Duration::from_millis(OWN_MS) && !over, "{cpu:?}");
    }

    #[test]
    fn in_the_slow_lane_a_run_ends_when_it_has_waited_for_two_seconds() {
        assert_eq!(descheduled(500, ThreadKind::SlowLane).exceeded_limit(), None);
        assert_eq!(descheduled(5_000, ThreadKind::SlowLane).exceeded_limit(), Some(Outcome::WallLimit));
    }

    #[test]
    fn a_run_that_has_used_its_budget_is_over_whether_it_looks_or_ends() {
        let mut clock =
            Clock::start(Instant::now(), CpuBudget::new(3, Duration::ZERO, Duration::MAX), 50, ThreadKind::Serving);
        let began = CpuReading::take().cpu;
        while CpuReading::take().cpu - began < Duration::from_millis(6) {
            std::hint::spin_loop();
        }
        assert!(clock.finish(Instant::now()).1);
        assert_eq!(clock.exceeded_limit_in_host(), Some(Outcome::CpuLimit));
    }

    #[test]
    fn the_start_of_a_run_is_known_to_within_a_tick() {
        for _ in 0..1_000 {
            let estimate = CpuReading::estimate(Instant::now());
            let read = clock_gettime(ClockId::ThreadCPUTime);
            let read = Duration::new(read.tv_sec.unsigned_abs(), u32::try_from(read.tv_nsec).unwrap_or(0));
            assert!(estimate <= read + TICK, "{estimate:?} {read:?}");
        }
    }
}
