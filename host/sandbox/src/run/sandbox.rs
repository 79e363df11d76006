//! Runs a filter on a batch, in an instance that is used for this run only.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use wasmtime::Store;

use super::{
    filter_version::FilterVersion,
    limits::{budget::CpuBudget, clock::Clock, store_limits},
    replay::recorded_runs::{RecordedRuns, Replay},
    result::{diagnostics::Diagnostics, failure::Failure, outcome::Outcome, run_stats::RunStats},
    state::{request_context::RequestContext, run_state::RunState},
};
use crate::{artifact::loaded_filter::LoadedFilter, lane::thread_kind::ThreadKind, printable::printable};
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

/// Runs `process` on this thread, or makes the calls that it would make if `recorded` has them.
pub(crate) fn run(
    version: &FilterVersion,
    recorded: Option<&RecordedRuns>,
    batch: Box<Batch>,
    context: &Arc<RequestContext>,
    budget: CpuBudget,
    thread: ThreadKind,
) -> RunResult {
    if budget.is_exhausted() {
        return not_run(batch, Outcome::CpuLimit, budget.describe_exhaustion(Duration::ZERO));
    }
    let FilterVersion { loaded, run_config, .. } = version;
    let started_at = Instant::now();
    let clock = Clock::start(started_at, budget, run_config.limits.wall_ms, thread);
    let mut run = RunState::new(batch, Arc::clone(context), Arc::clone(run_config), clock);
    match recorded.map(|recorded| recorded.replay(&mut run)) {
        Some(Replay::Complete { memory_bytes }) => {
            let stats = RunStats { memory_bytes, is_replayed: true, ..RunStats::default() };
            return finish(run, (Outcome::Ok, None), started_at, stats);
        }
        // A guest makes the same call, and a trace says where.
        Some(Replay::Failed) => run.start_over(),
        Some(Replay::Partial) | None => {}
    }
    let mut guest = run_guest(loaded, run);
    if guest.run.recording.as_ref().is_some_and(|recording| recording.has_diverged()) {
        guest.run.start_over();
        guest = run_guest(loaded, guest.run);
    }
    let GuestRun { mut run, ended, ready_at, instructions } = guest;
    let memory_bytes = run.memory.reached();
    if let (Some(recorded), Some(recording), Outcome::Ok) = (recorded, run.recording.take(), ended.0) {
        recorded.add(recording, memory_bytes);
    }
    let start = ready_at.saturating_duration_since(started_at);
    finish(run, ended, started_at, RunStats { start, memory_bytes, instructions, ..RunStats::default() })
}

/// How a run has ended, and what the log says of it.
type Ended = (Outcome, Option<String>);

/// A guest that has returned or failed.
struct GuestRun {
    run: RunState,
    ended: Ended,
    ready_at: Instant,
    /// That it has carried out, where they are counted.
    instructions: Option<u64>,
}

fn run_guest(loaded: &Arc<LoadedFilter>, run: RunState) -> GuestRun {
    let code = match loaded.code(Instant::now()) {
        Ok(code) => code,
        Err(refusal) => {
            let ended = (Outcome::NotLoaded, Some(refusal.to_string()));
            return GuestRun { run, ended, ready_at: Instant::now(), instructions: None };
        }
    };
    let mut store = Store::new(&loaded.engine, run);
    store_limits::apply(&mut store);
    let counts_instructions = store.data().config.counts_instructions;
    if counts_instructions && let Err(error) = store.set_fuel(ALL_FUEL) {
        let ended = (Outcome::NotLoaded, Some(format!("{error:#}")));
        return GuestRun { run: store.into_data(), ended, ready_at: Instant::now(), instructions: None };
    }
    let process = match code.as_ref() {
        Some(code) => code.start(&mut store),
        None => Err(wasmtime::Error::msg("not mapped")),
    };
    let ready_at = Instant::now();
    let returned = process.and_then(|process| process.call(&mut store, ()));
    let ended = match &returned {
        Ok((Ok(()),)) => (Outcome::Ok, None),
        Ok((Err(said),)) if store.data().config.shows_error_text => {
            (Outcome::Error, Some(printable(said, QUOTED_CHARS)))
        }
        Ok((Err(_),)) => (Outcome::Error, Some(UNQUOTED.to_owned())),
        Err(error) => {
            let Failure { outcome, detail } = Failure::from_error(error, store.data(), || loaded.open_lines());
            (outcome, Some(detail))
        }
    };
    let instructions = if counts_instructions { store.get_fuel().ok().map(|left| ALL_FUEL - left) } else { None };
    // Returns the instance to the pool.
    GuestRun { run: store.into_data(), ended, ready_at, instructions }
}

fn finish(run: RunState, (mut outcome, mut detail): Ended, started_at: Instant, stats: RunStats) -> RunResult {
    let finished_at = Instant::now();
    let (cpu, is_over_budget) = run.clock.finish(finished_at);
    if is_over_budget && matches!(outcome, Outcome::Ok | Outcome::Error) {
        (outcome, detail) = (Outcome::CpuLimit, Some(run.describe_cpu_limit(cpu)));
    }
    let wall = finished_at.saturating_duration_since(started_at);
    let stats = RunStats { wall, cpu, host_calls: run.host_calls, ..stats };
    RunResult { batch: run.batch, outcome, detail, diagnostics: run.diagnostics, stats }
}

fn not_run(batch: Box<Batch>, outcome: Outcome, detail: String) -> RunResult {
    RunResult { batch, outcome, detail: Some(detail), diagnostics: Diagnostics::default(), stats: RunStats::default() }
}
