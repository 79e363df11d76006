//! Runs the cases that came with a filter, in a process of its own: whatever their files hold, the service sees a verdict.

use std::{slice, sync::Arc};

use super::{CaseLimits, Cases};
use crate::metrics::SandboxMetrics;
use crate::{
    ChainSettings, FilterEngine, LoaderCommand, Patience,
    load::{
        error::Refusal,
        stage::Stage,
        task::{CaseJob, CaseReport, Verdict},
    },
    report::printable::printable,
    settings::{filters::FilterEntry, limits::BreakerConfig, pool::PoolConfig},
};
use sluice_event::PseudonymKey;
use sluice_metrics::Registry;

/// A component may have several tables, and a slot of the pool stands for two.
const SLOTS: u32 = 4;
/// Broken cases that are named: with a line that counts the rest, they are as many lines as are shown of one filter.
const NAMED: usize = 9;
const NAME_CHARS: usize = 100;
/// Of what is wrong with a file: a path, and some words.
const MISTAKE_CHARS: usize = 1_000;

pub(crate) fn run(job: &CaseJob) -> CaseReport {
    let failed = |error: &dyn std::fmt::Display| Refusal::of(Stage::Process, "preparing to run its cases", error);
    let pool = PoolConfig { sandboxes: 1, slots: SLOTS, ..job.pool.clone() };
    let metrics = SandboxMetrics::new(&Registry::default()).map_err(|error| failed(&error))?;
    let command = LoaderCommand::this_executable().map_err(|error| failed(&error))?;
    let engine = FilterEngine::beside_others(&pool, &job.store, command, Arc::new(metrics));
    let engine = engine.map_err(|error| failed(&error))?;
    let filter = FilterEntry { files: job.files.clone(), ..job.filter.clone() };
    let settings = ChainSettings {
        name: "case",
        limits: &job.limits,
        breaker: &BreakerConfig::default(),
        key: &PseudonymKey::from_bytes([7; 32]),
        patience: Patience::Stored,
        series: usize::MAX,
        quotes: false,
    };
    let chain = engine.load_chain(&settings, slice::from_ref(&filter));
    let chain = chain.map_err(|mut errors| errors.swap_remove(0).refusal)?;
    if chain.describe().iter().any(|filter| filter.digest != job.digest) {
        return Err(Refusal::new(Stage::Pending, "was replaced while its cases were about to be run"));
    }
    let mistake = |text: String| Refusal::new(Stage::Cases, printable(&text, MISTAKE_CHARS));
    let mut verdict = Verdict::default();
    for case in Cases::open(&filter.files, &job.directory, CaseLimits::SERVICE).map_err(mistake)? {
        let case = case.map_err(mistake)?;
        // A difference may hold what a person wrote into the case: it stays here.
        if case.config != filter.config || case.run(&chain).is_empty() {
            continue;
        }
        if verdict.broken.len() < NAMED {
            verdict.broken.push(case.name.chars().take(NAME_CHARS).collect());
        } else {
            verdict.more += 1;
        }
    }
    Ok(verdict)
}
