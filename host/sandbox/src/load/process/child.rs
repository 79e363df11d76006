//! The child process that loads one filter, or runs its test cases, and exits. Components are validated, compiled and
//! run for the first time here and never in the service: wasmtime does not promise to survive the compilation of
//! hostile WebAssembly.

use std::{
    io::{self, Read},
    process::ExitCode,
};

use sha2::{Digest, Sha256};

use super::{
    confinement,
    task::{self, BuiltFilter, LoadReport, LoadTask, Work},
};
use crate::{
    artifact::{digest::to_hex, private_file::write_new},
    debug_info::dwarf,
    load::{
        component::{inspect, inspection::Inspection},
        configure::configure,
        error::Refusal,
        stage::Stage,
    },
    run::engine,
    settings::pool::PoolConfig,
    test_case::run::run_test_cases,
};

/// The `main` of the child process. Reads a task from standard input. The exit code says only whether a report was
/// written.
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
        Work::TestCases(task) => serde_json::to_vec(&run_test_cases(task))?,
    };
    write_new(&task.report, &report)
}

fn load(task: &LoadTask, input: &mut impl Read) -> LoadReport {
    let wasm = read_component(input, task.component_bytes)?;
    let inspection = inspect::inspect(&wasm, &task.allow)?;
    check_initial_sizes(&inspection, task)?;
    let (stack_bytes, counts_instructions) = (task.stack_bytes, task.counts_instructions);
    let pool = PoolConfig { stack_bytes, counts_instructions, ..PoolConfig::default() };
    let start = |error| Refusal::from_error(Stage::Process, "starting wasmtime", &error);
    let configured = configure(&engine::build_configuring(&pool).map_err(start)?, task, &wasm)?;
    let lines = dwarf::read_lines(&wasm);
    let artifact = engine::build_compiling(&pool, task.cpu, lines.is_some())
        .map_err(start)?
        .precompile_component(&configured.component)
        .map_err(|error| Refusal::from_error(Stage::Compile, "compiling its snapshot", &error))?;
    write_new(&task.artifact, &artifact)
        .map_err(|error| Refusal::from_error(Stage::Store, "writing the artifact", &error))?;
    if let Some(lines) = &lines {
        write_new(&task.lines, lines.as_bytes())
            .map_err(|error| Refusal::from_error(Stage::Store, "writing the lines of its source", &error))?;
    }
    Ok(BuiltFilter {
        inspection,
        scanners: configured.scanners,
        declared: configured.declared,
        memory_bytes: configured.memory_bytes,
        log: configured.log,
        artifact_digest: to_hex(&Sha256::digest(&artifact)),
        artifact_bytes: artifact.len() as u64,
        has_lines: lines.is_some(),
        pin: None,
    })
}

/// The largest record that wasmtime keeps of an import, a global, a table, a memory or a function, bytes.
const RECORD_BYTES: u64 = 48;
/// The instances of a component together may take as much of the host's memory as this many of the largest.
const LARGEST_INSTANCES: u64 = 8;

fn check_initial_sizes(inspection: &Inspection, task: &LoadTask) -> Result<(), Refusal> {
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
    let records = inspection.instance_records;
    let limit = (task.instance_bytes as u64).saturating_mul(LARGEST_INSTANCES) / RECORD_BYTES;
    if records > limit {
        let text = format!(
            "its modules have {records} imports, exports, globals and elements of tables together; the limit is {limit} \
             (`pool.instance_bytes`)"
        );
        return Err(Refusal::new(Stage::Validate, text));
    }
    Ok(())
}

fn read_component(input: &mut impl Read, limit: u64) -> Result<Vec<u8>, Refusal> {
    let mut wasm = Vec::new();
    input
        .take(limit.saturating_add(1))
        .read_to_end(&mut wasm)
        .map_err(|error| Refusal::from_error(Stage::Read, "reading it", &error))?;
    if wasm.len() as u64 > limit {
        let text = format!("is larger than {limit} bytes (`store.component_bytes`)");
        return Err(Refusal::new(Stage::Read, text));
    }
    Ok(wasm)
}
