//! Filters as their authors load them: through the engine and the limits of the service, with every interface allowed and
//! whatever the filter logs shown.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::Value;

use crate::{
    commands::{engine::engine, filter::source::Source},
    config::{Config, sections::ceiling::CeilingConfig, tenant_directory},
    guest_build::cache,
    metrics::Metrics,
};
use sluice_event::{Keeper, PseudonymKey};
use sluice_sandbox::{
    Chain, ChainSettings, DisabledEdit, FilterEngine, LoadError, LoadMode,
    settings::{
        filters::{FilterEntry, FilterLog, Interface},
        limits::RunLimits,
    },
};

/// The name of the chain, in what the engine reports.
const CHAIN: &str = "author";
/// Pseudonyms at a terminal are the same each time.
const KEY: [u8; 32] = [7; 32];

/// How long loading a filter may take.
const WALL_SECONDS: u64 = 600;

/// What of a run is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The text of errors and all log lines, which may hold what the filter has read.
    Content,
    /// Neither.
    NoContent,
}

/// Loads filters for a command.
pub(crate) struct Author {
    engine: Arc<FilterEngine>,
    config: Config,
}

/// Where compiled filters are kept between two commands.
pub(crate) fn default_store() -> PathBuf {
    cache::directory().join("filters")
}

impl Author {
    /// Keeps compiled filters in `store`.
    pub(crate) fn new(store: &Path) -> Result<Self, String> {
        Self::with(store, Config::default())
    }

    /// The same with an engine that counts instructions. Its artifacts are its own.
    pub(crate) fn counting_instructions(store: &Path) -> Result<Self, String> {
        let mut config = Config::default();
        config.pool.counts_instructions = true;
        Self::with(store, config)
    }

    fn with(store: &Path, mut config: Config) -> Result<Self, String> {
        config.store.directory = store.to_owned();
        // How long it takes is a matter of what else this machine does; what it takes is not.
        config.store.wall_seconds = WALL_SECONDS;
        config.pool.sandboxes = 4;
        config.pool.slots = 16;
        // Authors ask what their filter does and takes, run by run.
        config.pool.recorded_bytes = 0;
        let engine = Metrics::new().map_err(Into::into).and_then(|metrics| engine(&config, &metrics));
        let engine = engine.map_err(|error| format!("setting up the sandbox: {error}"))?;
        Ok(Self { engine, config })
    }

    /// Loads the filters of a source, which may be compiled for it.
    pub(crate) fn load(&self, source: &Source<'_>, shown: Shown) -> Result<Chain, Vec<String>> {
        self.load_without(source, shown, None)
    }

    /// The same without an edit of its filters.
    pub(crate) fn load_without(
        &self,
        source: &Source<'_>,
        shown: Shown,
        disabled: Option<DisabledEdit<'_>>,
    ) -> Result<Chain, Vec<String>> {
        let (limits, entries) = self.entries(source)?;
        self.load_all(&limits, entries, shown, disabled)
    }

    /// Loads one filter, with the limits of a service.
    pub(crate) fn load_entry(&self, entry: FilterEntry, shown: Shown) -> Result<Chain, Vec<String>> {
        self.load_entries(&self.config.limits, vec![entry], shown)
    }

    /// Loads filters as a chain has them, with these limits.
    pub(crate) fn load_entries(
        &self,
        limits: &RunLimits,
        entries: Vec<FilterEntry>,
        shown: Shown,
    ) -> Result<Chain, Vec<String>> {
        self.load_all(limits, entries, shown, None)
    }

    fn load_all(
        &self,
        limits: &RunLimits,
        mut entries: Vec<FilterEntry>,
        shown: Shown,
        disabled: Option<DisabledEdit<'_>>,
    ) -> Result<Chain, Vec<String>> {
        let log = if shown == Shown::Content { FilterLog::Debug } else { FilterLog::Off };
        entries.iter_mut().for_each(|entry| entry.log = log);
        let settings = ChainSettings {
            name: CHAIN,
            limits,
            breaker: &self.config.breaker,
            key: &PseudonymKey::from_bytes(KEY),
            load_mode: LoadMode::Compile,
            max_series: usize::MAX,
            shows_error_text: shown == Shown::Content,
            keeper: Keeper::Operator,
            disabled,
        };
        let described = |errors: Vec<LoadError>| errors.iter().map(ToString::to_string).collect();
        self.engine.load_chain(&settings, &entries).map_err(described)
    }

    fn entries(&self, source: &Source<'_>) -> Result<(RunLimits, Vec<FilterEntry>), Vec<String>> {
        Ok(match source {
            Source::Component(component, settings) => {
                (self.config.limits.clone(), vec![entry(component, settings.clone())])
            }
            Source::Chain(file) => self.chain(file)?,
        })
    }

    fn chain(&self, file: &Path) -> Result<(RunLimits, Vec<FilterEntry>), Vec<String>> {
        let shown = file.display();
        let text = fs::read_to_string(file).map_err(|error| vec![format!("reading {shown}: {error}")])?;
        let directory = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let tenant = tenant_directory::parse(&text, directory, &CeilingConfig::default())
            .map_err(|mistakes| mistakes.iter().map(|mistake| format!("{shown}: {mistake}")).collect::<Vec<_>>())?;
        if tenant.filters.is_empty() {
            return Err(vec![format!("{shown} has no [[filters]]")]);
        }
        Ok((tenant.limits.apply_to(&self.config.limits), tenant.filters))
    }
}

/// A component with its settings, and every interface allowed.
pub(crate) fn entry(component: &Path, settings: Value) -> FilterEntry {
    let name = component.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let allow = vec![Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];
    FilterEntry { config: settings, allow, ..FilterEntry::new(name, component.to_owned()) }
}
