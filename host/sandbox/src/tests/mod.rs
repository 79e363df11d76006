//! Guests that do what they must not, and one promise of the host for each.

mod candidates;
mod chains;
mod declared;
mod expensive_calls;
mod failure_texts;
mod guest;
mod isolation;
mod limits;
mod loading;
mod replacements;
mod replay;
mod speed;
mod store;

use std::{path::PathBuf, sync::Arc};

use bytes::Bytes;
use guest::Guest;
use tempfile::TempDir;

use crate::metrics::SandboxMetrics;
use crate::{
    Account, Chain, ChainSettings, FilterEngine, LoadError, LoadMode, LoaderCommand, Replacement, RequestContext,
    settings::{
        filters::{FilterEntry, Interface},
        limits::{BreakerConfig, RunLimits},
        pool::PoolConfig,
        store::StoreConfig,
    },
};
use sluice_event::{Batch, DecodeLimits, Keeper, PseudonymKey};
use sluice_metrics::Registry;

/// Not a test: what [`Bench`] starts to load filters. The test executable has no `main` of ours.
#[test]
#[ignore = "reads a job from standard input"]
fn the_process_that_loads_filters() {
    let _ = crate::loader_main();
}

/// An engine with a store of its own.
struct Bench {
    directory: TempDir,
    registry: Registry,
    engine: Arc<FilterEngine>,
}

impl Bench {
    /// Every run has a sandbox.
    fn new() -> Self {
        Self::with(&PoolConfig { sandboxes: 4, slots: 8, recorded_bytes: 0, ..PoolConfig::default() }, |_| {})
    }

    fn with(pool: &PoolConfig, change: impl FnOnce(&mut StoreConfig)) -> Self {
        let directory = TempDir::new().expect("a directory");
        let registry = Registry::default();
        let metrics = Arc::new(SandboxMetrics::new(&registry).expect("metrics"));
        let mut store = StoreConfig { directory: directory.path().join("store"), ..StoreConfig::default() };
        change(&mut store);
        let arguments = ["--exact", "tests::the_process_that_loads_filters", "--ignored", "--test-threads=1"];
        let loader = LoaderCommand {
            program: std::env::current_exe().expect("this executable"),
            arguments: arguments.iter().map(Into::into).collect(),
        };
        let engine = FilterEngine::new(pool, &store, loader, metrics).expect("an engine");
        Self { directory, registry, engine }
    }

    fn entry(&self, name: &str, component: &[u8]) -> FilterEntry {
        let path: PathBuf = self.directory.path().join(format!("{name}.wasm"));
        std::fs::write(&path, component).expect("a component");
        FilterEntry {
            name: name.to_owned(),
            component: path,
            config: serde_json::json!({}),
            allow: vec![Interface::Redact, Interface::Enrich, Interface::Context],
            on_failure: None,
            limits: Default::default(),
            log: Default::default(),
            breaker: None,
            cases: None,
            candidate: None,
            share: 1.0,
            files: Default::default(),
            located: Default::default(),
        }
    }

    fn load(&self, entries: &[FilterEntry]) -> Result<Chain, Vec<LoadError>> {
        self.replace(entries, Replacement::default())
    }

    fn replace(&self, entries: &[FilterEntry], replacement: Replacement<'_>) -> Result<Chain, Vec<LoadError>> {
        let limits = RunLimits::default();
        let breaker = BreakerConfig { failures: 1_000, ..BreakerConfig::default() };
        let key = PseudonymKey::from_bytes([7; 32]);
        let settings = ChainSettings {
            max_series: usize::MAX,
            name: "edge",
            limits: &limits,
            breaker: &breaker,
            key: &key,
            load_mode: LoadMode::Compile,
            shows_error_text: false,
            keeper: Keeper::Operator,
            disabled: None,
        };
        self.engine.replace_chain(&settings, entries, replacement)
    }

    fn chain(&self, guest: &Guest) -> Chain {
        self.load(&[self.entry("guest", &guest.component())]).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    /// The text of the one error.
    fn refusal(&self, component: &[u8]) -> String {
        let errors = self.load(&[self.entry("guest", component)]).err().expect("it is refused");
        errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// All metrics, as Prometheus reads them.
    fn metrics(&self) -> String {
        let mut text = Vec::new();
        self.registry.render(&mut text).expect("metrics");
        String::from_utf8(text).expect("text")
    }

    /// One sample of the metrics, 0 where there is none.
    fn metric(&self, sample: &str) -> f64 {
        let text = self.metrics();
        let value = text.lines().find_map(|line| line.strip_prefix(sample)?.trim().parse().ok());
        value.unwrap_or(0.0)
    }

    fn runs(&self, outcome: &str) -> f64 {
        self.metric(&format!(r#"telemetry_filter_runs_total{{chain="edge",filter="guest",outcome="{outcome}"}}"#))
    }
}

fn batch() -> Batch {
    let events = r#"[{"message":"jane.doe@example.com"},{"message":"two"},{"message":"three"}]"#;
    Batch::from_json(Bytes::from_static(events.as_bytes()), &DecodeLimits::default()).expect("a batch")
}

fn context() -> Arc<RequestContext> {
    Arc::new(RequestContext {
        charged_to: Some(Account { name: "tenant".into(), sender: 1 }),
        ..RequestContext::default()
    })
}
