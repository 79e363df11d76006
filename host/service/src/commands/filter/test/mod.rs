//! `sluice filter test`.

mod coverage;
mod inputs;
mod junit;
mod mutation;
mod report;
mod tested;
mod told;
mod watch;

use super::{
    author::{self, Author, Shown},
    source::Source,
};
use crate::{
    commands::{exit::Exit, terminal::say},
    config::checks::mistakes,
    guest_build::CASES,
};
use coverage::Coverage;
use inputs::Failed;
use sluice_sandbox::test_case::{CaseRun, TestCase};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};
use tested::Tested;

/// The command line of `filter test`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The component, or a filter's directory, which is built first
    #[arg(value_name = "FILE.wasm|DIR", default_value = ".")]
    filter: PathBuf,
    /// The directory of cases [default: `cases` in the filter's directory, or those that the component brings];
    /// `filters/README.md` describes them
    #[arg(long, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// Write what the filter makes of each case that fails into its expected.jsonl; look at the difference afterwards
    #[arg(long)]
    update: bool,
    /// Also run the cases with one of the filter's rules disabled at a time, and list what no case notices
    #[arg(long, conflicts_with = "update")]
    mutate: bool,
    /// Run again whenever the filter or its cases change
    #[arg(long, conflicts_with_all = ["update", "junit"])]
    watch: bool,
    /// Where compiled filters are kept between two calls
    #[arg(long, value_name = "DIR", default_value_os_t = author::default_store())]
    store: PathBuf,
    /// Print JSON: one object a case
    #[arg(long)]
    json: bool,
    /// Also write the results to this file, in the XML of JUnit
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

/// Runs every case and says which hold.
#[must_use]
pub fn run(arguments: &Arguments) -> Exit {
    if !arguments.watch {
        return run_once(arguments);
    }
    loop {
        let before = watch::Snapshot::of(&watched(arguments));
        let _ = run_once(arguments);
        say("waiting for a change; end with Ctrl-C");
        before.wait_for_change(&watched(arguments));
    }
}

fn watched(arguments: &Arguments) -> Vec<PathBuf> {
    std::iter::once(arguments.filter.clone()).chain(arguments.cases.clone()).collect()
}

fn run_once(arguments: &Arguments) -> Exit {
    match try_run(arguments) {
        Ok(exit) => exit,
        Err((exit, text)) => {
            say(text);
            exit
        }
    }
}

fn try_run(arguments: &Arguments) -> Result<Exit, Failed> {
    let author = Author::new(&arguments.store).map_err(|text| (Exit::Failed, text))?;
    // What is wrong with cases is known sooner than a filter is built.
    let directory = arguments.cases.clone().or_else(|| {
        let beside = arguments.filter.join(CASES);
        beside.is_dir().then_some(beside)
    });
    let from_directory =
        directory.as_deref().map(inputs::read_cases).transpose().map_err(|mistake| (Exit::Usage, mistake))?;
    let component = inputs::component(&arguments.filter)?;
    let cases = match from_directory {
        Some(cases) => cases,
        None => inputs::embedded_cases(&component)?,
    };
    let counting = cases.iter().any(|case| case.max_instructions.is_some());
    let counting = counting.then(|| Author::counting_instructions(&arguments.store)).transpose();
    let counting = counting.map_err(|text| (Exit::Failed, text))?;
    let mut coverage = Coverage::of(&component);
    let mut all = Vec::new();
    for case in &cases {
        let started = Instant::now();
        let author = counting.as_ref().filter(|_| case.max_instructions.is_some()).unwrap_or(&author);
        let (told, result) = told::by(|| run_case(case, author, &component));
        let (differences, run) = result;
        if let Some(run) = run {
            coverage.add(case, &run.runs);
            if let (true, false, Some(directory)) = (arguments.update, differences.is_empty(), &directory) {
                update(&directory.join(&case.name), case, &run)?;
            }
        }
        let tested = Tested { name: case.name.clone(), differences, told, took: started.elapsed() };
        report::case(&tested, arguments.json);
        all.push(tested);
    }
    report::end(&all, &coverage, arguments.json);
    let is_good = all.iter().all(|tested| tested.differences.is_empty());
    let mut is_noticed = true;
    // A case that fails would notice everything.
    if arguments.mutate && is_good {
        let unnoticed = mutation::unnoticed(&cases, &author, &component).map_err(|text| (Exit::Filter, text))?;
        is_noticed = unnoticed.is_empty();
        report::mutations(&unnoticed, arguments.json);
    }
    if let Some(file) = &arguments.junit {
        let name = component.file_stem().unwrap_or_default().to_string_lossy();
        fs::write(file, junit::document(&name, &all))
            .map_err(|error| (Exit::Failed, format!("writing {}: {error}", file.display())))?;
    }
    Ok(if (is_good && is_noticed) || arguments.update { Exit::Good } else { Exit::Filter })
}

/// What differs, and the run if there was one.
fn run_case(case: &TestCase, author: &Author, component: &Path) -> (Vec<String>, Option<CaseRun>) {
    match author.load(&Source::Component(component, case.config.clone()), Shown::Content) {
        Ok(chain) => {
            let run = case.run(&chain);
            (mistakes::listed(run.differences.clone()), Some(run))
        }
        Err(errors) => (mistakes::listed(errors), None),
    }
}

fn update(directory: &Path, case: &TestCase, run: &CaseRun) -> Result<(), Failed> {
    // What a filter that failed leaves is nothing to expect.
    if run.runs.iter().any(|run| run.outcome != sluice_sandbox::Outcome::Ok) {
        return Ok(());
    }
    let file = directory.join("expected.jsonl");
    fs::write(&file, case.expected_text_of(run))
        .map_err(|error| (Exit::Failed, format!("writing {}: {error}", file.display())))?;
    say(format!("{} has been written", file.display()));
    Ok(())
}
