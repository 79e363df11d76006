//! `sluice filter bench FILE.wasm --events FILE`.

mod measured;
mod report;

use std::time::{Duration, Instant};

use super::{
    author::{Author, Shown},
    recorded,
    source::Source,
    subject::Subject,
};
use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use measured::Measured;
use sluice_sandbox::ChainEnd;
use sluice_wire::recording::RecordedBody;

/// Runs that are not counted: they find nothing in any cache.
const WARM_UP: Duration = Duration::from_millis(200);

/// Bodies whose instructions are counted.
const MAX_COUNTED: usize = 10_000;

/// The command line of `filter bench`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    subject: Subject,
    /// How long to measure
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..=3600))]
    seconds: u64,
    /// Print JSON: one object a filter
    #[arg(long)]
    json: bool,
    /// Do not count instructions, for which the filter is compiled once more
    #[arg(long)]
    no_instructions: bool,
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

type Failed = (Exit, Vec<String>);

fn usage(text: String) -> Failed {
    (Exit::Usage, vec![text])
}

fn failed(text: String) -> Failed {
    (Exit::Failed, vec![text])
}

fn measure(arguments: &Arguments) -> Result<Vec<Measured>, Failed> {
    let source = arguments.subject.source().map_err(usage)?;
    let bodies = arguments.subject.bodies().map_err(usage)?;
    let author = Author::new(&arguments.subject.store).map_err(failed)?;
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
        let batch = recorded::decode(body).map_err(|error| usage(arguments.subject.describe(&error)))?;
        let events = batch.len();
        let mut place = 0;
        let ended = chain.run_observed(batch, &recorded::context(&body.sender), |run, _| {
            if let (true, Some(filter)) = (is_measured, filters.get_mut(place)) {
                filter.add(run, events);
            }
            place += 1;
        });
        if matches!(ended, ChainEnd::Busy) {
            return Err(failed("no sandbox was free".to_owned()));
        }
    }
    if !arguments.no_instructions {
        count_instructions(arguments, &source, &bodies, &mut filters)?;
    }
    Ok(filters)
}

/// Runs each body once in an engine that counts, which makes runs slower.
fn count_instructions(
    arguments: &Arguments,
    source: &Source<'_>,
    bodies: &[RecordedBody],
    filters: &mut [Measured],
) -> Result<(), Failed> {
    let author = Author::counting_instructions(&arguments.subject.store).map_err(failed)?;
    let chain = author.load(source, Shown::NoContent).map_err(|texts| (Exit::Filter, texts))?;
    for body in bodies.iter().take(MAX_COUNTED) {
        let batch = recorded::decode(body).map_err(|error| usage(arguments.subject.describe(&error)))?;
        let mut place = 0;
        chain.run_observed(batch, &recorded::context(&body.sender), |run, _| {
            if let (Some(filter), Some(instructions)) = (filters.get_mut(place), run.instructions) {
                filter.instructions.push(instructions);
            }
            place += 1;
        });
    }
    Ok(())
}
