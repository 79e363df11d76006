//! The process that loads one filter, or runs its cases, and ends. What a tenant sends is validated, compiled and run for the
//! first time here, never in the service: compiling hostile WebAssembly is outside of what wasmtime promises to survive.

use std::{
    fs::{self, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};
use wasmtime::{
    Engine, Store,
    component::{Component, Linker},
};
use wasmtime_wizer::Wizer;

use super::{
    component::{self, Inspection},
    confinement,
    declared::DeclaredNames,
    error::Refusal,
    snapshot,
    stage::Stage,
    task::{self, BuiltFilter, LoadReport, LoadTask, Work},
    warm_up_batch,
};
use crate::{
    run::{
        bindings::Filter,
        engine::{self, ticker::Ticker},
        host_functions,
        limits::{
            budget::{CpuBudget, ThreadKind},
            clock::Clock,
            store_limits,
        },
        request_context::RequestContext,
        result::failure::Failure,
        run_state::{Phase, RunConfig, RunState},
    },
    settings::{filters::FilterLog, limits::RunLimits, pool::PoolConfig},
    test_case,
};
use sluice_event::PseudonymKey;

/// The whole of the process. Reads its task from standard input; the exit code says only whether a report was written.
#[must_use]
pub fn loader_main() -> ExitCode {
    match load_and_report() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn load_and_report() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let task = task::read(&mut input)?;
    confinement::confine_this_process(task.cpu_seconds, task.memory_bytes, task.file_bytes)?;
    let report = match &task.work {
        Work::Load(task) => serde_json::to_vec(&load(task, &mut input))?,
        Work::TestCases(task) => serde_json::to_vec(&test_case::run::run_test_cases(task))?,
    };
    write_new(&task.report, &report)
}

fn load(task: &LoadTask, input: &mut impl Read) -> LoadReport {
    let wasm = read_component(input, task.component_bytes)?;
    let inspection = component::inspect(&wasm, &task.allow)?;
    fits_sandbox(&inspection, task)?;
    let pool = PoolConfig { stack_bytes: task.stack_bytes, ..PoolConfig::default() };
    let start = |error| Refusal::of(Stage::Process, "starting wasmtime", &error);
    let configured = configure(&engine::configuring(&pool).map_err(start)?, task, &wasm)?;
    let artifact = engine::compiling(&pool)
        .map_err(start)?
        .precompile_component(&configured.component)
        .map_err(|error| Refusal::of(Stage::Compile, "compiling its snapshot", &error))?;
    write_new(&task.artifact, &artifact).map_err(|error| Refusal::of(Stage::Store, "writing the artifact", &error))?;
    Ok(BuiltFilter {
        inspection,
        scanners: configured.scanners,
        declared: configured.declared,
        memory_bytes: configured.memory_bytes,
        log: configured.log,
        artifact_digest: hex(&Sha256::digest(&artifact)),
        artifact_bytes: artifact.len() as u64,
        pin: None,
    })
}

fn fits_sandbox(inspection: &Inspection, task: &LoadTask) -> Result<(), Refusal> {
    let (bytes, limit) = (inspection.memory_bytes, task.sandbox_memory_bytes);
    if bytes > limit {
        let text = format!("starts with {bytes} bytes of memory; the limit is {limit} (`limits.memory_bytes`)");
        return Err(Refusal::new(Stage::Validate, text));
    }
    let (elements, limit) = (inspection.table_elements, task.sandbox_table_elements);
    if elements > limit as u64 {
        let text = format!("starts with {elements} elements of tables; the limit is {limit} (`limits.table_elements`)");
        return Err(Refusal::new(Stage::Validate, text));
    }
    Ok(())
}

fn read_component(input: &mut impl Read, limit: u64) -> Result<Vec<u8>, Refusal> {
    let mut wasm = Vec::new();
    input
        .take(limit.saturating_add(1))
        .read_to_end(&mut wasm)
        .map_err(|error| Refusal::of(Stage::Read, "reading it", &error))?;
    if wasm.len() as u64 > limit {
        let text = format!("is larger than {limit} bytes (`store.component_bytes`)");
        return Err(Refusal::new(Stage::Read, text));
    }
    Ok(wasm)
}

/// A filter after `configure` and `warm-up`.
struct Configured {
    component: Vec<u8>,
    scanners: Vec<Vec<sluice_scan::Pattern>>,
    declared: DeclaredNames,
    memory_bytes: u64,
    log: Vec<String>,
}

fn configure(engine: &Engine, task: &LoadTask, wasm: &[u8]) -> Result<Configured, Refusal> {
    let _ticker =
        Ticker::start_epochs(engine).map_err(|error| Refusal::of(Stage::Process, "starting a thread", &error))?;
    let wizer = Wizer::new();
    let (instrumented, readable) = wizer
        .instrument_component(wasm)
        .map_err(|error| Refusal::of(Stage::Instrument, "its state cannot be kept", error.root_cause()))?;
    let component =
        Component::new(engine, &readable).map_err(|error| Refusal::of(Stage::Compile, "compiling it", &error))?;
    let mut linker = Linker::new(engine);
    host_functions::link(&mut linker).map_err(|error| Refusal::of(Stage::Instantiate, "linking it", &error))?;

    let mut store = Store::new(engine, first_run(task)?);
    store_limits::apply(&mut store);
    let instance = linker
        .instantiate(&mut store, &component)
        .map_err(|error| refusal_of(Stage::Instantiate, &error, store.data()))?;
    let filter =
        Filter::new(&mut store, &instance).map_err(|error| Refusal::of(Stage::Instantiate, "linking it", &error))?;

    store.data_mut().phase = Phase::Configure;
    match filter.call_configure(&mut store, &task.config) {
        Ok(Ok(())) => {}
        Ok(Err(text)) => return Err(Refusal::of(Stage::Configure, "the filter refused its configuration", &text)),
        Err(error) => return Err(refusal_of(Stage::Configure, &error, store.data())),
    }
    let run = store.data_mut();
    run.phase = Phase::Work;
    run.clock = start_clock(task);
    filter.call_warm_up(&mut store).map_err(|error| refusal_of(Stage::WarmUp, &error, store.data()))?;

    let memory_bytes = store.data().memory.reached() as u64;
    let run = store.data_mut();
    run.clock = start_clock(task);
    run.memory.extend_by_a_page();
    let component = snapshot::take_snapshot(&wizer, &instrumented, &mut store, instance)?;
    let run = store.into_data();
    Ok(Configured {
        component,
        scanners: run.compiled_scanners.iter().map(|compiled| compiled.scanner.patterns().to_vec()).collect(),
        declared: run.declared,
        memory_bytes,
        log: run.diagnostics.lines.into_iter().map(|(_, line)| line).collect(),
    })
}

/// The run that `configure` and `warm-up` share: with a sample batch, an empty context and a key that is nobody's.
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
        quotes: false,
    };
    Ok(RunState::new(batch, Arc::new(RequestContext::default()), Arc::new(config), start_clock(task)))
}

fn start_clock(task: &LoadTask) -> Clock {
    // The process has a wall limit of its own.
    Clock::start(Instant::now(), CpuBudget::new(task.configure_ms, Duration::MAX), 0, ThreadKind::Serving)
}

fn refusal_of(stage: Stage, error: &wasmtime::Error, run: &RunState) -> Refusal {
    let failure = Failure::from_error(error, run);
    // What it has seen is its configuration and the sample, and nobody's data.
    let said = run.diagnostics.lines.last().map(|(_, line)| format!("; it logged: {line}")).unwrap_or_default();
    Refusal::new(stage, format!("{}: {}{said}", failure.outcome.as_str(), failure.detail))
}

/// A new file that only this user can read, on disk when this returns.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o400).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
