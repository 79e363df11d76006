//! `sluice filter compare OLD NEW --events FILE`.

pub(crate) mod compared;
mod kept;
mod meaning;
mod receipts;
pub(crate) mod report;
pub(crate) mod tally;

use std::path::{Path, PathBuf};

use super::{
    author::{self, Author, Shown},
    recorded,
    source::Source,
};
use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use compared::compare_batch;
use sluice_sandbox::Chain;
use tally::Tally;

/// The command line of `filter compare`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component that is in use, or a chain.toml
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The component or chain.toml that would replace it
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Events: a body as a client sends it (plain JSON, OTLP, Faro, Sentry, Datadog, a browser's reports), one event or body a line,
    /// or lines of the service
    /// [default: stdin]
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// The settings of both, a file of JSON
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The settings of NEW, where they are others
    #[arg(long, value_name = "FILE")]
    new_config: Option<PathBuf>,
    /// Fail on every difference, not only where NEW takes less away or fails
    #[arg(long)]
    strict: bool,
    /// Fail if NEW takes more than this times the processor time of OLD
    #[arg(long, value_name = "FACTOR")]
    max_slowdown: Option<f64>,
    /// Show an example of each difference; it has content of events
    #[arg(long)]
    values: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Where compiled filters are kept between two calls
    #[arg(long, value_name = "DIR", default_value_os_t = author::default_store())]
    store: PathBuf,
}

/// Runs the events through both, and says in which places the results differ.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    match compare(arguments) {
        Ok(tally) => {
            if arguments.json {
                print(report::json(&tally, arguments.values));
            } else {
                report::text(&tally, arguments.values).iter().for_each(print);
            }
            let slower = arguments.max_slowdown.is_some_and(|most| tally.slowdown() > most);
            let differs = arguments.strict && tally.differs();
            if tally.takes_less() || slower || differs { Exit::Filter } else { Exit::Good }
        }
        Err((exit, texts)) => {
            texts.into_iter().for_each(say);
            exit
        }
    }
}

fn compare(arguments: &Arguments) -> Result<Tally, (Exit, Vec<String>)> {
    let usage = |text: String| (Exit::Usage, vec![text]);
    let bodies = recorded::read(arguments.events.as_ref()).map_err(usage)?;
    let author = Author::new(&arguments.store).map_err(|text| (Exit::Failed, vec![text]))?;
    let new_config = arguments.new_config.as_deref().or(arguments.config.as_deref());
    let old = load(&author, &arguments.old, arguments.config.as_deref())?;
    let new = load(&author, &arguments.new, new_config)?;
    let mut tally = Tally::default();
    let unreadable = |error: String| usage(recorded::describe(arguments.events.as_ref(), &error));
    for body in &bodies {
        let pair = compare_batch(body, &old, &new).map_err(unreadable)?;
        tally.add(pair);
    }
    Ok(tally)
}

fn load(author: &Author, file: &Path, config: Option<&Path>) -> Result<Chain, (Exit, Vec<String>)> {
    let is_chain = file.extension().is_some_and(|extension| extension == "toml");
    let source = if is_chain { Source::chain(file) } else { Source::component(file, config) };
    let source = source.map_err(|text| (Exit::Usage, vec![text]))?;
    author.load(&source, Shown::NoContent).map_err(|texts| (Exit::Filter, texts))
}
