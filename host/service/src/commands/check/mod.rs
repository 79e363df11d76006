//! `sluice check FILE`: whether `serve` would start.

mod settings;

use self::settings::Listing;
use super::{
    engine::engine,
    exit::Exit,
    open_files::OpenFiles,
    terminal::{print, say},
};
use crate::{
    components::{self, Components},
    config::{Config, checks::mistakes},
    metrics::Metrics,
    reload::{ChainStatus, Problem, Reload, Sources, StartError},
    server::Tls,
};
use sluice_event::PseudonymKey;
use sluice_identity::Authenticator;
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

/// The command line of `check`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The configuration
    #[arg(value_name = "FILE")]
    config: PathBuf,
    /// Pull components that are not in the cache, as `serve` does; without this, they are named and not checked
    #[arg(long)]
    pull: bool,
    /// Check for `sluice dev`, whose stand-in for Genesys Authentication takes the place of `auth.url`
    #[arg(long)]
    dev: bool,
    /// Print also the settings that are at their default
    #[arg(long)]
    all: bool,
}

/// As the stand-in of `dev` has one; nobody is asked.
const STAND_IN: &str = "http://127.0.0.1:1";

/// Reads the configuration, certificates and every filter in it; opens no port.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    let stand_in = arguments.dev.then(|| ("TELEMETRY_SERVICES_AUTH".to_owned(), STAND_IN.to_owned()));
    let variables = std::env::vars().chain(stand_in).collect();
    let sources = Sources { file: arguments.config.clone(), variables };
    let loaded = Config::load_with_sources(&sources.file, sources.variables.iter().cloned());
    let (config, setting_sources) = match loaded {
        Ok(loaded) => loaded,
        Err(error) => {
            say(error.when_asked());
            return Exit::Usage;
        }
    };
    config.variables.notices().for_each(say);
    config.warnings().into_iter().for_each(|warning| say(format!("warning: {warning}")));
    let unusable = unusable_files(&config);
    if !unusable.is_empty() {
        unusable.into_iter().for_each(say);
        return Exit::Failed;
    }
    let files = OpenFiles::of(&config);
    let listing = Listing { shows_all: arguments.all, is_dev: arguments.dev };
    let settings = listing.lines(&config, &setting_sources, &files);
    let memory = config.memory_plan().map(|plan| format!("memory: {plan}"));
    let components = match components(arguments.pull, &config) {
        Ok(components) => components,
        Err(error) => {
            say(format!("starting the thread that pulls: {error}"));
            return Exit::Failed;
        }
    };
    let unpulled = unpulled(&components, &config);
    if !unpulled.is_empty() {
        print(format!("{}: good so far; what has yet to be pulled was not checked:", arguments.config.display()));
        unpulled.into_iter().for_each(print);
        settings.into_iter().for_each(print);
        return Exit::Good;
    }
    let pulled = components.pulled(&config);
    match load(sources, config, components) {
        Ok(checked) if checked.problems.is_empty() => {
            print(format!("{}: good; {} filters load", arguments.config.display(), checked.filters));
            for (reference, found) in pulled.iter().filter(|(reference, found)| reference != found) {
                print(format!("{reference} was pulled as {found}"));
            }
            settings.into_iter().for_each(print);
            print(files);
            memory.into_iter().for_each(print);
            Exit::Good
        }
        Ok(checked) => {
            for (tenant, problem) in &checked.problems {
                problem.why.iter().for_each(|why| say(format!("tenant {tenant}: {why}")));
            }
            let is_refused = checked.problems.values().any(|problem| problem.state == ChainStatus::Refused);
            if is_refused { Exit::Filter } else { Exit::Good }
        }
        Err(error) => {
            if let Some(StartError::Filters(errors)) = error.downcast_ref() {
                mistakes::listed_when_asked(errors).into_iter().for_each(say);
                return Exit::of_filters(errors);
            }
            say(error);
            Exit::Failed
        }
    }
}

/// Files beside the filters that `serve` could not start with, and too few of them.
fn unusable_files(config: &Config) -> Vec<String> {
    let tls = config.server.tls.as_ref().map(Tls::load).transpose();
    let tls = tls.err().map(|error| format!("server.tls: {error}"));
    let auth = Authenticator::check_config(&config.auth).err().map(|error| format!("auth: {error}"));
    let files = OpenFiles::of(config).connections().err().map(|error| error.to_string());
    tls.into_iter().chain(auth).chain(files).collect()
}

fn components(pulls: bool, config: &Config) -> std::io::Result<Components> {
    if pulls { Components::pulling(config) } else { Ok(Components::cached_only(config)) }
}

/// What the operator's own file names and nobody has pulled; none where that is done now.
fn unpulled(components: &Components, config: &Config) -> Vec<String> {
    let mut config = config.clone();
    components.wait_for_all(&mut config);
    components::pending(config.filters())
}

struct Checked {
    filters: usize,
    problems: BTreeMap<String, Problem>,
}

fn load(
    sources: Sources,
    config: Config,
    components: Components,
) -> Result<Checked, Box<dyn std::error::Error + Send + Sync>> {
    let metrics = Arc::new(Metrics::new()?);
    let engine = engine(&config, &metrics)?;
    let mut reload = Reload::start(sources, config, components, engine, metrics, PseudonymKey::drawn()?)?;
    reload.compile();
    let (tenants, status) = (reload.tenants(), reload.status());
    let filters = tenants.load().chains().map(|(_, chain)| chain.describe().len()).sum();
    Ok(Checked { filters, problems: status.problems() })
}
