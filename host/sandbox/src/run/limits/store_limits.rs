//! Applies the limits of a run to its store.

use wasmtime::{ResourceLimiter, Store, StoreContextMut, UpdateDeadline};

use crate::run::{result::outcome::Outcome, state::run_state::RunState};

/// Core instances of one component. What `wit-component` makes of a module has three, a filter in Python has 38: one for each
/// shared library and each interface that CPython wants of WASI, which do nothing. What they take of the host's memory together
/// is bounded when a component is inspected.
pub(crate) const INSTANCES: u32 = 64;
pub(crate) const TABLES: u32 = 4;
const MEMORIES: usize = 1;

/// Applies the limits of a run to its store. Must be called before instantiation, which runs start functions.
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
        if self.memory.try_grow_to(desired) {
            return Ok(true);
        }
        let why = self.memory.describe_exhaustion(desired);
        Err(self.stop(Outcome::MemoryLimit, why))
    }

    /// The pool's own limit, which is never below the run's.
    fn memory_grow_failed(&mut self, _: wasmtime::Error) -> wasmtime::Result<()> {
        let had = self.memory.reached();
        let why = format!("asked for more memory than a sandbox has (`pool.memory_bytes`) when it had {had} bytes");
        Err(self.stop(Outcome::MemoryLimit, why))
    }

    fn table_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        self.table_elements = self.table_elements.saturating_add(desired.saturating_sub(current));
        if self.table_elements > self.config.limits.table_elements {
            let (asked, limit) = (self.table_elements, self.config.limits.table_elements);
            let why = format!("asked for {asked} elements of tables, the limit is {limit} (`limits.table_elements`)");
            return Err(self.stop(Outcome::MemoryLimit, why));
        }
        Ok(true)
    }

    fn instances(&self) -> usize {
        INSTANCES as usize
    }

    fn tables(&self) -> usize {
        TABLES as usize
    }

    fn memories(&self) -> usize {
        MEMORIES
    }
}
