//! When to look at the files again: the operating system tells of changes, SIGHUP asks, and a timer covers what nobody
//! tells of (network file systems, links that are swapped further up).

use super::settled::SETTLED;
use crate::config::Config;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher, event::AccessKind};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    time::{Duration, Instant},
};

/// Until a directory that was not there counts as gone.
const SOON: Duration = Duration::from_secs(1);
/// Files are written one after the other: a change is looked at when nothing has changed for a moment, and no later than this.
const SETTLES: Duration = Duration::from_secs(2);

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
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    /// Said once: the log may lie in a directory that is watched, and would be a change itself.
    unwatchable: BTreeSet<PathBuf>,
    poll: Option<Duration>,
}

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
        let told = sender.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.map_or(true, |event| is_change(event.kind)) {
                let _ = told.send(Cause::Changed);
            }
        });
        let watcher =
            watcher.inspect_err(|error| tracing::warn!(%error, "changes of files are noticed by the timer only")).ok();
        (Self { causes, watcher, watched: BTreeSet::new(), unwatchable: BTreeSet::new(), poll: None }, sender)
    }

    /// Watches the files of a configuration: their directories, because files are replaced and not written to.
    pub(super) fn follow(&mut self, config: &Config, file: &Path) {
        self.poll = (config.reload.poll_seconds > 0).then(|| Duration::from_secs(config.reload.poll_seconds));
        let Some(watcher) = &mut self.watcher else { return };
        let tenants = config.tenants.values().flat_map(|tenant| &tenant.filters);
        let filters = config.edge.filters.iter().chain(&config.default.filters).chain(tenants);
        let files = filters.map(|filter| filter.component.as_path()).chain([file]);
        let parents = files.filter_map(|file| file.parent()).map(Path::to_path_buf);
        let wanted: BTreeSet<PathBuf> = parents.chain(config.reload.tenants_directory.clone()).collect();
        for path in &wanted {
            let of_tenants = Some(path) == config.reload.tenants_directory.as_ref();
            // Again each time where there are directories below: new ones may be links, which nothing follows by itself.
            if self.watched.contains(path) && !of_tenants {
                continue;
            }
            let mode = if of_tenants { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            let directory = if path.as_os_str().is_empty() { Path::new(".") } else { path };
            match watcher.watch(directory, mode) {
                Ok(()) => {
                    self.unwatchable.remove(path);
                    self.watched.insert(path.clone());
                }
                Err(error) if self.unwatchable.insert(path.clone()) => {
                    tracing::warn!(path = %directory.display(), %error, "changes here are noticed by the timer only");
                }
                Err(_) => {}
            }
        }
        for path in std::mem::take(&mut self.watched) {
            if wanted.contains(&path) {
                self.watched.insert(path);
            } else {
                let _ = watcher.unwatch(&path);
            }
        }
    }

    /// Waits for a reason to look, and until it has settled; not for long if another look is due `soon`. None when nobody can ask any more.
    pub(super) fn next(&mut self, soon: bool) -> Option<Cause> {
        let cause = match if soon { Some(SOON) } else { self.poll } {
            None => self.causes.recv().ok()?,
            Some(poll) => match self.causes.recv_timeout(poll) {
                Ok(cause) => cause,
                Err(RecvTimeoutError::Timeout) => return Some(Cause::Poll),
                Err(RecvTimeoutError::Disconnected) => return None,
            },
        };
        let since = Instant::now();
        let mut asked = cause == Cause::Asked;
        while since.elapsed() < SETTLES {
            match self.causes.recv_timeout(SETTLED) {
                Ok(next) => asked |= next == Cause::Asked,
                Err(_) => break,
            }
        }
        Some(if asked { Cause::Asked } else { cause })
    }
}

/// Reading is no change, or looking at the files would be one.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(mode)) => mode == notify::event::AccessMode::Write,
        EventKind::Access(_) => false,
        _ => true,
    }
}
