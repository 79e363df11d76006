//! `sluice filter run FILE.wasm < EVENTS`.

pub(crate) mod batch;
mod report;
pub(crate) mod step;

use std::path::PathBuf;

use super::{
    author::{self, Author, Shown, Source},
    recorded,
};
use crate::commands::{
    exit::Exit,
    terminal::{print, say},
};
use batch::BatchRun;
use sluice_sandbox::Outcome;

/// The command line of `filter run`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component
    #[arg(value_name = "FILE.wasm", required_unless_present = "chain")]
    component: Option<PathBuf>,
    /// Run the filters of a tenant's chain.toml instead, with their settings, permissions and limits
    #[arg(long, value_name = "FILE", conflicts_with_all = ["component", "config"])]
    chain: Option<PathBuf>,
    /// The filter's settings, a file of JSON
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Events: a body as a client sends it (plain JSON, OTLP, Faro), one event or body a line, or lines of the service
    /// [default: stdin]
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// Print the lines that would be written, and nothing else
    #[arg(long, conflicts_with = "json")]
    lines: bool,
    /// Print JSON: one object a batch
    #[arg(long)]
    json: bool,
    /// Where compiled filters are kept between two calls
    #[arg(long, value_name = "DIR", default_value_os_t = author::default_store())]
    store: PathBuf,
}

/// Runs the events through the filters, and shows what each of them did.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    match try_run(arguments) {
        Ok(exit) => exit,
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

fn try_run(arguments: &Arguments) -> Result<Exit, Failed> {
    let settings = author::read_settings(arguments.config.as_deref()).map_err(usage)?;
    let source = match (&arguments.chain, &arguments.component) {
        (Some(chain), _) => Source::Chain(chain),
        (None, Some(component)) => Source::Component(component, settings),
        (None, None) => return Err(usage("name a component, or a chain with --chain".to_owned())),
    };
    let bodies = recorded::read(arguments.events.as_ref()).map_err(usage)?;
    let author = Author::new(&arguments.store).map_err(|text| (Exit::Failed, vec![text]))?;
    let chain = author.load(&source, Shown::Content).map_err(|texts| (Exit::Filter, texts))?;
    let mut exit = Exit::Good;
    for (number, body) in (1..).zip(&bodies) {
        let stages = [(&chain, recorded::context(&body.sender))];
        let run = batch::run(&stages, body).map_err(|error| usage(error.to_string()))?;
        if run.steps.iter().any(|step| step.run.outcome != Outcome::Ok) {
            exit = Exit::Filter;
        }
        show(number, &run, arguments, bodies.len());
    }
    Ok(exit)
}

fn show(number: usize, run: &BatchRun, arguments: &Arguments, batches: usize) {
    if arguments.lines {
        run.lines.iter().for_each(|line| print(&line.text));
    } else if arguments.json {
        print(report::json(number, run));
    } else {
        report::text(number, run, batches).iter().for_each(print);
    }
}
