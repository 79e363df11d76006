//! `sluice compile FILE`: compiles every filter of a configuration ahead, for an image.

use super::engine::engine;
use super::exit::Exit;
use super::terminal::{print, say};
use crate::components::Components;
use crate::config::Config;
use crate::metrics::Metrics;
use crate::tenants::chains::ChainLoader;
use sluice_event::PseudonymKey;
use sluice_sandbox::{LoadError, LoadMode, settings::store::Cpu};
use std::{path::PathBuf, sync::Arc};

/// The command line of `compile`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The configuration
    #[arg(value_name = "FILE")]
    config: PathBuf,
    /// The directory that `store.prebuilt_directory` names, for which only this user may have rights while it is written
    #[arg(long, value_name = "DIRECTORY")]
    output: PathBuf,
}

/// Nobody is asked: filters do not depend on it.
const NO_AUTHENTICATION: &str = "http://127.0.0.1:1";

/// Compiles the filters of the edge chain, the default chain and the tenants in the file, for any processor of this
/// architecture. A service whose `store.cpu` is "baseline" can use them.
#[must_use]
pub fn run(arguments: Arguments) -> Exit {
    let variables = [("TELEMETRY_SERVICES_AUTH".to_owned(), NO_AUTHENTICATION.to_owned())];
    let mut config = match Config::load(&arguments.config, variables.into_iter()) {
        Ok(config) => config,
        Err(error) => {
            say(error);
            return Exit::Usage;
        }
    };
    config.store.directory.clone_from(&arguments.output);
    config.store.prebuilt_directory = None;
    config.store.cpu = Cpu::Baseline;
    match compile(&mut config) {
        Ok(filters) => {
            print(format!("{}: {filters} filters, for any processor of this architecture", arguments.output.display()));
            Exit::Good
        }
        Err((exit, error)) => {
            say(error);
            exit
        }
    }
}

/// How many filters there are, or how to end and why.
fn compile(config: &mut Config) -> Result<usize, (Exit, String)> {
    let metrics = Arc::new(Metrics::new().map_err(outside)?);
    let engine = engine(config, &metrics).map_err(outside)?;
    Components::pulling(config).map_err(outside)?.wait_for_all(config);
    let config = &*config;
    let key = PseudonymKey::drawn().map_err(outside)?;
    let loader = ChainLoader::new(&engine, config, &key, None).map_err(outside)?;
    let said = |errors: Vec<LoadError>| {
        let texts: Vec<_> = errors.iter().map(ToString::to_string).collect();
        (Exit::of_filters(&errors), texts.join("\n"))
    };
    let mut filters = loader.edge().map_err(said)?.describe().len() + loader.default().map_err(said)?.describe().len();
    for (id, tenant) in &config.tenants {
        let chain = loader.of_tenant(id, tenant, LoadMode::Compile).map_err(said)?;
        filters += chain.map_or(0, |chain| chain.describe().len());
    }
    Ok(filters)
}

fn outside(error: impl ToString) -> (Exit, String) {
    (Exit::Failed, error.to_string())
}
