//! Runs the test cases that came with a filter, in the child process. The service sees only the verdict, whatever their
//! files contain.

use std::{slice, sync::Arc};

use super::read::{TestCaseLimits, TestCases};
use crate::{
    ChainSettings, FilterEngine, LoadMode, LoaderCommand,
    load::{
        error::Refusal,
        process::task::{TestCaseReport, TestCaseTask, TestCaseVerdict},
        stage::Stage,
    },
    metrics::SandboxMetrics,
    printable::printable,
    settings::{filters::FilterEntry, limits::BreakerConfig, pool::PoolConfig},
};
use sluice_event::{Keeper, PseudonymKey};
use sluice_metrics::Registry;

/// Slots of the pool. A component may have several tables, and a slot has room for two.
const SLOTS: u32 = 4;
/// The number of failed test cases that are named. With a line that counts the rest, they fill the lines that are shown
/// of one filter.
const NAMED: usize = 9;
const NAME_CHARS: usize = 100;
/// The longest text about a mistake in a file, which has a path in it.
const MISTAKE_CHARS: usize = 1_000;

pub(crate) fn run_test_cases(task: &TestCaseTask) -> TestCaseReport {
    let failed =
        |error: &dyn std::fmt::Display| Refusal::from_error(Stage::Process, "preparing to run its cases", error);
    let pool = PoolConfig { sandboxes: 1, slots: SLOTS, recorded_bytes: 0, ..task.pool.clone() };
    let metrics = SandboxMetrics::new(&Registry::default()).map_err(|error| failed(&error))?;
    let command = LoaderCommand::this_executable().map_err(|error| failed(&error))?;
    let engine = FilterEngine::new_without_sweep(&pool, &task.store, command, Arc::new(metrics));
    let engine = engine.map_err(|error| failed(&error))?;
    let filter = FilterEntry { files: task.files.clone(), located: task.located.clone(), ..task.filter.clone() };
    let settings = ChainSettings {
        name: "case",
        limits: &task.limits,
        breaker: &BreakerConfig::default(),
        key: &PseudonymKey::from_bytes([7; 32]),
        load_mode: LoadMode::StoredOnly,
        max_series: usize::MAX,
        shows_error_text: false,
        keeper: Keeper::Operator,
        disabled: None,
    };
    let chain = engine.load_chain(&settings, slice::from_ref(&filter));
    let chain = chain.map_err(|mut errors| errors.swap_remove(0).refusal)?;
    if chain.describe().iter().any(|filter| filter.digest != task.digest) {
        return Err(Refusal::new(Stage::Pending, "was replaced while its cases were about to be run"));
    }
    let mistake = |text: String| Refusal::new(Stage::Cases, printable(&text, MISTAKE_CHARS));
    let mut verdict = TestCaseVerdict::default();
    for case in TestCases::open(&filter.files, &task.directory, TestCaseLimits::SERVICE).map_err(mistake)? {
        let case = case.map_err(mistake)?;
        // Differences may contain what a person wrote into the test case, so they stay in this process.
        if case.config != filter.config || case.run(&chain).differences.is_empty() {
            continue;
        }
        if verdict.failed.len() < NAMED {
            verdict.failed.push(case.name.chars().take(NAME_CHARS).collect());
        } else {
            verdict.more_failed += 1;
        }
    }
    Ok(verdict)
}
