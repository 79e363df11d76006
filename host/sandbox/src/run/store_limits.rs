//! Memory and tables of a run, and how its store is put under all of its limits.

use wasmtime::{ResourceLimiter, Store, StoreContextMut, UpdateDeadline};

use super::{failure::Outcome, run_state::RunState};

/// Instances, tables and memories of one component: what `wit-component` makes of one, and some more.
const INSTANCES: usize = 8;
const TABLES: usize = 4;
const MEMORIES: usize = 1;

/// Linear memory: what is allowed, and what was reached.
pub(crate) struct Memory {
    limit: u64,
    reached: usize,
}

impl Memory {
    pub(crate) fn new(limit: u64) -> Self {
        Self { limit, reached: 0 }
    }

    /// Allows one page more: reading a snapshot takes one.
    pub(crate) fn extend_by_a_page(&mut self) {
        self.limit = self.limit.saturating_add(64 << 10);
    }

    /// Bytes of linear memory.
    pub(crate) fn reached(&self) -> usize {
        self.reached
    }
}

/// Puts a store under the limits of its run. To be called before instantiation, which runs start functions.
pub(crate) fn apply(store: &mut Store<RunState>) {
    let bytes = store.data().config.limits.host_call_bytes;
    store.set_hostcall_fuel(bytes);
    store.limiter(|run| run);
    store.set_epoch_deadline(1);
    store.epoch_deadline_callback(check_at_tick);
}

fn check_at_tick(mut store: StoreContextMut<'_, RunState>) -> wasmtime::Result<UpdateDeadline> {
    let run = store.data_mut();
    match run.clock.exceeded_limit() {
        None => {
            run.clock.thread().yield_to_others();
            Ok(UpdateDeadline::Continue(1))
        }
        Some(outcome) => Err(run.stop_out_of_time(outcome)),
    }
}

impl ResourceLimiter for RunState {
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
        if self.table_elements > self.config.limits.table_elements {
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
