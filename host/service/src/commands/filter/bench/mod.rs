//! `sluice filter bench FILE.wasm --events FILE`.

mod measured;
mod report;

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use super::{
    author::{self, Author, Shown, Source},
    recorded,
};
use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use measured::Measured;
use sluice_sandbox::ChainEnd;

/// Runs that are not counted: they find nothing in any cache.
const WARM_UP: Duration = Duration::from_millis(200);

/// The command line of `filter bench`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component
    #[arg(value_name = "FILE.wasm", required_unless_present = "chain")]
    component: Option<PathBuf>,
    /// Measure the filters of a tenant's chain.toml instead, with their settings, permissions and limits
    #[arg(long, value_name = "FILE", conflicts_with_all = ["component", "config"])]
    chain: Option<PathBuf>,
    /// The filter's settings, a file of JSON
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Events: a body as a client sends it (plain JSON, OTLP, Faro), one event or body a line, or lines of the service
    /// [default: stdin]
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// How long to measure
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=3600))]
    seconds: u64,
    /// Print JSON: one object a filter
    #[arg(long)]
    json: bool,
    /// Where compiled filters are kept between two calls
    #[arg(long, value_name = "DIR", default_value_os_t = author::default_store())]
    store: PathBuf,
}

/// Runs the events again and again, and says what each filter costs beside what it may cost.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    match measure(arguments) {
        Ok(filters) => {
            for filter in &filters {
                if arguments.json {
                    print(report::json(filter));
                } else {
                    report::text(filter).iter().for_each(print);
                }
            }
            if filters.iter().all(Measured::is_within_limits) { Exit::Good } else { Exit::Filter }
        }
        Err((exit, texts)) => {
            texts.into_iter().for_each(say);
            exit
        }
    }
}

fn measure(arguments: &Arguments) -> Result<Vec<Measured>, (Exit, Vec<String>)> {
    let usage = |text: String| (Exit::Usage, vec![text]);
    let settings = author::read_settings(arguments.config.as_deref()).map_err(usage)?;
    let source = match (&arguments.chain, &arguments.component) {
        (Some(chain), _) => Source::Chain(chain),
        (None, Some(component)) => Source::Component(component, settings),
        (None, None) => return Err(usage("name a component, or a chain with --chain".to_owned())),
    };
    let bodies = recorded::read(arguments.events.as_ref()).map_err(usage)?;
    let author = Author::new(&arguments.store).map_err(|text| (Exit::Failed, vec![text]))?;
    let chain = author.load(&source, Shown::NoContent).map_err(|texts| (Exit::Filter, texts))?;
    let mut filters: Vec<Measured> = chain.describe().iter().map(|_| Measured::default()).collect();
    let started = Instant::now();
    let end = started + WARM_UP + Duration::from_secs(arguments.seconds);
    for body in bodies.iter().cycle() {
        let now = Instant::now();
        if now >= end {
            break;
        }
        let is_measured = now >= started + WARM_UP;
        let batch = recorded::decode(body).map_err(|error| usage(error.to_string()))?;
        let events = batch.len();
        let mut place = 0;
        let ended = chain.run_observed(batch, &recorded::context(&body.sender), |run, _| {
            if let (true, Some(filter)) = (is_measured, filters.get_mut(place)) {
                filter.add(run, events);
            }
            place += 1;
        });
        if matches!(ended, ChainEnd::Busy) {
            return Err((Exit::Failed, vec!["no sandbox was free".to_owned()]));
        }
    }
    Ok(filters)
}
