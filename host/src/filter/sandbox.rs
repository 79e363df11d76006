//! One run of one filter on one batch, in an instance that nobody used before and nobody will use again.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use wasmtime::Store;

use super::{
    context::RequestContext,
    failure::{Failure, Outcome},
    limits::{self, Clock, Thread},
    load_error::Refusal,
    loaded::Loaded,
    run::{Diagnostics, Grant, Run},
    text,
};
use crate::event::Batch;

/// Of the text with which a filter says that it has failed, where it is told at all.
const QUOTED_CHARS: usize = 1_000;

/// What came out of a run.
pub(super) struct Ended {
    pub(super) batch: Box<Batch>,
    pub(super) outcome: Outcome,
    /// For the log; none where all went well, or where the filter itself said no and is not quoted.
    pub(super) detail: Option<String>,
    pub(super) diagnostics: Diagnostics,
    pub(super) figures: Figures,
}

/// What it took.
pub(super) struct Figures {
    pub(super) started: Duration,
    pub(super) wall: Duration,
    pub(super) cpu: Duration,
    pub(super) memory_bytes: usize,
    pub(super) host_calls: u32,
}

/// Runs `process`, on this thread.
pub(super) fn run(
    loaded: &Arc<Loaded>,
    grant: &Arc<Grant>,
    batch: Box<Batch>,
    context: &Arc<RequestContext>,
    thread: Thread,
) -> Ended {
    let code = match loaded.code(Instant::now()) {
        Ok(code) => code,
        Err(refusal) => return not_loaded(batch, &refusal),
    };
    let began = Instant::now();
    let clock = Clock::start(began, grant.limits.cpu_ms, grant.limits.wall_ms, thread);
    let mut store = Store::new(&loaded.engine, Run::new(batch, Arc::clone(context), Arc::clone(grant), clock));
    limits::arm(&mut store);
    let process = match code.as_ref() {
        Some(code) => code.start(&mut store),
        None => Err(wasmtime::Error::msg("not mapped")),
    };
    let ready = Instant::now();
    let returned = process.and_then(|process| process.call(&mut store, ()));
    let (outcome, detail) = match &returned {
        Ok((Ok(()),)) => (Outcome::Ok, None),
        Ok((Err(said),)) => (Outcome::Error, grant.quotes.then(|| text::printable(said, QUOTED_CHARS))),
        Err(error) => {
            let Failure { outcome, detail } = Failure::of(error, store.data());
            (outcome, Some(detail))
        }
    };
    // Gives the instance back to the pool.
    let run = store.into_data();
    let ended = Instant::now();
    let figures = Figures {
        started: ready.saturating_duration_since(began),
        wall: ended.saturating_duration_since(began),
        cpu: run.clock.cpu(ended),
        memory_bytes: run.memory.reached(),
        host_calls: run.host_calls(),
    };
    Ended { batch: run.batch, outcome, detail, diagnostics: run.diagnostics, figures }
}

/// Its artifact cannot be had any more.
fn not_loaded(batch: Box<Batch>, refusal: &Refusal) -> Ended {
    let figures =
        Figures { started: Duration::ZERO, wall: Duration::ZERO, cpu: Duration::ZERO, memory_bytes: 0, host_calls: 0 };
    let (outcome, detail) = (Outcome::NotLoaded, Some(refusal.to_string()));
    Ended { batch, outcome, detail, diagnostics: Diagnostics::default(), figures }
}
