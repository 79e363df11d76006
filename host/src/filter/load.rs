//! From a component to an artifact, seen from the service: starts the process that does it, waits, and judges how it
//! ended.

use std::{
    collections::HashSet,
    ffi::OsString,
    fs::{self, File},
    hash::{Hash, Hasher},
    io::{self, Read, Seek},
    os::{
        fd::{AsFd, OwnedFd},
        unix::process::ExitStatusExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use parking_lot::{Condvar, Mutex};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::{MemfdFlags, memfd_create},
    process::{Pid, PidfdFlags, Signal, pidfd_open},
};
use sha2::{Digest, Sha256};
use wasmtime::Engine;

use super::{
    artifact::Artifacts,
    engine::WASMTIME_VERSION,
    job::{self, Built, Job, Report},
    load_error::Refusal,
    loader::hex,
    stage::Stage,
    text,
};
use crate::config::filters::{Interface, PoolConfig, StoreConfig};

/// To be changed when what is done between a component and its artifact changes.
const RECIPE: &str = concat!("sluice ", env!("CARGO_PKG_VERSION"), " recipe 1");
const MAX_REPORT: u64 = 16 << 20;
const SAID_BYTES: u64 = 4 << 10;
const SAID_CHARS: usize = 300;

/// How to start the process whose `main` is [`super::loader_main`].
#[derive(Clone, Debug)]
pub struct LoaderCommand {
    /// By default this executable.
    pub program: PathBuf,
    /// By default the hidden subcommand.
    pub arguments: Vec<OsString>,
}

impl LoaderCommand {
    /// The subcommand of `sluice` that is [`super::loader_main`].
    pub const SUBCOMMAND: &str = "load-filter";

    /// This executable.
    ///
    /// # Errors
    /// The operating system cannot name it.
    pub fn this_executable() -> io::Result<Self> {
        Ok(Self { program: std::env::current_exe()?, arguments: vec![Self::SUBCOMMAND.into()] })
    }
}

/// What decides about an artifact.
pub(super) struct Wanted<'a> {
    pub(super) wasm: &'a [u8],
    pub(super) config: String,
    pub(super) allow: Vec<Interface>,
    pub(super) memory_bytes: u64,
}

/// Loads filters, a few at a time.
pub(super) struct Loading {
    pub(super) artifacts: Artifacts,
    command: LoaderCommand,
    store: StoreConfig,
    stack_bytes: usize,
    under_way: Mutex<HashSet<String>>,
    ended: Condvar,
    number: AtomicU64,
}

impl Loading {
    pub(super) fn new(command: LoaderCommand, store: &StoreConfig, pool: &PoolConfig) -> io::Result<Self> {
        Ok(Self {
            artifacts: Artifacts::open(&store.directory)?,
            command,
            store: store.clone(),
            stack_bytes: pool.stack_bytes,
            under_way: Mutex::new(HashSet::new()),
            ended: Condvar::new(),
            number: AtomicU64::new(0),
        })
    }

    /// The component, if it is not too large.
    pub(super) fn read(&self, path: &Path) -> Result<Vec<u8>, Refusal> {
        let shown = path.display();
        let mut wasm = Vec::new();
        File::open(path)
            .and_then(|file| file.take(self.store.component_bytes.saturating_add(1)).read_to_end(&mut wasm))
            .map_err(|error| Refusal::of(Stage::Read, &format!("reading {shown}"), &error))?;
        if wasm.len() as u64 > self.store.component_bytes {
            let limit = self.store.component_bytes;
            return Err(Refusal::new(
                Stage::Read,
                format!("{shown} is larger than {limit} bytes (`store.component_bytes`)"),
            ));
        }
        Ok(wasm)
    }

    /// An artifact from the store, or a new one; and whether it was made now. Waits for its turn.
    pub(super) fn artifact(&self, key: &str, wanted: &Wanted<'_>) -> Result<(Built, bool), Refusal> {
        if let Some(built) = self.artifacts.find(key) {
            return Ok((built, false));
        }
        let _turn = self.turn(key);
        if let Some(built) = self.artifacts.find(key) {
            return Ok((built, false));
        }
        self.build(key, wanted).map(|built| (built, true))
    }

    fn turn<'a>(&'a self, key: &'a str) -> Turn<'a> {
        let mut under_way = self.under_way.lock();
        while under_way.len() >= self.store.at_once.max(1) || under_way.contains(key) {
            self.ended.wait(&mut under_way);
        }
        under_way.insert(key.to_owned());
        Turn { loading: self, key }
    }

    fn build(&self, key: &str, wanted: &Wanted<'_>) -> Result<Built, Refusal> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let (artifact, report) = self.artifacts.unfinished(key, number);
        let job = self.job(wanted, &artifact, &report);
        let built = self.run(&job, wanted.wasm).and_then(|built| {
            let kept = self.artifacts.keep(key, &artifact, &built, number);
            kept.map_err(|error| Refusal::of(Stage::Store, "keeping its artifact", &error))?;
            Ok(built)
        });
        // Whatever a process that was ended has left.
        let _ = (fs::remove_file(&report), fs::remove_file(&artifact));
        built
    }

    fn job(&self, wanted: &Wanted<'_>, artifact: &Path, report: &Path) -> Job {
        Job {
            config: wanted.config.clone(),
            allow: wanted.allow.clone(),
            artifact: artifact.to_owned(),
            report: report.to_owned(),
            component_bytes: self.store.component_bytes,
            sandbox_memory_bytes: wanted.memory_bytes,
            stack_bytes: self.stack_bytes,
            configure_ms: self.store.configure_ms,
            cpu_seconds: self.store.cpu_seconds,
            memory_bytes: self.store.memory_bytes,
            artifact_bytes: self.store.artifact_bytes,
        }
    }

    fn run(&self, job: &Job, wasm: &[u8]) -> Report {
        let process = |error: io::Error| Refusal::of(Stage::Process, "starting the process that loads filters", &error);
        let mut input = memory_file("filter-job").map_err(process)?;
        job::write(&mut input, job, wasm).and_then(|()| input.rewind()).map_err(process)?;
        let mut said = memory_file("filter-said").map_err(process)?;
        let mut child = Command::new(&self.command.program)
            .args(&self.command.arguments)
            .env_clear()
            .stdin(input)
            .stdout(Stdio::null())
            .stderr(said.try_clone().map_err(process)?)
            .spawn()
            .map_err(process)?;
        let limit = Duration::from_secs(self.store.wall_seconds);
        let status = wait(&mut child, limit).map_err(process)?;
        match read_report(&job.report) {
            Some(report) if status.is_some_and(|status| status.success()) => report,
            _ => Err(Refusal::new(Stage::Process, self.judge(status, &mut said))),
        }
    }

    /// What to say of a process that left no report.
    fn judge(&self, status: Option<ExitStatus>, said: &mut File) -> String {
        let StoreConfig { wall_seconds, cpu_seconds, artifact_bytes, .. } = self.store;
        let Some(status) = status else {
            return format!("loading took longer than {wall_seconds} s (`store.wall_seconds`)");
        };
        match status.signal().and_then(Signal::from_named_raw) {
            Some(Signal::XCPU) | Some(Signal::KILL) => {
                format!(
                    "loading was ended: it took more than {cpu_seconds} s of processor time (`store.cpu_seconds`) or the memory of the machine"
                )
            }
            Some(Signal::XFSZ) => {
                format!("its compiled form is larger than {artifact_bytes} bytes (`store.artifact_bytes`)")
            }
            _ => format!("the process that loads filters failed ({status}){}", last_words(said)),
        }
    }
}

/// One of the loads that are under way.
struct Turn<'a> {
    loading: &'a Loading,
    key: &'a str,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.loading.under_way.lock().remove(self.key);
        self.loading.ended.notify_all();
    }
}

/// The name of an artifact: SHA-256 over everything that decides what is in it.
pub(super) fn key(engine: &Engine, wanted: &Wanted<'_>, configure_ms: u64) -> String {
    let mut digest = Digested(Sha256::new());
    (RECIPE, WASMTIME_VERSION, wanted.memory_bytes, configure_ms).hash(&mut digest);
    (&wanted.config, &wanted.allow, wanted.wasm.len()).hash(&mut digest);
    engine.precompile_compatibility_hash().hash(&mut digest);
    digest.0.update(wanted.wasm);
    hex(&digest.0.finalize())
}

/// `Hash` into SHA-256.
struct Digested(Sha256);

impl Hasher for Digested {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// A file without a name: a process that stops reading or writing cannot hold the service up.
fn memory_file(name: &str) -> io::Result<File> {
    Ok(File::from(memfd_create(name, MemfdFlags::CLOEXEC)?))
}

/// None when the time was up; the process has been ended then.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let ended = exited_in_time(child, limit);
    if !matches!(ended, Ok(true)) {
        child.kill()?;
    }
    let status = child.wait()?;
    Ok(ended?.then_some(status))
}

fn exited_in_time(child: &Child, limit: Duration) -> io::Result<bool> {
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

fn read_report(path: &Path) -> Option<Report> {
    let mut text = Vec::new();
    File::open(path).ok()?.take(MAX_REPORT).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

fn last_words(said: &mut File) -> String {
    let mut bytes = Vec::new();
    let read = said.rewind().and_then(|()| said.take(SAID_BYTES).read_to_end(&mut bytes));
    let words = String::from_utf8_lossy(&bytes);
    match words.trim() {
        "" => String::new(),
        _ if read.is_err() => String::new(),
        words => format!(": {}", text::printable(words, SAID_CHARS)),
    }
}
