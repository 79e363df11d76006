//! `sluice check FILE`: whether `serve` would start.

use super::{Exit, print, say};
use crate::{
    config::Config,
    filter::{Chains, FilterEngine},
    metrics::Metrics,
};
use std::{path::PathBuf, sync::Arc};

/// The command line of `check`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The configuration
    #[arg(value_name = "FILE")]
    config: PathBuf,
}

/// Reads the configuration and loads every filter in it; opens no port.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    let config = match Config::load(&arguments.config) {
        Ok(config) => config,
        Err(error) => {
            say(error);
            return Exit::Usage;
        }
    };
    let engine = match Metrics::new().map_err(|error| error.to_string()).and_then(|metrics| {
        FilterEngine::new(&config, Arc::new(metrics)).map_err(|error| error.to_string())
    }) {
        Ok(engine) => engine,
        Err(error) => {
            say(format!("setting up the sandbox: {error}"));
            return Exit::Failed;
        }
    };
    match Chains::load(&engine, &config) {
        Ok(chains) => {
            print(format!("{}: good; {} filters load", arguments.config.display(), chains.filters()));
            Exit::Good
        }
        Err(errors) => {
            for error in errors {
                say(error);
            }
            Exit::Filter
        }
    }
}
