//! `sluice check FILE`: whether `serve` would start.

use super::{Exit, print, say};
use crate::{
    config::Config,
    filter::{Chains, ChainsError},
    metrics::Metrics,
    server::Tls,
};
use std::{path::PathBuf, sync::Arc};

/// The command line of `check`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The configuration
    #[arg(value_name = "FILE")]
    config: PathBuf,
}

/// Reads the configuration, the certificate and every filter in it; opens no port.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    let config = match Config::load(&arguments.config, std::env::vars()) {
        Ok(config) => config,
        Err(error) => {
            say(error);
            return Exit::Usage;
        }
    };
    match load(&config) {
        Ok(filters) => {
            print(format!("{}: good; {filters} filters load", arguments.config.display()));
            Exit::Good
        }
        Err(error) => {
            let refused =
                error.downcast_ref::<ChainsError>().is_some_and(|error| matches!(error, ChainsError::Filters(_)));
            say(error);
            if refused { Exit::Filter } else { Exit::Failed }
        }
    }
}

fn load(config: &Config) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    config.server.tls.as_ref().map(Tls::load).transpose()?;
    let engine = super::engine(config, Arc::new(Metrics::new()?))?;
    Ok(Chains::load(&engine, config)?.filters())
}
