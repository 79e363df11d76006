//! Time and memory of a run.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};
use wasmtime::{ResourceLimiter, Store, StoreContextMut, UpdateDeadline};

use super::{failure::Outcome, run::Run, ticker::TICK};

/// Instances, tables and memories of one component: what `wit-component` makes of one, and some more.
const INSTANCES: usize = 8;
const TABLES: usize = 4;
const MEMORIES: usize = 1;

/// How long a run may wait for the processor; what it waits for is never the guest's doing, which can only compute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thread {
    /// As configured.
    Serving,
    /// Two seconds at the least: in the slow lane, all that serves goes first.
    SlowLane,
}

const SLOW_LANE_WALL_MS: u64 = 2_000;

impl Thread {
    fn wall_ms(self, configured: u64) -> u64 {
        match self {
            Self::Serving => configured,
            Self::SlowLane => configured.max(SLOW_LANE_WALL_MS),
        }
    }

    /// The scheduler owes an idle thread something from time to time, and lets it go on beside one that serves.
    pub(super) fn give_way(self) {
        if self == Self::SlowLane {
            std::thread::yield_now();
        }
    }

    /// There was no place for this run: the batch is as it was, and its client may send it again.
    pub(super) fn is_at_an_end(self, outcome: Outcome) -> bool {
        outcome == Outcome::PoolExhausted || (self == Self::SlowLane && outcome == Outcome::WallLimit)
    }
}

/// Processor time and wall time since the start of a run.
pub(super) struct Clock {
    started: Instant,
    cpu_budget: Duration,
    wall_budget: Duration,
    thread: Thread,
    /// This thread's processor time when the run began, estimated at the first tick.
    cpu_started: Option<Duration>,
    /// When the host looks again while it works for the guest.
    next_look: Instant,
}

impl Clock {
    pub(super) fn start(started: Instant, cpu_ms: u64, wall_ms: u64, thread: Thread) -> Self {
        Self {
            started,
            cpu_budget: Duration::from_millis(cpu_ms),
            wall_budget: Duration::from_millis(thread.wall_ms(wall_ms)),
            thread,
            cpu_started: None,
            next_look: started + TICK,
        }
    }

    /// Processor time until `ended`, on the thread of the run. A run that ended before its first tick is taken to have
    /// had the processor all along: reading the thread's clock is a system call, and costs as much as a tenth of a run.
    pub(super) fn cpu(&self, ended: Instant) -> Duration {
        match self.cpu_started {
            Some(cpu_started) => thread_cpu().saturating_sub(cpu_started),
            None => ended.saturating_duration_since(self.started).min(TICK),
        }
    }

    /// [`Clock::over`] for the host's own work, which no tick ends: looks at most once in a tick.
    pub(super) fn over_in_host(&mut self) -> Option<Outcome> {
        let now = Instant::now();
        if now < self.next_look {
            return None;
        }
        self.next_look = now + TICK;
        self.over()
    }

    fn over(&mut self) -> Option<Outcome> {
        let (wall, cpu) = (self.started.elapsed(), thread_cpu());
        // A guest notices the first tick within microseconds of processor time, so it has used no more than a tick.
        let cpu_started = *self.cpu_started.get_or_insert_with(|| cpu.saturating_sub(wall.min(TICK)));
        if cpu.saturating_sub(cpu_started) > self.cpu_budget {
            Some(Outcome::CpuLimit)
        } else if wall > self.wall_budget {
            Some(Outcome::WallLimit)
        } else {
            None
        }
    }
}

fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Linear memory: what is allowed, and what was reached.
pub(super) struct Memory {
    limit: u64,
    reached: usize,
}

impl Memory {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, reached: 0 }
    }

    /// Allows one page more: reading a snapshot takes one.
    pub(super) fn extend_by_a_page(&mut self) {
        self.limit = self.limit.saturating_add(64 << 10);
    }

    /// Bytes of linear memory.
    pub(super) fn reached(&self) -> usize {
        self.reached
    }
}

/// Puts a store under the limits of its run. To be called before instantiation, which runs start functions.
pub(super) fn arm(store: &mut Store<Run>) {
    let bytes = store.data().grant.limits.host_call_bytes;
    store.set_hostcall_fuel(bytes);
    store.limiter(|run| run);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(tick);
}

fn tick(mut store: StoreContextMut<'_, Run>) -> wasmtime::Result<UpdateDeadline> {
    let run = store.data_mut();
    match run.clock.over() {
        None => {
            run.clock.thread.give_way();
            Ok(UpdateDeadline::Continue(1))
        }
        Some(outcome) => Err(run.out_of_time(outcome)),
    }
}

impl ResourceLimiter for Run {
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        if desired as u64 > self.memory.limit {
            return Err(self.stop(Outcome::MemoryLimit, "out of memory"));
        }
        self.memory.reached = desired;
        Ok(true)
    }

    /// The pool's own limit, which is never below the run's.
    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        Err(self.stop(Outcome::MemoryLimit, "out of memory"))
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        self.table_elements = self.table_elements.saturating_add(desired.saturating_sub(current));
        if self.table_elements > self.grant.limits.table_elements {
            return Err(self.stop(Outcome::MemoryLimit, "out of elements of tables"));
        }
        Ok(true)
    }

    fn instances(&self) -> usize {
        INSTANCES
    }

    fn tables(&self) -> usize {
        TABLES
    }

    fn memories(&self) -> usize {
        MEMORIES
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, Outcome, Thread};
    use std::time::{Duration, Instant};

    #[test]
    fn in_the_slow_lane_a_run_may_wait_longer_for_the_processor_and_its_batch_is_not_lost_when_it_had_none() {
        let waited = |ms, thread| {
            let started = Instant::now().checked_sub(Duration::from_millis(ms)).expect("the machine is up for longer");
            Clock::start(started, 1_000, 50, thread).over()
        };
        assert_eq!(waited(500, Thread::Serving), Some(Outcome::WallLimit));
        assert_eq!(waited(500, Thread::SlowLane), None);
        assert_eq!(waited(5_000, Thread::SlowLane), Some(Outcome::WallLimit));
        assert!(Thread::SlowLane.is_at_an_end(Outcome::WallLimit));
        assert!(!Thread::SlowLane.is_at_an_end(Outcome::CpuLimit));
        assert!(!Thread::Serving.is_at_an_end(Outcome::WallLimit));
    }
}
