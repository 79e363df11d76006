//! One run of one filter on one batch, in an instance that nobody used before and nobody will use again.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use wasmtime::Store;

use super::{
    clock::{Budget, Clock, Thread},
    failure::{Failure, Outcome},
    request_context::RequestContext,
    run_state::{Diagnostics, Grant, Run},
    store_limits,
};
use crate::{artifact::loaded_filter::Loaded, report::printable::printable};
use sluice_event::Batch;

/// Of the text with which a filter says that it has failed, where it is told at all.
const QUOTED_CHARS: usize = 1_000;

/// What came out of a run.
pub(crate) struct Ended {
    pub(crate) batch: Box<Batch>,
    pub(crate) outcome: Outcome,
    /// For the log; none where all went well, or where the filter itself said no and is not quoted.
    pub(crate) detail: Option<String>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) figures: Figures,
}

/// What it took.
pub(crate) struct Figures {
    pub(crate) started: Duration,
    pub(crate) wall: Duration,
    pub(crate) cpu: Duration,
    pub(crate) memory_bytes: usize,
    pub(crate) host_calls: u32,
}

/// Runs `process`, on this thread.
pub(crate) fn run(
    loaded: &Arc<Loaded>,
    grant: &Arc<Grant>,
    batch: Box<Batch>,
    context: &Arc<RequestContext>,
    budget: Budget,
    thread: Thread,
) -> Ended {
    if budget.is_used_up() {
        return not_run(batch, Outcome::CpuLimit, budget.used_up().to_owned());
    }
    let code = match loaded.code(Instant::now()) {
        Ok(code) => code,
        Err(refusal) => return not_run(batch, Outcome::NotLoaded, refusal.to_string()),
    };
    let began = Instant::now();
    let clock = Clock::start(began, budget, grant.limits.wall_ms, thread);
    let mut store = Store::new(&loaded.engine, Run::new(batch, Arc::clone(context), Arc::clone(grant), clock));
    store_limits::arm(&mut store);
    let process = match code.as_ref() {
        Some(code) => code.start(&mut store),
        None => Err(wasmtime::Error::msg("not mapped")),
    };
    let ready = Instant::now();
    let returned = process.and_then(|process| process.call(&mut store, ()));
    let (mut outcome, mut detail) = match &returned {
        Ok((Ok(()),)) => (Outcome::Ok, None),
        Ok((Err(said),)) => (Outcome::Error, grant.quotes.then(|| printable(said, QUOTED_CHARS))),
        Err(error) => {
            let Failure { outcome, detail } = Failure::of(error, store.data());
            (outcome, Some(detail))
        }
    };
    // Gives the instance back to the pool.
    let run = store.into_data();
    let ended = Instant::now();
    let (cpu, is_over) = run.clock.end(ended);
    if is_over && matches!(outcome, Outcome::Ok | Outcome::Error) {
        (outcome, detail) = (Outcome::CpuLimit, Some(budget.used_up().to_owned()));
    }
    let figures = Figures {
        started: ready.saturating_duration_since(began),
        wall: ended.saturating_duration_since(began),
        cpu,
        memory_bytes: run.memory.reached(),
        host_calls: run.host_calls(),
    };
    Ended { batch: run.batch, outcome, detail, diagnostics: run.diagnostics, figures }
}

fn not_run(batch: Box<Batch>, outcome: Outcome, detail: String) -> Ended {
    let figures =
        Figures { started: Duration::ZERO, wall: Duration::ZERO, cpu: Duration::ZERO, memory_bytes: 0, host_calls: 0 };
    Ended { batch, outcome, detail: Some(detail), diagnostics: Diagnostics::default(), figures }
}
