//! `sluice check FILE`: whether `serve` would start.

use super::{Exit, print, say};
use crate::{
    config::Config,
    event::PseudonymKey,
    metrics::Metrics,
    reload::{Problem, Reload, Sources, StartError},
    server::Tls,
};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

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
    let sources = Sources { file: arguments.config.clone(), variables: std::env::vars().collect() };
    let config = match Config::load(&sources.file, sources.variables.iter().cloned()) {
        Ok(config) => config,
        Err(error) => {
            say(error);
            return Exit::Usage;
        }
    };
    match load(sources, config) {
        Ok(checked) if checked.problems.is_empty() => {
            print(format!("{}: good; {} filters load", arguments.config.display(), checked.filters));
            Exit::Good
        }
        Ok(checked) => {
            for (tenant, problem) in checked.problems {
                problem.why.iter().for_each(|why| say(format!("tenant {tenant}: {why}")));
            }
            Exit::Filter
        }
        Err(error) => {
            let refused =
                error.downcast_ref::<StartError>().is_some_and(|error| matches!(error, StartError::Filters(_)));
            say(error);
            if refused { Exit::Filter } else { Exit::Failed }
        }
    }
}

struct Checked {
    filters: usize,
    problems: BTreeMap<String, Problem>,
}

fn load(sources: Sources, config: Config) -> Result<Checked, Box<dyn std::error::Error + Send + Sync>> {
    let metrics = Arc::new(Metrics::new()?);
    config.server.tls.as_ref().map(Tls::load).transpose()?;
    let engine = super::engine(&config, Arc::clone(&metrics))?;
    let mut reload = Reload::start(sources, config, engine, metrics, PseudonymKey::drawn()?)?;
    reload.compile();
    let (tenants, status) = (reload.tenants(), reload.status());
    let filters = tenants.load().chains().map(|(_, chain)| chain.describe().len()).sum();
    Ok(Checked { filters, problems: status.problems() })
}
