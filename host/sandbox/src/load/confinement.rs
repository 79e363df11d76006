//! What a process that loads a filter may take of the machine: set by itself, before it reads what a tenant sent.

use std::io;

use rustix::{
    process::{Resource, Rlimit, Signal, nice, set_parent_process_death_signal, setrlimit},
    thread::set_no_new_privs,
};

/// Requests come first; but a filter has to be loaded in the end, however busy they keep the machine.
const NICENESS: i32 = 10;
/// Guard regions of one linear memory, and threads: address space, not memory.
const ADDRESS_SPACE_BYTES: u64 = 64 << 30;
const OPEN_FILES: u64 = 64;

/// Processor time, memory, the size of files; no core dumps, which would hold configurations; no life after
/// the service; no more privileges than it has, whatever it starts.
pub(crate) fn confine_this_process(cpu_seconds: u64, memory_bytes: u64, file_bytes: u64) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    set_no_new_privs(true)?;
    set_limit(Resource::Core, 0)?;
    set_limit(Resource::Cpu, cpu_seconds)?;
    set_limit(Resource::Data, memory_bytes)?;
    set_limit(Resource::As, ADDRESS_SPACE_BYTES.max(memory_bytes))?;
    set_limit(Resource::Fsize, file_bytes)?;
    set_limit(Resource::Nofile, OPEN_FILES)?;
    nice(NICENESS)?;
    // Where memory runs out this goes first, and not the service. Raising it needs no privilege; without /proc it is left.
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
    Ok(())
}

fn set_limit(resource: Resource, most: u64) -> io::Result<()> {
    let hard = rustix::process::getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let most = most.min(hard);
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}
