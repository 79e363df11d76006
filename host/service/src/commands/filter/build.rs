//! `sluice filter build DIR…`.

use crate::{
    commands::{
        exit::Exit,
        terminal::{print, say},
    },
    guest_build::{self, BuildOptions},
};
use sluice_sandbox::inspect_file;
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The command line of `filter build`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Filters' directories, each with a Cargo.toml (Rust), package.json (TypeScript), pyproject.toml (Python) or
    /// filter.toml (C)
    #[arg(value_name = "DIR", default_value = ".")]
    directories: Vec<PathBuf>,
    /// Where the component goes, instead of `target/filters/NAME.wasm` of the filter's workspace
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where intermediate results go, instead of `target/guests` of the filter's workspace, or the user's cache
    #[arg(long, value_name = "DIR")]
    target_dir: Option<PathBuf>,
    /// Show what the compiler shows
    #[arg(long, short)]
    verbose: bool,
}

/// Builds, and prints the path of each component.
#[must_use]
pub fn run(arguments: Arguments) -> Exit {
    let Arguments { directories, output, target_dir, verbose } = arguments;
    if output.is_some() && directories.len() > 1 {
        say("--output names one file; build one filter at a time with it");
        return Exit::Usage;
    }
    let options = BuildOptions { output, target_dir, verbose };
    for directory in &directories {
        let started = Instant::now();
        match guest_build::build(directory, &options) {
            Ok(component) => {
                say(describe(&component, started.elapsed()));
                print(component.display());
            }
            Err(error) => {
                say(error);
                return Exit::Failed;
            }
        }
    }
    Exit::Good
}

/// What was built: its name, size and interfaces, and how long it took.
fn describe(component: &Path, took: Duration) -> String {
    let took = took.as_secs_f64();
    match inspect_file(component) {
        Ok(found) => {
            let short =
                |import: &String| import.trim_start_matches("sluice:filter/").split('@').next().map(str::to_owned);
            let imports: Vec<String> = found.imports.iter().filter_map(short).collect();
            let imports = if imports.is_empty() { "nothing".to_owned() } else { imports.join(", ") };
            format!(
                "{} {}: {} bytes, imports {imports}, exports configure, warm-up, process; {took:.1} s",
                found.name.unwrap_or_default(),
                found.version.unwrap_or_default(),
                found.bytes
            )
        }
        // It may be built for another program than this one.
        Err(refusal) => format!("{}: built in {took:.1} s, but {refusal}", component.display()),
    }
}
