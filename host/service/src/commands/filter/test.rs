//! `sluice filter test FILE.wasm --cases DIR`.

mod told;

use crate::commands::engine::engine;
use crate::commands::exit::Exit;
use crate::commands::terminal::{print, say};
use crate::config::Config;
use crate::config::checks::mistakes;
use crate::metrics::Metrics;
use sluice_event::PseudonymKey;
use sluice_files::FileAccess;
use sluice_sandbox::{
    ChainSettings, FilterEngine, LoadMode, Stage, inspect_file,
    settings::filters::{FilterEntry, FilterLog, Interface},
    test_case::{TestCase, TestCaseLimits, TestCases},
};
use std::path::{Path, PathBuf};

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
    let cases = TestCases::open(&FileAccess::Anywhere, &arguments.cases, TestCaseLimits::AUTHOR);
    let cases: Vec<TestCase> = match cases.and_then(Iterator::collect) {
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
    let engine = match Metrics::new().map_err(Into::into).and_then(|metrics| engine(&config, &metrics)) {
        Ok(engine) => engine,
        Err(error) => {
            say(format!("setting up the sandbox: {error}"));
            return Exit::Failed;
        }
    };
    if let Err(refusal) = inspect_file(&arguments.component) {
        // Every case would say the same.
        let (component, unread) = (arguments.component.display(), refusal.stage == Stage::Read);
        let build = if unread { "; `sluice filter build DIR` makes one" } else { "" };
        say(format!("{component} is not tested: {refusal}{build}"));
        return if unread { Exit::Usage } else { Exit::Filter };
    }
    let failed = cases.iter().filter(|case| !holds(case, &engine, &config, arguments)).count();
    if !arguments.json {
        print(format!("\n{} passed, {failed} failed", cases.len() - failed));
    }
    if failed == 0 { Exit::Good } else { Exit::Filter }
}

fn holds(case: &TestCase, engine: &FilterEngine, config: &Config, arguments: &Arguments) -> bool {
    let (differences, told) = told::by(|| differences(case, engine, config, &arguments.component));
    let (name, passed) = (&case.name, differences.is_empty());
    if arguments.json {
        print(serde_json::json!({"case": name, "passed": passed, "differences": differences, "told": told}));
        return passed;
    }
    print(format!("{}  {name}", if passed { "ok    " } else { "FAILED" }));
    for line in differences.iter().chain(&told) {
        print(format!("    {line}"));
    }
    passed
}

fn differences(case: &TestCase, engine: &FilterEngine, config: &Config, component: &Path) -> Vec<String> {
    let name = component.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut entry = FilterEntry::new(name, component.to_owned());
    entry.config = case.config.clone();
    entry.log = FilterLog::Debug;
    entry.allow = vec![Interface::Redact, Interface::Enrich, Interface::Context, Interface::Personal];
    let settings = ChainSettings {
        name: "case",
        limits: &config.limits,
        breaker: &config.breaker,
        key: &PseudonymKey::from_bytes([7; 32]),
        load_mode: LoadMode::Compile,
        max_series: usize::MAX,
        // The cases are the author's own.
        shows_error_text: true,
    };
    match engine.load_chain(&settings, &[entry]) {
        Ok(chain) => mistakes::listed(case.run(&chain)),
        Err(errors) => mistakes::listed(errors),
    }
}
