//! Runs a filter on a batch, in an instance that is used for this run only.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use wasmtime::Store;

use super::{
    limits::{
        budget::{CpuBudget, ThreadKind},
        clock::Clock,
        store_limits,
    },
    request_context::RequestContext,
    result::{diagnostics::Diagnostics, failure::Failure, outcome::Outcome, run_stats::RunStats},
    run_state::{RunConfig, RunState},
};
use crate::{artifact::loaded_filter::LoadedFilter, printable::printable};
use sluice_event::Batch;

/// The longest text of an error that a filter returns, where it is reported.
const QUOTED_CHARS: usize = 1_000;
/// Instructions that no run takes within its time.
const ALL_FUEL: u64 = u64::MAX / 2;
/// Stands for that text where it is not reported.
const UNQUOTED: &str = "returned an error, whose text may quote events: `sluice filter test` shows it";

/// The result of a run.
pub(crate) struct RunResult {
    pub(crate) batch: Box<Batch>,
    pub(crate) outcome: Outcome,
    /// For the log. None if the run succeeded.
    pub(crate) detail: Option<String>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) stats: RunStats,
}

/// Runs `process` on this thread.
pub(crate) fn run(
    loaded: &Arc<LoadedFilter>,
    config: &Arc<RunConfig>,
    batch: Box<Batch>,
    context: &Arc<RequestContext>,
    budget: CpuBudget,
    thread: ThreadKind,
) -> RunResult {
    if budget.is_exhausted() {
        return not_run(batch, Outcome::CpuLimit, budget.describe_exhaustion(Duration::ZERO));
    }
    let code = match loaded.code(Instant::now()) {
        Ok(code) => code,
        Err(refusal) => return not_run(batch, Outcome::NotLoaded, refusal.to_string()),
    };
    let started_at = Instant::now();
    let clock = Clock::start(started_at, budget, config.limits.wall_ms, thread);
    let mut store = Store::new(&loaded.engine, RunState::new(batch, Arc::clone(context), Arc::clone(config), clock));
    store_limits::apply(&mut store);
    if config.counts_instructions
        && let Err(error) = store.set_fuel(ALL_FUEL)
    {
        let batch = store.into_data().batch;
        return not_run(batch, Outcome::NotLoaded, format!("{error:#}"));
    }
    let process = match code.as_ref() {
        Some(code) => code.start(&mut store),
        None => Err(wasmtime::Error::msg("not mapped")),
    };
    let ready = Instant::now();
    let returned = process.and_then(|process| process.call(&mut store, ()));
    let (mut outcome, mut detail) = match &returned {
        Ok((Ok(()),)) => (Outcome::Ok, None),
        Ok((Err(said),)) if config.shows_error_text => (Outcome::Error, Some(printable(said, QUOTED_CHARS))),
        Ok((Err(_),)) => (Outcome::Error, Some(UNQUOTED.to_owned())),
        Err(error) => {
            let Failure { outcome, detail } = Failure::from_error(error, store.data(), || loaded.open_lines());
            (outcome, Some(detail))
        }
    };
    let instructions =
        if config.counts_instructions { store.get_fuel().ok().map(|left| ALL_FUEL - left) } else { None };
    // Returns the instance to the pool.
    let run = store.into_data();
    let finished_at = Instant::now();
    let (cpu, is_over_budget) = run.clock.finish(finished_at);
    if is_over_budget && matches!(outcome, Outcome::Ok | Outcome::Error) {
        (outcome, detail) = (Outcome::CpuLimit, Some(run.describe_cpu_limit(cpu)));
    }
    let stats = RunStats {
        start: ready.saturating_duration_since(started_at),
        wall: finished_at.saturating_duration_since(started_at),
        cpu,
        memory_bytes: run.memory.reached(),
        host_calls: run.host_calls(),
        instructions,
    };
    RunResult { batch: run.batch, outcome, detail, diagnostics: run.diagnostics, stats }
}

fn not_run(batch: Box<Batch>, outcome: Outcome, detail: String) -> RunResult {
    RunResult { batch, outcome, detail: Some(detail), diagnostics: Diagnostics::default(), stats: RunStats::default() }
}
