//! Starts the child process that loads a filter, waits for it, and reads its report.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, Read, Seek},
    os::{
        fd::{AsFd, OwnedFd},
        unix::process::ExitStatusExt,
    },
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{MemfdFlags, memfd_create},
    process::{Pid, PidfdFlags, Signal, pidfd_open},
};
use serde::de::DeserializeOwned;

use super::task::{self, Task};
use crate::{
    load::{error::Refusal, stage::Stage},
    printable::printable,
};

const STDERR_BYTES: u64 = 4 << 10;
const STDERR_CHARS: usize = 300;

/// How to start the process whose `main` is [`crate::loader_main`].
#[derive(Clone, Debug)]
pub struct LoaderCommand {
    /// By default this executable.
    pub program: PathBuf,
    /// By default the hidden subcommand.
    pub arguments: Vec<OsString>,
}

impl LoaderCommand {
    /// The subcommand of `sluice` that is [`crate::loader_main`].
    pub const SUBCOMMAND: &str = "load-filter";

    /// This executable.
    ///
    /// # Errors
    /// The operating system cannot name it.
    pub fn this_executable() -> io::Result<Self> {
        Ok(Self { program: std::env::current_exe()?, arguments: vec![Self::SUBCOMMAND.into()] })
    }

    /// Starts the process and waits for its report, at most `wall_seconds`.
    pub(crate) fn run<T: DeserializeOwned>(&self, task: &Task, wasm: &[u8], wall_seconds: u64) -> Result<T, Refusal> {
        let mut stderr = None;
        let status = self
            .start_and_wait(task, wasm, wall_seconds, &mut stderr)
            .map_err(|error| Refusal::from_error(Stage::Process, "starting the process that loads filters", &error))?;
        match read_report(task) {
            Some(report) if status.is_some_and(|status| status.success()) => report,
            _ => Err(Refusal::new(Stage::Process, describe_failure(task, status, wall_seconds, stderr))),
        }
    }

    fn start_and_wait(
        &self,
        task: &Task,
        wasm: &[u8],
        wall_seconds: u64,
        stderr: &mut Option<File>,
    ) -> io::Result<Option<ExitStatus>> {
        let mut input = create_memory_file("filter-job")?;
        task::write(&mut input, task, wasm)?;
        input.rewind()?;
        let errors = create_memory_file("filter-said")?;
        *stderr = Some(errors.try_clone()?);
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            // Otherwise the allocator commits 1 GiB of the memory limit, whether it is used or not.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(input)
            .stdout(Stdio::null())
            .stderr(errors)
            .spawn()?;
        wait(&mut child, Duration::from_secs(wall_seconds))
    }
}

/// The error message about a process that wrote no report.
fn describe_failure(task: &Task, status: Option<ExitStatus>, wall_seconds: u64, stderr: Option<File>) -> String {
    let Task { cpu_seconds, file_bytes, memory_bytes, work, .. } = task;
    let doing = work.name();
    let Some(status) = status else {
        return format!("{doing} took longer than {wall_seconds} s (`store.wall_seconds`)");
    };
    match status.signal().and_then(Signal::from_named_raw) {
        Some(Signal::XCPU) => {
            format!("{doing} was ended: it took more than {cpu_seconds} s of processor time (`store.cpu_seconds`)")
        }
        Some(Signal::KILL) => format!(
            "{doing} was ended from outside, as the kernel does when memory runs out; it may have {memory_bytes} bytes \
             (`store.memory_bytes`), which the machine or its control group did not have left"
        ),
        Some(Signal::ABORT) => format!(
            "{doing} was ended: it took more than {memory_bytes} bytes of memory (`store.memory_bytes`), or it failed\
             {}",
            stderr.map(read_stderr).unwrap_or_default()
        ),
        Some(Signal::XFSZ) => {
            format!("its compiled form is larger than {file_bytes} bytes (`store.artifact_bytes`)")
        }
        _ => format!("the process that loads filters failed ({status}){}", stderr.map(read_stderr).unwrap_or_default()),
    }
}

/// An anonymous file. Unlike a pipe, it cannot block the service when the process stops reading or writing.
fn create_memory_file(name: &str) -> io::Result<File> {
    Ok(File::from(memfd_create(name, MemfdFlags::CLOEXEC)?))
}

/// None if the process was killed because its time was up.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let ended = exits_in_time(child, limit);
    if !matches!(ended, Ok(true)) {
        child.kill()?;
    }
    let status = child.wait()?;
    Ok(ended?.then_some(status))
}

fn exits_in_time(child: &Child, limit: Duration) -> io::Result<bool> {
    let process: OwnedFd = pidfd_open(Pid::from_child(child), PidfdFlags::empty())?;
    let until = Instant::now() + limit;
    loop {
        let left = until.saturating_duration_since(Instant::now());
        let timeout = Timespec::try_from(left).map_err(io::Error::other)?;
        match poll(&mut [PollFd::from_borrowed_fd(process.as_fd(), PollFlags::IN)], Some(&timeout)) {
            Ok(0) => return Ok(false),
            Ok(_) => return Ok(true),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn read_report<T: DeserializeOwned>(task: &Task) -> Option<Result<T, Refusal>> {
    let mut text = Vec::new();
    File::open(&task.report).ok()?.take(task.work.report_bytes()).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

fn read_stderr(mut stderr: File) -> String {
    let mut bytes = Vec::new();
    let read = stderr.rewind().and_then(|()| stderr.take(STDERR_BYTES).read_to_end(&mut bytes));
    let words = String::from_utf8_lossy(&bytes);
    match words.trim() {
        "" => String::new(),
        _ if read.is_err() => String::new(),
        words => format!(": {}", printable(words, STDERR_CHARS)),
    }
}
