//! Pulls on a thread of its own. Whoever asks does not wait: it is told when something has changed, and asks again.

use crate::{cache::Cache, client::Client, error::RegistryError, reference::Reference};
use parking_lot::{Condvar, Mutex};
use std::{
    collections::BTreeMap,
    io,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};
use tokio::sync::{Semaphore, mpsc};

/// The longest pause after pulls that failed.
const LONGEST_RETRY: Duration = Duration::from_secs(300);
/// The pause after pulls that did not.
const PAUSE: Duration = Duration::from_secs(60);
/// A pull that nobody has asked about for so long is forgotten.
const FORGOTTEN: Duration = Duration::from_secs(60 * 60);

/// What became of a pull.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pull {
    /// It has begun, or waits for its turn.
    Running,
    /// It has failed, with the reason, and will be tried again when somebody asks.
    Failed(String),
}

/// How a pull ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PullEnd {
    /// The component is in the cache.
    Pulled,
    /// It is not, and will be tried again.
    Failed,
}

/// See the module.
pub struct Puller {
    shared: Arc<Shared>,
    wanted: mpsc::UnboundedSender<Reference>,
}

type Woken = Box<dyn Fn() + Send>;
type Counted = Box<dyn Fn(PullEnd) + Send>;

struct Shared {
    client: Client,
    cache: Arc<Cache>,
    max_bytes: u64,
    retry: Duration,
    pulls: Mutex<BTreeMap<Reference, State>>,
    ended: Condvar,
    woken: Mutex<Option<Woken>>,
    counted: Mutex<Option<Counted>>,
}

#[derive(Clone, Debug)]
struct State {
    is_running: bool,
    failures: u32,
    /// Why the last one failed.
    why: Option<String>,
    /// Not before.
    again: Instant,
}

impl Puller {
    /// Starts the thread. `max_bytes` is the largest component.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn start(
        client: Client,
        cache: Arc<Cache>,
        max_bytes: u64,
        (at_once, retry): (usize, Duration),
    ) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (pulls, ended, woken, counted) = Default::default();
        let shared = Arc::new(Shared { client, cache, max_bytes, retry, pulls, ended, woken, counted });
        let (wanted, mut next) = mpsc::unbounded_channel::<Reference>();
        let all = Arc::clone(&shared);
        thread::Builder::new().name("registry".to_owned()).spawn(move || {
            runtime.block_on(async move {
                // Of each registry by itself: one that is slow holds up no pull from another.
                let mut turns: BTreeMap<String, Arc<Semaphore>> = BTreeMap::new();
                while let Some(reference) = next.recv().await {
                    turns.retain(|_, turns| Arc::strong_count(turns) > 1);
                    let new = || Arc::new(Semaphore::new(at_once.max(1)));
                    let turns = Arc::clone(turns.entry(reference.host.clone()).or_insert_with(new));
                    let all = Arc::clone(&all);
                    tokio::spawn(async move {
                        let Ok(_turn) = turns.acquire().await else { return };
                        all.pull(reference).await;
                    });
                }
            });
            // Names that are being looked up are not waited for.
            runtime.shutdown_background();
        })?;
        Ok(Self { shared, wanted })
    }

    /// Calls this whenever a pull has ended, and when one that failed may be tried again.
    pub fn on_change(&self, woken: impl Fn() + Send + 'static) {
        *self.shared.woken.lock() = Some(Box::new(woken));
    }

    /// Calls this with the end of each pull.
    pub fn on_end(&self, counted: impl Fn(PullEnd) + Send + 'static) {
        *self.shared.counted.lock() = Some(Box::new(counted));
    }

    /// Begins a pull, unless it runs or has failed a moment ago.
    #[must_use]
    pub fn pull(&self, reference: &Reference) -> Pull {
        let now = Instant::now();
        let mut pulls = self.shared.pulls.lock();
        pulls.retain(|_, state| state.is_running || state.again + FORGOTTEN > now);
        let new = State { is_running: false, failures: 0, why: None, again: now };
        let state = pulls.entry(reference.clone()).or_insert(new);
        if !state.is_running && state.again <= now {
            state.is_running = self.wanted.send(reference.clone()).is_ok();
        }
        // Until it has been pulled, the reason for the last failure is what is known.
        state.why.clone().map_or(Pull::Running, Pull::Failed)
    }

    /// Lets every pull that has failed, or was made a moment ago, be made again at once.
    pub fn forget_pauses(&self) {
        let now = Instant::now();
        self.shared.pulls.lock().values_mut().for_each(|state| state.again = now);
    }

    /// Waits until none of these pulls runs. Each ends by itself.
    pub fn wait(&self, references: &[Reference]) {
        let mut pulls = self.shared.pulls.lock();
        while references.iter().any(|reference| pulls.get(reference).is_some_and(|state| state.is_running)) {
            self.shared.ended.wait(&mut pulls);
        }
    }
}

impl Shared {
    async fn pull(self: Arc<Self>, reference: Reference) {
        let began = Instant::now();
        let pulled = self.client.pull(&reference, &self.cache, self.max_bytes).await;
        let retry_in = match pulled {
            Ok(cached) => {
                let took_ms = began.elapsed().as_millis() as u64;
                tracing::info!(%reference, manifest = %cached.manifest, component = %cached.component, took_ms, "a component was pulled");
                // Whoever wants it again, because it is not signed, has to wait.
                let state = State { is_running: false, failures: 0, why: None, again: Instant::now() + PAUSE };
                self.pulls.lock().insert(reference, state);
                None
            }
            Err(error) => Some(self.failed(&reference, &error)),
        };
        if let Some(counted) = &*self.counted.lock() {
            counted(if retry_in.is_some() { PullEnd::Failed } else { PullEnd::Pulled });
        }
        self.ended.notify_all();
        self.wake();
        if let Some(retry_in) = retry_in {
            let again = Arc::clone(&self);
            tokio::spawn(async move {
                tokio::time::sleep(retry_in).await;
                again.wake();
            });
        }
    }

    fn failed(&self, reference: &Reference, error: &RegistryError) -> Duration {
        let mut pulls = self.pulls.lock();
        let failures = pulls.get(reference).map_or(0, |state| state.failures).saturating_add(1);
        let retry_in = self.retry.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(LONGEST_RETRY);
        let (why, again) = (Some(error.cause.to_string()), Instant::now() + retry_in);
        pulls.insert(reference.clone(), State { is_running: false, failures, why, again });
        drop(pulls);
        tracing::warn!(%reference, error = %error.cause, retry_in_ms = retry_in.as_millis() as u64, "a component could not be pulled; it is tried again");
        retry_in
    }

    fn wake(&self) {
        if let Some(woken) = &*self.woken.lock() {
            woken();
        }
    }
}
