//! Configures and warms up a filter in the child process, and takes a snapshot of its state.

use std::{sync::Arc, time::Instant};

use wasmtime::{
    Engine, Store,
    component::{Component, Linker},
};
use wasmtime_wizer::Wizer;

use super::{
    declared::DeclaredNames,
    error::Refusal,
    filter_scanner::{FilterScanner, ScannerSource},
    process::task::LoadTask,
    snapshot,
    stage::Stage,
    warm_up_batch,
};
use crate::{
    debug_info::dwarf,
    lane::thread_kind::ThreadKind,
    run::{
        bindings::Filter,
        engine::ticker::Ticker,
        host_functions,
        limits::{budget::CpuBudget, clock::Clock, store_limits},
        result::failure::Failure,
        state::{
            request_context::RequestContext,
            run_config::RunConfig,
            run_state::{Phase, RunState},
        },
    },
    settings::{filters::FilterLog, limits::RunLimits},
};
use sluice_event::{Keeper, PseudonymKey};

/// A filter after `configure` and `warm-up`.
pub(super) struct ConfiguredFilter {
    /// The component with its state as the initial state.
    pub(super) component: Vec<u8>,
    pub(super) scanners: Vec<ScannerSource>,
    pub(super) declared: DeclaredNames,
    pub(super) memory_bytes: u64,
    pub(super) log: Vec<String>,
}

/// Runs `configure` and `warm-up` in a fresh instance, and takes a snapshot of it.
pub(super) fn configure(engine: &Engine, task: &LoadTask, wasm: &[u8]) -> Result<ConfiguredFilter, Refusal> {
    let _ticker = Ticker::start_epochs(engine)
        .map_err(|error| Refusal::from_error(Stage::Process, "starting a thread", &error))?;
    let wizer = Wizer::new();
    let (instrumented, readable) = wizer
        .instrument_component(wasm)
        .map_err(|error| Refusal::from_error(Stage::Instrument, "its state cannot be kept", error.root_cause()))?;
    let component = Component::new(engine, &readable)
        .map_err(|error| Refusal::from_error(Stage::Compile, "compiling it", &error))?;
    let mut linker = Linker::new(engine);
    host_functions::link(&mut linker).map_err(|error| Refusal::from_error(Stage::Instantiate, "linking it", &error))?;

    let mut store = Store::new(engine, first_run(task)?);
    store_limits::apply(&mut store);
    let instance = linker
        .instantiate(&mut store, &component)
        .map_err(|error| refusal_of(Stage::Instantiate, &error, store.data(), wasm))?;
    let filter = Filter::new(&mut store, &instance)
        .map_err(|error| Refusal::from_error(Stage::Instantiate, "linking it", &error))?;

    store.data_mut().phase = Phase::Configure;
    match filter.call_configure(&mut store, &task.config) {
        Ok(Ok(())) => {}
        Ok(Err(text)) => {
            return Err(Refusal::from_error(Stage::Configure, "the filter refused its configuration", &text));
        }
        Err(error) => return Err(refusal_of(Stage::Configure, &error, store.data(), wasm)),
    }
    let run = store.data_mut();
    run.phase = Phase::Work;
    run.clock = start_clock(task);
    filter.call_warm_up(&mut store).map_err(|error| refusal_of(Stage::WarmUp, &error, store.data(), wasm))?;

    let memory_bytes = store.data().memory.reached() as u64;
    let run = store.data_mut();
    run.clock = start_clock(task);
    run.memory.extend_by_a_page();
    let component = snapshot::take_snapshot(&wizer, &instrumented, &mut store, instance)?;
    let run = store.into_data();
    Ok(ConfiguredFilter {
        component,
        scanners: run.compiled_scanners.iter().map(FilterScanner::source).collect(),
        declared: run.declared,
        memory_bytes,
        log: run.diagnostics.lines.into_iter().map(|(_, line)| line).collect(),
    })
}

/// The run that `configure` and `warm-up` share. It has a sample batch, an empty context and a key of zeros.
fn first_run(task: &LoadTask) -> Result<RunState, Refusal> {
    let batch = warm_up_batch::batch().map_err(|_| Refusal::new(Stage::Process, "the sample batch cannot be read"))?;
    let mut batch = Box::new(batch);
    batch.begin(warm_up_batch::filter_name(&[]));
    let config = RunConfig {
        limits: RunLimits {
            memory_bytes: task.sandbox_memory_bytes,
            table_elements: task.sandbox_table_elements,
            host_calls: u32::MAX,
            ..RunLimits::default()
        },
        scanners: Arc::from([]),
        counters: 0,
        histograms: 0,
        key: PseudonymKey::from_bytes([0; 32]),
        log: FilterLog::Debug,
        shows_error_text: false,
        keeper: Keeper::Tenant,
        counts_instructions: false,
        disabled: None,
    };
    Ok(RunState::new(batch, Arc::new(RequestContext::default()), Arc::new(config), start_clock(task)))
}

fn start_clock(task: &LoadTask) -> Clock {
    // The wall time of the whole process is limited.
    Clock::start(Instant::now(), CpuBudget::for_loading(task.configure_ms), 0, ThreadKind::Serving)
}

fn refusal_of(stage: Stage, error: &wasmtime::Error, run: &RunState, wasm: &[u8]) -> Refusal {
    let failure = Failure::from_error(error, run, || dwarf::read_lines(wasm));
    // The filter has seen only its configuration and the sample batch, which contain no data of users.
    let said = run.diagnostics.lines.last().map(|(_, line)| format!("; it logged: {line}")).unwrap_or_default();
    Refusal::new(stage, format!("{}: {}{said}", failure.outcome.as_str(), failure.detail))
}
