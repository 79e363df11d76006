//! From a component to an artifact, seen from the service: from the store, or made by a process of its own.

use std::{
    collections::HashSet,
    fs,
    hash::{Hash, Hasher},
    io::{self, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use parking_lot::{Condvar, Mutex};
use sha2::{Digest, Sha256};
use wasmtime::Engine;

use super::{
    child::hex,
    child_process::LoaderCommand,
    error::Refusal,
    stage::Stage,
    task::{Built, CaseJob, CaseReport, Job, Task, Work},
};
use crate::{
    artifact::store::Artifacts,
    run::engine::WASMTIME_VERSION,
    settings::{
        filters::{FilterEntry, Interface},
        pool::PoolConfig,
        store::StoreConfig,
    },
};

/// To be changed when what is done between a component and its artifact changes.
const RECIPE: &str = concat!("sluice ", env!("CARGO_PKG_VERSION"), " recipe 3");

const DAY_SECONDS: u64 = 24 * 60 * 60;

/// How long loading may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Only what the store has is taken; the rest is [`Stage::Pending`].
    Stored,
    /// What the store has not is compiled.
    Compile,
}

/// What decides about an artifact.
pub(crate) struct Wanted<'a> {
    pub(crate) wasm: &'a [u8],
    pub(crate) config: String,
    pub(crate) allow: Vec<Interface>,
    pub(crate) memory_bytes: u64,
    pub(crate) table_elements: usize,
}

/// Loads filters, a few at a time.
pub(crate) struct Loading {
    pub(crate) artifacts: Arc<Artifacts>,
    command: LoaderCommand,
    store: StoreConfig,
    stack_bytes: usize,
    under_way: Mutex<HashSet<String>>,
    ended: Condvar,
    number: AtomicU64,
}

impl Loading {
    pub(crate) fn new(command: LoaderCommand, store: &StoreConfig, pool: &PoolConfig) -> io::Result<Self> {
        Ok(Self {
            artifacts: Arc::new(Artifacts::open(&store.directory, store.max_bytes)?),
            command,
            store: store.clone(),
            stack_bytes: pool.stack_bytes,
            under_way: Mutex::new(HashSet::new()),
            ended: Condvar::new(),
            number: AtomicU64::new(0),
        })
    }

    pub(crate) fn store(&self) -> &StoreConfig {
        &self.store
    }

    /// Removes from the store what nobody has used for long.
    pub(crate) fn sweep(&self) -> io::Result<()> {
        self.artifacts.sweep(Duration::from_secs(self.store.keep_days.saturating_mul(DAY_SECONDS)))
    }

    /// The component, if it is not too large.
    pub(crate) fn read(&self, filter: &FilterEntry) -> Result<Vec<u8>, Refusal> {
        let shown = filter.component.display();
        let mut wasm = Vec::new();
        filter
            .files
            .open(&filter.component)
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

    /// An artifact from the store, or a new one if that may be; and whether it was made now. Waits for its turn.
    pub(crate) fn artifact(
        &self,
        key: &str,
        wanted: &Wanted<'_>,
        patience: Patience,
    ) -> Result<(Built, bool), Refusal> {
        if let Some(built) = self.artifacts.find(key) {
            return Ok((built, false));
        }
        if patience == Patience::Stored {
            return Err(Refusal::new(Stage::Pending, "has yet to be compiled"));
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
        let task = self.task(&report, Work::Load(self.job(wanted, &artifact)));
        let built = self.command.run(&task, wanted.wasm, self.store.wall_seconds).and_then(|built: Built| {
            let kept = self.artifacts.keep(key, &artifact, built, number);
            kept.map_err(|error| Refusal::of(Stage::Store, "keeping its artifact", &error))
        });
        // Whatever a process that was ended has left.
        let _ = (fs::remove_file(&report), fs::remove_file(&artifact));
        built
    }

    /// What the cases of a filter came to, in a process of its own. Waits for its turn.
    pub(crate) fn run_cases(&self, job: CaseJob) -> CaseReport {
        let key = format!("{}.cases", job.digest);
        let _turn = self.turn(&key);
        let (_, report) = self.artifacts.unfinished(&key, self.number.fetch_add(1, Ordering::Relaxed));
        let ran = self.command.run(&self.task(&report, Work::Cases(Box::new(job))), &[], self.store.wall_seconds);
        let _ = fs::remove_file(&report);
        ran
    }

    fn task(&self, report: &Path, work: Work) -> Task {
        Task {
            report: report.to_owned(),
            cpu_seconds: self.store.cpu_seconds,
            memory_bytes: self.store.memory_bytes,
            file_bytes: self.store.artifact_bytes,
            work,
        }
    }

    fn job(&self, wanted: &Wanted<'_>, artifact: &Path) -> Job {
        Job {
            config: wanted.config.clone(),
            allow: wanted.allow.clone(),
            artifact: artifact.to_owned(),
            component_bytes: self.store.component_bytes,
            sandbox_memory_bytes: wanted.memory_bytes,
            sandbox_table_elements: wanted.table_elements,
            stack_bytes: self.stack_bytes,
            configure_ms: self.store.configure_ms,
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
pub(crate) fn key(engine: &Engine, wanted: &Wanted<'_>, configure_ms: u64) -> String {
    let mut digest = Digested(Sha256::new());
    (RECIPE, WASMTIME_VERSION, wanted.memory_bytes, wanted.table_elements, configure_ms).hash(&mut digest);
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
