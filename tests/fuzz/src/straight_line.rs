//! Components without a loop and without a function of their own, compiled and run: nothing but the host can end their runs.

#[path = "../../hostile/random_lines/generator/mod.rs"]
#[expect(dead_code, reason = "tests use more of it")]
mod generator;

use arbitrary::Unstructured;
use bytes::Bytes;
use generator::{Choices, straight_line as generate};
use rustix::time::{ClockId, clock_gettime};
use sluice_event::{Batch, DecodeLimits, Keeper, PseudonymKey};
use sluice_metrics::Registry;
use sluice_sandbox::{
    Chain, ChainEnd, ChainSettings, FilterEngine, LoadMode, LoaderCommand, RequestContext,
    metrics::SandboxMetrics,
    settings::{
        filters::{FilterEntry, Interface},
        limits::{BreakerConfig, RunLimits},
        pool::PoolConfig,
        store::StoreConfig,
    },
};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tempfile::TempDir;

const EVENTS: &str = r#"[{"message":"a@example.com","attributes":{"x":[1,"two"]}},{"message":"b"}]"#;
/// What a run may take beyond its budget: a tick of the clock and the end of the run.
const GRACE: Duration = Duration::from_millis(2);
/// The dearest call of the host. The host's code runs several times slower here than in the service.
const ONE_CALL: Duration = Duration::from_millis(20);

/// Loads components as the service does.
struct Bench {
    directory: TempDir,
    engine: Arc<FilterEngine>,
}

static BENCH: LazyLock<Bench> = LazyLock::new(|| {
    let directory = TempDir::new().expect("a directory");
    let store =
        StoreConfig { directory: directory.path().join("store"), max_bytes: 256 << 20, ..StoreConfig::default() };
    let program = std::env::var_os("SLUICE").expect("SLUICE is the service's executable").into();
    let loader = LoaderCommand { program, arguments: vec![LoaderCommand::SUBCOMMAND.into()] };
    let pool = PoolConfig { sandboxes: 2, slots: 2, loaded_bytes: 64 << 20, ..PoolConfig::default() };
    let metrics = Arc::new(SandboxMetrics::new(&Registry::default()).expect("metrics"));
    let engine = FilterEngine::new(&pool, &store, loader, metrics).expect("an engine");
    Bench { directory, engine }
});

struct Bytewise<'a>(Unstructured<'a>);

impl Choices for Bytewise<'_> {
    fn choose(&mut self, below: u32) -> u32 {
        self.0.int_in_range(0..=below - 1).unwrap_or(0)
    }
}

impl Bench {
    fn load(&self, component: &[u8], limits: &RunLimits) -> Chain {
        let file = self.directory.path().join("straight-line.wasm");
        std::fs::write(&file, component).expect("it can be written");
        let allow = vec![Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];
        let entry = FilterEntry { allow, ..FilterEntry::new("straight-line".to_owned(), file) };
        let (breaker, key) = (BreakerConfig::default(), PseudonymKey::from_bytes([7; 32]));
        let settings = ChainSettings {
            name: "edge",
            limits,
            breaker: &breaker,
            key: &key,
            load_mode: LoadMode::Compile,
            max_series: usize::MAX,
            shows_error_text: false,
            keeper: Keeper::Operator,
            disabled: None,
        };
        self.engine.load_chain(&settings, &[entry]).unwrap_or_else(|errors| panic!("{errors:?}"))
    }
}

pub fn straight_line(data: &[u8]) {
    let line = generate(&mut Bytewise(Unstructured::new(data)));
    let component = wat::parse_str(&line.text).unwrap_or_else(|error| panic!("{error}"));
    let limits = RunLimits { wall_ms: 60_000, ..RunLimits::default() };
    let budget = Duration::from_millis(limits.cpu_ms);
    let chain = BENCH.load(&component, &limits);
    // The first run maps the code.
    for _ in 0..2 {
        let batch = Batch::from_json(Bytes::from_static(EVENTS.as_bytes()), &DecodeLimits::default()).expect("a batch");
        let context = Arc::new(RequestContext::default());
        let before = processor_time();
        let end = chain.run(batch, &context);
        let took = processor_time() - before;
        let most = budget + GRACE + if matches!(end, ChainEnd::Passed(_)) { Duration::ZERO } else { ONE_CALL };
        assert!(took <= most, "{took:?} of {budget:?}: {}", line.does);
    }
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}
