//! Takes what has changed while the service runs.

use super::directory::Directory;
use super::operator::Operator;
use super::start_error::StartError;
use super::status::{self, ReloadStatus, Report};
use super::watch::fingerprint::Fingerprint;
use super::watch::{Cause, Notices, Watch, debounce};
use super::{parallel, restart};
use crate::components::{self, Components};
use crate::config::Config;
use crate::config::checks::mistakes;
use crate::metrics::Metrics;
use crate::tenants::Tenants;
use crate::tenants::chains::ChainLoader;
use arc_swap::ArcSwap;
use sluice_event::PseudonymKey;
use sluice_files::FileAccess;
use sluice_sandbox::{FilterEngine, LoadMode};
use std::{
    path::PathBuf,
    sync::{Arc, mpsc::Sender},
    time::Instant,
};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::reload";

/// Where a configuration comes from.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The TOML file.
    pub file: PathBuf,
    /// The variables that win over it.
    pub variables: Vec<(String, String)>,
}

/// See the module.
pub struct Reload {
    sources: Sources,
    engine: Arc<FilterEngine>,
    metrics: Arc<Metrics>,
    drawn_key: PseudonymKey,
    components: Components,
    tenants: Arc<ArcSwap<Tenants>>,
    status: Arc<ReloadStatus>,
    operator: Operator,
    directory: Directory,
    notices: Arc<Notices>,
    /// A version of the operator's files that was refused.
    refused: Option<Fingerprint>,
}

impl Reload {
    /// Loads everything that the operator's file names, and of the tenants' directories what needs no compiling: that
    /// is for [`Reload::run`], because a thousand tenants must not keep the service from starting.
    ///
    /// # Errors
    /// See [`StartError`]. What is wrong in a tenant's directory is that tenant's alone.
    pub fn start(
        sources: Sources,
        mut config: Config,
        components: Components,
        engine: Arc<FilterEngine>,
        metrics: Arc<Metrics>,
        drawn_key: PseudonymKey,
    ) -> Result<Self, StartError> {
        components.wait_for_all(&mut config);
        let fingerprint = Fingerprint::of_operator(&config);
        let operator = Operator::load(&engine, config, &drawn_key, &metrics, fingerprint, None, None)?;
        let status = Arc::new(ReloadStatus::default());
        let tenants = Arc::new(ArcSwap::from_pointee(operator.tenants_with([], None)));
        let mut new = Self {
            sources,
            engine,
            drawn_key,
            components,
            tenants,
            status,
            operator,
            directory: Directory::default(),
            notices: Arc::default(),
            refused: None,
            metrics,
        };
        new.look_at_directory(LoadMode::StoredOnly, false);
        new.swap();
        Ok(new)
    }

    /// What requests use.
    #[must_use]
    pub fn tenants(&self) -> Arc<ArcSwap<Tenants>> {
        Arc::clone(&self.tenants)
    }

    /// What is said of it on `/filters`.
    #[must_use]
    pub fn status(&self) -> Arc<ReloadStatus> {
        Arc::clone(&self.status)
    }

    /// Compiles what [`Reload::start`] has left.
    pub fn compile(&mut self) {
        self.look(Cause::Started);
    }

    /// Follows changes until the watch ends, on a thread of its own: it waits for processes that compile.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn run(mut self, mut watch: Watch, ask: Sender<Cause>) -> std::io::Result<()> {
        let body = move || {
            // Nothing that loads may take from what serves.
            let _ = rustix::process::setpriority_process(None, 19);
            self.notices = watch.notices();
            self.components.on_change(watch.waker(ask));
            self.compile();
            // What has changed by now is looked at again as soon as it is watched.
            watch.follow(&self.operator.config, &self.sources.file, self.directory.places());
            while let Some(cause) = watch.next(self.directory.is_incomplete()) {
                self.look(cause);
                watch.follow(&self.operator.config, &self.sources.file, self.directory.places());
            }
        };
        std::thread::Builder::new().name("reload".to_owned()).spawn(body).map(drop)
    }

    fn look(&mut self, cause: Cause) {
        let again = cause == Cause::Asked;
        if again {
            self.engine.forget_refused_test_cases();
        }
        let mut report = self.look_at_operator(again);
        report += self.look_at_directory(LoadMode::Compile, again);
        self.notices.end_look();
        if report.is_empty() && !again {
            return;
        }
        self.swap();
        let metrics = &self.metrics.filters;
        let (result, counter) = match report.refused {
            0 => ("loaded", &metrics.reloads_loaded),
            _ => ("refused", &metrics.reloads_refused),
        };
        counter.inc();
        tracing::info!(target: LOG_TARGET, cause = cause.as_str(), result, changed = report.changed, refused = report.refused, "reloaded");
        if report.refused == 0 {
            self.metrics.filters.reloaded_at.set(jiff::Timestamp::now().as_second());
        }
        self.status.reloaded(cause, report);
    }

    /// The operator's file and its filters, all or nothing.
    fn look_at_operator(&mut self, again: bool) -> Report {
        let Sources { file, variables } = &self.sources;
        let text = match debounce::read(&FileAccess::Anywhere, file) {
            Ok(text) => text,
            Err(error) => {
                let why = format!("reading the file: {error}");
                return self.refuse_operator(Fingerprint::of_text(&why), again, &[why]);
            }
        };
        let mut config = match Config::parse(&text, file, variables.iter().cloned()) {
            Ok(config) => config,
            Err(error) => return self.refuse_operator(Fingerprint::of_text(&text), again, &error.mistakes),
        };
        self.components.locate_all(&mut config);
        let pending = components::pending(config.filters());
        if !pending.is_empty() {
            // Looked at again when it has been pulled, or could not be.
            self.status.pending(status::OPERATOR, mistakes::listed(pending));
            return Report::default();
        }
        let fingerprint = Fingerprint::of_operator(&config);
        if fingerprint == self.operator.fingerprint {
            self.status.solved(status::OPERATOR);
            let mended = self.refused.take().is_some();
            return Report { changed: mended.into(), refused: 0 };
        }
        if self.refused.as_ref() == Some(&fingerprint) && !again {
            return Report::default();
        }
        for section in restart::needed(&self.operator.config, &config) {
            tracing::warn!(target: LOG_TARGET, section, "this section has changed; that takes effect when the service is started anew");
        }
        let (engine, metrics) = (&self.engine, &self.metrics);
        let (old, in_use) = (Some(&self.operator), Some(self.tenants.load_full()));
        match Operator::load(engine, config, &self.drawn_key, metrics, fingerprint.clone(), old, in_use) {
            Ok(operator) => {
                let old = std::mem::replace(&mut self.operator, operator);
                old.config.tenants.into_keys().for_each(|id| self.forget(&id));
                self.refused = None;
                self.status.solved(status::OPERATOR);
                Report { changed: 1, refused: 0 }
            }
            Err(StartError::Filters(errors)) => {
                let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
                self.refuse_operator(fingerprint, again, &errors)
            }
            Err(error) => self.refuse_operator(fingerprint, again, &[error.to_string()]),
        }
    }

    /// Tenants that had a directory.
    fn let_go(&self, gone: &[String]) {
        for id in gone {
            tracing::info!(target: LOG_TARGET, tenant = id, "a tenant's directory is gone, and its chain with it");
            let _ = self.metrics.filters.chain_state.remove_label_values(&[id]);
            self.forget(id);
            self.status.solved(id);
        }
    }

    /// Removes the series of a tenant, unless it is still one.
    fn forget(&self, id: &str) {
        if !self.operator.config.tenants.contains_key(id) && !self.directory.has(id) {
            self.engine.forget_chain(id);
            self.metrics.events.forget(id);
            self.metrics.guard.forget(id);
        }
    }

    fn refuse_operator(&mut self, fingerprint: Fingerprint, again: bool, why: &[String]) -> Report {
        if self.refused.as_ref() == Some(&fingerprint) && !again {
            return Report::default();
        }
        let why = mistakes::listed(why);
        self.status.refused(status::OPERATOR, why.clone());
        self.refused = Some(fingerprint);
        for error in &why {
            tracing::error!(target: LOG_TARGET, file = %self.sources.file.display(), error, "the configuration was refused; the old one goes on");
        }
        Report { changed: 0, refused: 1 }
    }

    /// Each tenant's directory by itself; each is swapped in as soon as it is loaded.
    fn look_at_directory(&mut self, load_mode: LoadMode, again: bool) -> Report {
        let Some(root) = self.operator.config.reload.tenants_directory.clone() else {
            let gone = self.directory.clear(&self.status);
            self.let_go(&gone);
            return Report { changed: gone.len(), refused: 0 };
        };
        let loader = match ChainLoader::new(
            &self.engine,
            &self.operator.config,
            &self.drawn_key,
            Some(self.tenants.load_full()),
        ) {
            Ok(loader) => loader,
            Err(error) => {
                tracing::error!(target: LOG_TARGET, %error, "tenants' directories were not looked at");
                return Report { changed: 0, refused: 1 };
            }
        };
        let mut scan = self.directory.scan(&root, &self.operator, &self.components, &self.status, again, &self.notices);
        if load_mode == LoadMode::StoredOnly {
            scan.changed.append(&mut scan.incomplete);
        }
        self.let_go(&scan.gone);
        let mut report = scan.report;
        let threads = match load_mode {
            LoadMode::StoredOnly => std::thread::available_parallelism().map_or(2, usize::from),
            LoadMode::Compile => self.operator.config.store.at_once,
        };
        let of_tenants = scan.changed.iter().map(|found| (found.id.as_str(), &found.config));
        let (directory, operator) = (&mut self.directory, &self.operator);
        parallel::load(&loader, of_tenants, load_mode, threads, |place, loaded, took| {
            let found = &scan.changed[place];
            self.notices.loaded(&found.id, took, Instant::now());
            let taken = directory.take(found, loaded, &loader, operator, &self.metrics, &self.status);
            report += taken.report();
            if load_mode == LoadMode::Compile {
                self.tenants.store(Arc::new(operator.tenants_with(directory.tenants(), Some(&self.tenants.load()))));
            }
            taken.log(&found.id);
        });
        report
    }

    fn swap(&self) {
        let new = self.operator.tenants_with(self.directory.tenants(), Some(&self.tenants.load()));
        self.tenants.store(Arc::new(new));
    }
}
