//! Limits the resources of the child process that loads a filter. The process does this before it reads a component.

use std::io;

use rustix::{
    process::{Resource, Rlimit, Signal, nice, set_parent_process_death_signal, setrlimit},
    thread::set_no_new_privs,
};

/// Requests have priority, but a filter has to be loaded eventually even on a busy machine.
const NICENESS: i32 = 10;
/// Address space for the guard regions of a linear memory and for threads. It is not memory in use.
const ADDRESS_SPACE_BYTES: u64 = 64 << 30;
const OPEN_FILES: u64 = 64;

/// Limits processor time, memory and the size of files. Disables core dumps, since they would contain configurations.
/// Has the process killed when the service exits, and denies it and its children new privileges.
pub(crate) fn confine_this_process(cpu_seconds: u64, memory_bytes: u64, file_bytes: u64) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    set_no_new_privs(true)?;
    set_limit(Resource::Core, 0)?;
    set_cpu_limit(cpu_seconds)?;
    set_limit(Resource::Data, memory_bytes)?;
    set_limit(Resource::As, ADDRESS_SPACE_BYTES.max(memory_bytes))?;
    set_limit(Resource::Fsize, file_bytes)?;
    set_limit(Resource::Nofile, OPEN_FILES)?;
    nice(NICENESS)?;
    // When memory runs out, the kernel kills this process before the service. No privilege is needed to raise the
    // score. Without /proc it stays as it is.
    let _ = std::fs::write("/proc/self/oom_score_adj", "1000");
    Ok(())
}

/// At the soft limit the kernel sends SIGXCPU, which a SIGKILL for lack of memory can be told from.
fn set_cpu_limit(seconds: u64) -> io::Result<()> {
    let hard = rustix::process::getrlimit(Resource::Cpu).maximum.unwrap_or(u64::MAX);
    let (soft, hard) = (seconds.min(hard), seconds.saturating_add(1).min(hard));
    Ok(setrlimit(Resource::Cpu, Rlimit { current: Some(soft), maximum: Some(hard) })?)
}

fn set_limit(resource: Resource, limit: u64) -> io::Result<()> {
    let hard = rustix::process::getrlimit(resource).maximum.unwrap_or(u64::MAX);
    let limit = limit.min(hard);
    Ok(setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })?)
}
