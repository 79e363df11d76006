//! `sluice filter run FILE.wasm < EVENTS`.

pub(crate) mod batch;
mod report;
pub(crate) mod step;

use super::{
    author::{Author, Shown},
    recorded,
    subject::Subject,
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
    #[command(flatten)]
    subject: Subject,
    /// Print the lines that would be written, and nothing else
    #[arg(long, conflicts_with = "json")]
    lines: bool,
    /// Print JSON: one object a batch
    #[arg(long)]
    json: bool,
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
    let source = arguments.subject.source().map_err(usage)?;
    let bodies = arguments.subject.bodies().map_err(usage)?;
    let author = Author::new(&arguments.subject.store).map_err(|text| (Exit::Failed, vec![text]))?;
    let chain = author.load(&source, Shown::Content).map_err(|texts| (Exit::Filter, texts))?;
    let mut exit = Exit::Good;
    for (number, body) in (1..).zip(&bodies) {
        let stages = [(&chain, recorded::context(&body.sender))];
        let run = batch::run(&stages, body).map_err(|error| usage(arguments.subject.describe(&error)))?;
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
