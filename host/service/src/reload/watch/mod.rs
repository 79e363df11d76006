//! When to look at the files again: the operating system tells of changes, SIGHUP asks, and a timer covers what nobody
//! tells of (network file systems, links that are swapped further up, directories that are too many to be watched).

pub(crate) mod debounce;
pub(crate) mod fingerprint;
mod notices;
mod places;
mod plan;

use crate::config::Config;
use debounce::SETTLED;
pub(super) use notices::Notices;
use notices::{Owner, SETTLES};
use notify::{
    ErrorKind, EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, ModifyKind},
};
use parking_lot::Mutex;
pub(super) use places::Places;
use plan::Plan;
use sluice_sandbox::settings::located::is_reference;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    time::{Duration, Instant},
};

/// Until a directory that was not there counts as gone.
const SOON: Duration = Duration::from_secs(1);

/// Why the files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The service has just started.
    Started,
    /// The operating system told of a change.
    Changed,
    /// SIGHUP; what was refused is tried again.
    Asked,
    /// The timer.
    Poll,
}

/// See the module.
pub struct Watch {
    causes: Receiver<Cause>,
    notices: Arc<Notices>,
    watched: Arc<Watched>,
    watcher: Option<RecommendedWatcher>,
    /// Paths and tenants of which was said that they are not watched. Said once: the log may lie in a directory that is
    /// watched, and would be a change itself.
    said: BTreeSet<String>,
    poll: Option<Duration>,
}

/// Directories that are watched, without links; one that was moved or removed is watched no more.
type Watched = Mutex<BTreeMap<PathBuf, Owner>>;

impl Cause {
    /// For the log and `/filters`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Changed => "changed",
            Self::Asked => "asked",
            Self::Poll => "poll",
        }
    }
}

impl Watch {
    /// A watch, and what asks it for a look. It ends when every sender is gone.
    #[must_use]
    pub fn new() -> (Self, Sender<Cause>) {
        let (sender, causes) = channel();
        let (told, notices, watched) = (sender.clone(), Arc::<Notices>::default(), Arc::<Watched>::default());
        let (noticed, known) = (Arc::clone(&notices), Arc::clone(&watched));
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            for owner in owners(&event, &known) {
                if noticed.add(owner, Instant::now()) {
                    let _ = told.send(Cause::Changed);
                }
            }
        });
        let watcher =
            watcher.inspect_err(|error| tracing::warn!(%error, "changes of files are noticed by the timer only")).ok();
        (Self { causes, notices, watched, watcher, said: BTreeSet::new(), poll: None }, sender)
    }

    /// Has everything looked at again, from any thread; `ask` came with the watch.
    pub(super) fn waker(&self, ask: Sender<Cause>) -> impl Fn() + Send + use<> {
        let notices = Arc::clone(&self.notices);
        move || {
            if notices.add(None, Instant::now()) {
                let _ = ask.send(Cause::Changed);
            }
        }
    }

    /// What was noticed.
    pub(super) fn notices(&self) -> Arc<Notices> {
        Arc::clone(&self.notices)
    }

    /// Watches the files of a configuration and of tenants: their directories, because files are replaced and not written
    /// to. Each by itself: what is below a tenant's directory, and where its links lead, has no end.
    pub(super) fn follow<'a>(
        &mut self,
        config: &Config,
        file: &Path,
        tenants: impl Iterator<Item = (&'a str, &'a Places)> + Clone,
    ) {
        self.poll = (config.reload.poll_seconds > 0).then(|| Duration::from_secs(config.reload.poll_seconds));
        if self.watcher.is_none() {
            return;
        }
        let plan = Plan::new(operators(config, file), tenants);
        self.say(&plan);
        // Not while it is locked: the watcher waits for the thread that tells of changes.
        let watched = self.watched.lock().clone();
        for path in watched.keys().filter(|path| !plan.watches.contains_key(*path)) {
            self.unwatch(path);
        }
        for (path, owner) in plan.watches {
            if watched.get(&path) == Some(&owner) {
                continue;
            }
            if let Err(full) = self.watch(path, owner) {
                if self.said.insert("full".to_owned()) {
                    tracing::warn!(error = %full, "no more directories can be watched; changes are noticed by the timer too");
                }
                return;
            }
        }
    }

    /// Fails where the system has no more watches.
    fn watch(&mut self, path: PathBuf, owner: Owner) -> Result<(), notify::Error> {
        // It may have been watched, and be another directory now.
        self.unwatch(&path);
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        self.watched.lock().insert(path.clone(), owner.clone());
        let Err(error) = watcher.watch(&path, RecursiveMode::NonRecursive) else {
            self.said.remove(&said_of(&path, owner.as_deref()));
            // What has changed since the last look, and before it was watched.
            self.notices.add(owner, Instant::now());
            return Ok(());
        };
        self.watched.lock().remove(&path);
        match error.kind {
            ErrorKind::MaxFilesWatch => return Err(error),
            ErrorKind::PathNotFound if owner.is_some() => {}
            _ if self.said.insert(said_of(&path, owner.as_deref())) => {
                tracing::warn!(path = %path.display(), %error, "changes here are noticed by the timer only");
            }
            _ => {}
        }
        Ok(())
    }

    fn unwatch(&mut self, path: &Path) {
        self.watched.lock().remove(path);
        if let Some(watcher) = &mut self.watcher {
            // It is an error where the directory is gone already.
            let _ = watcher.unwatch(path);
        }
    }

    fn say(&mut self, plan: &Plan) {
        for tenant in &plan.too_many {
            if self.said.insert(format!("too many of {tenant}")) {
                tracing::warn!(
                    tenant,
                    "this tenant has too many directories to watch; changes below its own are noticed by the timer only"
                );
            }
        }
        let tenants = plan.no_room;
        if tenants > 0 && self.said.insert("no room".to_owned()) {
            tracing::warn!(
                tenants,
                "too many directories to watch; changes of these tenants are noticed by the timer only"
            );
        }
    }

    /// Waits for a reason to look, and until it has settled; not for long if another look is due `soon`. None when nobody
    /// can ask any more.
    pub(super) fn next(&mut self, soon: bool) -> Option<Cause> {
        let poll = if soon { Some(SOON) } else { self.poll };
        let poll = poll.map(|poll| Instant::now() + poll);
        loop {
            let now = Instant::now();
            if self.notices.begin_look(now) {
                return Some(Cause::Changed);
            }
            if poll.is_some_and(|poll| poll <= now) {
                return Some(Cause::Poll);
            }
            let cause = match [poll, self.notices.next_due()].into_iter().flatten().min() {
                None => self.causes.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(until) => self.causes.recv_timeout(until.saturating_duration_since(now)),
            };
            match cause {
                Ok(Cause::Asked) => return Some(self.settle()),
                Ok(_) | Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Files may be changing as somebody asks for a look at them.
    fn settle(&self) -> Cause {
        while self.causes.try_recv().is_ok() {}
        let since = Instant::now();
        while since.elapsed() < SETTLES && self.notices.are_settling(Instant::now()) {
            std::thread::sleep(SETTLED);
        }
        self.notices.begin_look(Instant::now());
        Cause::Asked
    }
}

/// The directories of the operator's file, of its filters, and of the tenants' directories.
fn operators(config: &Config, file: &Path) -> BTreeSet<PathBuf> {
    let components = config.filters().map(|filter| filter.component.as_path()).filter(|path| !is_reference(path));
    let files = components.chain([file]);
    let parents = files.filter_map(|file| file.parent());
    let all = parents.chain(config.reload.tenants_directory.as_deref());
    all.map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path })
        .map(|path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()))
        .collect()
}

/// Whose directories have changed.
fn owners(event: &notify::Result<notify::Event>, watched: &Watched) -> BTreeSet<Owner> {
    let mut watched = watched.lock();
    let event = match event {
        Ok(event) if !event.need_rescan() => event,
        // Some were not told: what is watched may not be what it was.
        _ => {
            watched.clear();
            return BTreeSet::from([None]);
        }
    };
    if !is_change(event.kind) {
        return BTreeSet::new();
    }
    let owners = event.paths.iter().map(|path| {
        let own = watched.get(path).cloned();
        let owner = own.or_else(|| watched.get(path.parent()?).cloned()).flatten();
        if is_gone(event.kind) {
            watched.remove(path);
        }
        owner
    });
    owners.collect()
}

/// What is said once of a tenant, whatever its directories are called.
fn said_of(path: &Path, owner: Option<&str>) -> String {
    owner.map_or_else(|| path.display().to_string(), |tenant| format!("of {tenant}"))
}

/// Reading is no change, or looking at the files would be one.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(mode)) => mode == notify::event::AccessMode::Write,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// Or has another name now.
fn is_gone(kind: EventKind) -> bool {
    matches!(kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)))
}
