//! Configures wasmtime for the service and for the child process that loads filters. Both must agree on every setting
//! that affects compiled code.

mod swap;
pub(crate) mod ticker;

use wasmtime::{
    Config, Enabled, Engine, ModuleVersionStrategy, OptLevel, PoolingAllocationConfig, RegallocAlgorithm,
    WasmBacktraceDetails,
};

use crate::{
    run::limits::store_limits::{INSTANCES, TABLES},
    settings::{
        pool::{PagemapScan, PoolConfig},
        store::Cpu,
    },
};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::filter::engine";

/// The version of wasmtime, compared with `Cargo.lock` by a test. The default check compares the major number only, and would let code that an
/// older patch release compiled outlive the fix of a miscompilation.
pub const WASMTIME_VERSION: &str = "48.0.8";

/// For [`Cpu::Baseline`]: a target that is named is compiled for without asking what this machine can do.
const BASELINE: &str =
    if cfg!(target_arch = "aarch64") { "aarch64-unknown-linux-gnu" } else { "x86_64-unknown-linux-gnu" };

/// Frames of a backtrace: enough to name the function that failed.
const BACKTRACE_FRAMES: usize = 16;

/// The engine of the service. Its instances come from a pool.
pub(crate) fn build_serving(pool: &PoolConfig, cpu: Cpu) -> wasmtime::Result<Engine> {
    let mut config = common_config(pool, cpu)?;
    let mut slots = PoolingAllocationConfig::new();
    slots
        .total_component_instances(pool.slots)
        .total_core_instances(pool.slots.saturating_mul(INSTANCES))
        .total_memories(pool.slots)
        .total_tables(pool.slots.saturating_mul(2))
        .max_unused_warm_slots(pool.slots)
        .max_component_instance_size(pool.instance_bytes)
        .max_core_instance_size(pool.instance_bytes)
        .max_core_instances_per_component(INSTANCES)
        .max_memories_per_component(1)
        .max_tables_per_component(TABLES)
        .table_elements(pool.table_elements)
        .max_memory_size(pool.memory_bytes)
        .linear_memory_keep_resident(pool.keep_resident_bytes)
        .table_keep_resident(pool.table_elements.saturating_mul(size_of::<usize>()))
        .pagemap_scan(choose_pagemap_scan(pool));
    config.allocation_strategy(slots);
    Engine::new(&config)
}

/// The engine of the child process that compiles artifacts for the service. Only an artifact whose lines are known gets
/// the table from native code to instructions, which makes it a twelfth larger; nothing reads the table before a failure.
pub(crate) fn build_compiling(pool: &PoolConfig, cpu: Cpu, has_lines: bool) -> wasmtime::Result<Engine> {
    let mut config = common_config(pool, cpu)?;
    config.generate_address_map(has_lines);
    Engine::new(&config)
}

/// The engine of the child process that runs `configure` and `warm-up` once. It has no pool, which would take address
/// space, and does not optimise code, since that is thrown away afterwards.
pub(crate) fn build_configuring(pool: &PoolConfig) -> wasmtime::Result<Engine> {
    let mut config = common_config(&PoolConfig { counts_instructions: false, ..pool.clone() }, Cpu::Native)?;
    config.cranelift_opt_level(OptLevel::None).cranelift_regalloc_algorithm(RegallocAlgorithm::SinglePass);
    config.generate_address_map(true);
    Engine::new(&config)
}

fn common_config(pool: &PoolConfig, cpu: Cpu) -> wasmtime::Result<Config> {
    let mut config = Config::new();
    if cpu == Cpu::Baseline {
        config.target(BASELINE)?;
    }
    config
        .concurrency_support(false)
        .epoch_interruption(true)
        .consume_fuel(pool.counts_instructions)
        .cranelift_nan_canonicalization(true)
        .max_wasm_stack(pool.stack_bytes)
        .wasm_memory64(false)
        .wasm_multi_memory(false)
        .wasm_tail_call(false)
        .wasm_relaxed_simd(false)
        .wasm_wide_arithmetic(false)
        .wasm_custom_page_sizes(false)
        .wasm_backtrace_details(WasmBacktraceDetails::Disable)
        .generate_address_map(false)
        .native_unwind_info(false)
        .wasm_backtrace_max_frames(std::num::NonZeroUsize::new(BACKTRACE_FRAMES))
        .module_version(ModuleVersionStrategy::Custom(WASMTIME_VERSION.to_owned()))?;
    Ok(config)
}

fn choose_pagemap_scan(pool: &PoolConfig) -> Enabled {
    if pool.pagemap_scan == PagemapScan::Off {
        return Enabled::No;
    }
    if !PoolingAllocationConfig::is_pagemap_scan_available() {
        tracing::warn!(target: LOG_TARGET, "sandboxes are reset without PAGEMAP_SCAN: the kernel is older than 6.7 or denies it");
        return Enabled::No;
    }
    match swap::check_possible() {
        Ok(reason) => {
            tracing::warn!(
                target: LOG_TARGET, reason,
                "sandboxes are reset without PAGEMAP_SCAN: this process can be swapped out; set memory.swap.max to 0"
            );
            Enabled::No
        }
        Err(reason) => {
            tracing::info!(target: LOG_TARGET, reason, "sandboxes are reset with PAGEMAP_SCAN");
            Enabled::Yes
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_version_in_the_name_of_artifacts_is_that_of_wasmtime() {
        let lock = include_str!("../../../../../Cargo.lock");
        let (_, wasmtime) = lock.split_once("name = \"wasmtime\"\n").expect("a dependency");
        assert!(wasmtime.starts_with(&format!("version = \"{}\"", super::WASMTIME_VERSION)));
    }
}
