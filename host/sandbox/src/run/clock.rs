//! The processor time of a run, on the thread that runs it.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use rustix::time::{ClockId, clock_gettime};

use super::{failure::Outcome, ticker::TICK};

/// Where a run takes place. Its budget is processor time; waiting for the processor is never the filter's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thread {
    /// A thread that serves requests.
    Serving,
    /// A thread of the slow lane, which may get no processor at all while others want it. A run ends when it has waited
    /// for two seconds or for `limits.wall_ms`, whichever is longer.
    SlowLane,
}

const SLOW_LANE_WALL_MS: u64 = 2_000;

impl Thread {
    fn wall_budget(self, configured_ms: u64) -> Option<Duration> {
        match self {
            Self::Serving => None,
            Self::SlowLane => Some(Duration::from_millis(configured_ms.max(SLOW_LANE_WALL_MS))),
        }
    }

    /// The scheduler owes an idle thread something from time to time, and lets it go on beside one that serves.
    pub(crate) fn give_way(self) {
        if self == Self::SlowLane {
            std::thread::yield_now();
        }
    }
}

/// The processor time that a run may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Budget {
    cpu: Duration,
    /// Whether it is what the chain has left, and less than the filter's own `limits.cpu_ms`.
    of_chain: bool,
}

impl Budget {
    /// The filter's own limit, or what its chain has left if that is less.
    pub(crate) fn new(cpu_ms: u64, left_of_chain: Duration) -> Self {
        let own = Duration::from_millis(cpu_ms);
        Self { cpu: own.min(left_of_chain), of_chain: left_of_chain < own }
    }

    pub(crate) fn is_used_up(self) -> bool {
        self.cpu.is_zero()
    }

    /// The detail of a run that has used it up.
    pub(crate) fn used_up(self) -> &'static str {
        if self.of_chain {
            "the filters of this chain together are out of processor time (`limits.chain_cpu_ms`)"
        } else {
            "out of processor time"
        }
    }
}

/// The processor time of all runs that one batch has in a chain.
pub(crate) struct ChainTime {
    budget: Duration,
    taken: Duration,
}

impl ChainTime {
    pub(crate) fn new(budget: Duration) -> Self {
        Self { budget, taken: Duration::ZERO }
    }

    /// For the next run, of a filter with this limit.
    pub(crate) fn budget_of_run(&self, cpu_ms: u64) -> Budget {
        Budget::new(cpu_ms, self.budget.saturating_sub(self.taken))
    }

    pub(crate) fn add(&mut self, cpu: Duration) {
        self.taken += cpu;
    }

    pub(crate) fn taken(&self) -> Duration {
        self.taken
    }
}

/// Processor time and wall time since the start of a run.
pub(crate) struct Clock {
    started: Instant,
    cpu_started: Duration,
    budget: Budget,
    wall_budget: Option<Duration>,
    thread: Thread,
    /// When the next host call reads the thread's clock.
    next_look: Instant,
    /// Bytes that the host has worked through since it last asked what time it is.
    worked_bytes: usize,
}

/// The host takes microseconds for so many bytes, whatever it does with them.
const BYTES_BETWEEN_LOOKS: usize = 16 << 10;

impl Clock {
    /// `wall_ms` counts in the slow lane only, see [`Thread`].
    pub(crate) fn start(started: Instant, budget: Budget, wall_ms: u64, thread: Thread) -> Self {
        Self {
            started,
            cpu_started: Reading::estimate(started),
            budget,
            wall_budget: thread.wall_budget(wall_ms),
            thread,
            next_look: started + TICK,
            worked_bytes: 0,
        }
    }

    pub(crate) fn thread(&self) -> Thread {
        self.thread
    }

    pub(crate) fn budget(&self) -> Budget {
        self.budget
    }

    /// Processor time until `ended`, and whether that is more than the budget. A run of less than a tick is taken to
    /// have had the processor all along, and is never over: it costs no system call.
    pub(crate) fn end(&self, ended: Instant) -> (Duration, bool) {
        let wall = ended.saturating_duration_since(self.started);
        if wall <= TICK {
            return (wall, false);
        }
        let cpu = Reading::take().cpu.saturating_sub(self.cpu_started);
        (cpu, cpu > self.budget.cpu)
    }

    /// [`Clock::over`] for the host's own work, which no tick of the guest interrupts. Reads the thread's clock at most
    /// once in a tick.
    pub(crate) fn over_in_host(&mut self) -> Option<Outcome> {
        if Instant::now() < self.next_look { None } else { self.over() }
    }

    /// [`Clock::over_in_host`] for work in small steps: asks for the time once in many bytes.
    #[inline]
    pub(crate) fn over_after(&mut self, bytes: usize) -> Option<Outcome> {
        self.worked_bytes += bytes;
        if self.worked_bytes < BYTES_BETWEEN_LOOKS {
            return None;
        }
        self.worked_bytes = 0;
        self.over_in_host()
    }

    /// Why the run has to end, if it has to.
    pub(crate) fn over(&mut self) -> Option<Outcome> {
        let Reading { at, cpu } = Reading::take();
        self.next_look = at + TICK;
        if cpu.saturating_sub(self.cpu_started) > self.budget.cpu {
            return Some(Outcome::CpuLimit);
        }
        let waited = self.wall_budget.is_some_and(|most| at.saturating_duration_since(self.started) > most);
        waited.then_some(Outcome::WallLimit)
    }
}

/// The processor time of this thread, as it was at some moment.
#[derive(Clone, Copy)]
struct Reading {
    at: Instant,
    cpu: Duration,
}

thread_local! {
    static LAST_READING: Cell<Option<Reading>> = const { Cell::new(None) };
}

impl Reading {
    /// Makes a system call.
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
    fn descheduled(ms: u64, thread: Thread) -> Clock {
        Reading::take();
        let started = Instant::now().checked_sub(Duration::from_millis(ms)).expect("the machine is up for longer");
        let mut clock = Clock::start(started, Budget::new(OWN_MS, Duration::MAX), 50, thread);
        clock.cpu_started = Reading::take().cpu;
        clock
    }

    #[test]
    fn a_run_that_waited_for_the_processor_is_not_over() {
        let mut clock = descheduled(60_000, Thread::Serving);
        assert_eq!(clock.over(), None);
        assert_eq!(clock.over_in_host(), None);
        let (cpu, over) = clock.end(Instant::now());
        assert!(cpu < Duration::from_millis(OWN_MS) && !over, "{cpu:?}");
    }

    #[test]
    fn in_the_slow_lane_a_run_ends_when_it_has_waited_for_two_seconds() {
        assert_eq!(descheduled(500, Thread::SlowLane).over(), None);
        assert_eq!(descheduled(5_000, Thread::SlowLane).over(), Some(Outcome::WallLimit));
    }

    #[test]
    fn a_run_that_has_used_its_budget_is_over_whether_it_looks_or_ends() {
        let mut clock = Clock::start(Instant::now(), Budget::new(3, Duration::MAX), 50, Thread::Serving);
        let began = Reading::take().cpu;
        while Reading::take().cpu - began < Duration::from_millis(6) {
            std::hint::spin_loop();
        }
        assert!(clock.end(Instant::now()).1);
        assert_eq!(clock.over_in_host(), Some(Outcome::CpuLimit));
    }

    #[test]
    fn the_start_of_a_run_is_known_to_within_a_tick() {
        for _ in 0..1_000 {
            let estimate = Reading::estimate(Instant::now());
            let read = clock_gettime(ClockId::ThreadCPUTime);
            let read = Duration::new(read.tv_sec.unsigned_abs(), u32::try_from(read.tv_nsec).unwrap_or(0));
            assert!(estimate <= read + TICK, "{estimate:?} {read:?}");
        }
    }

    #[test]
    fn the_smaller_of_the_filters_and_the_chains_budget_holds() {
        let own = Budget::new(10, Duration::from_millis(50));
        let of_chain = Budget::new(10, Duration::from_millis(3));
        assert_eq!((own.cpu.as_millis(), of_chain.cpu.as_millis()), (10, 3));
        assert!(!own.used_up().contains("chain_cpu_ms") && of_chain.used_up().contains("chain_cpu_ms"));
        assert!(Budget::new(10, Duration::ZERO).is_used_up());
    }
}
