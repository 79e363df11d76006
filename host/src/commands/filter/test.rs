//! `sluice filter test FILE.wasm --cases DIR`.

use crate::{
    case::{self, Case},
    commands::{self, Exit, print, say},
    config::{
        Config,
        filters::{FilterEntry, Interface},
    },
    event::PseudonymKey,
    filter::{ChainSettings, FilterEngine, Patience},
    metrics::Metrics,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The command line of `filter test`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component
    #[arg(value_name = "FILE.wasm")]
    component: PathBuf,
    /// The directory of cases; `filters/README.md` describes them
    #[arg(long, value_name = "DIR")]
    cases: PathBuf,
    /// Where compiled filters are kept between two calls
    #[arg(long, value_name = "DIR", default_value_os_t = cache())]
    store: PathBuf,
    /// Print JSON: one object a case
    #[arg(long)]
    json: bool,
}

fn cache() -> PathBuf {
    let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
    home("XDG_CACHE_HOME")
        .or_else(|| home("HOME").map(|home| home.join(".cache")))
        .unwrap_or_else(std::env::temp_dir)
        .join("sluice/filters")
}

/// Runs every case and says which hold.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    let cases = match case::read_all(&arguments.cases) {
        Ok(cases) => cases,
        Err(mistake) => {
            say(mistake);
            return Exit::Usage;
        }
    };
    let mut config = Config::default();
    config.store.directory.clone_from(&arguments.store);
    config.pool.sandboxes = 4;
    config.pool.slots = 16;
    let engine =
        match Metrics::new().map_err(Into::into).and_then(|metrics| commands::engine(&config, Arc::new(metrics))) {
            Ok(engine) => engine,
            Err(error) => {
                say(format!("setting up the sandbox: {error}"));
                return Exit::Failed;
            }
        };
    let failed = cases.iter().filter(|case| !holds(case, &engine, &config, arguments)).count();
    if !arguments.json {
        print(format!("\n{} passed, {failed} failed", cases.len() - failed));
    }
    if failed == 0 { Exit::Good } else { Exit::Filter }
}

fn holds(case: &Case, engine: &FilterEngine, config: &Config, arguments: &Arguments) -> bool {
    let differences = differences(case, engine, config, &arguments.component);
    let name = &case.name;
    if arguments.json {
        print(serde_json::json!({"case": name, "passed": differences.is_empty(), "differences": differences}));
    } else if differences.is_empty() {
        print(format!("ok      {name}"));
    } else {
        print(format!("FAILED  {name}\n    {}", differences.join("\n    ")));
    }
    differences.is_empty()
}

fn differences(case: &Case, engine: &FilterEngine, config: &Config, component: &Path) -> Vec<String> {
    let name = component.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut entry = FilterEntry::new(name, component.to_owned());
    entry.config = case.config.clone();
    entry.allow = vec![Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];
    let settings = ChainSettings {
        name: "case",
        limits: &config.limits,
        breaker: &config.breaker,
        key: &PseudonymKey::from_bytes([7; 32]),
        patience: Patience::Compile,
    };
    match engine.load_chain(&settings, &[entry]) {
        Ok(chain) => case.run(&chain),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}
