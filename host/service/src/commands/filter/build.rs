//! `sluice filter build DIR…`.

use crate::{
    commands::{
        exit::Exit,
        terminal::{print, say},
    },
    guest_build::{self, BuildOptions},
};
use std::path::PathBuf;

/// The command line of `filter build`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Filters' directories, each with its Cargo.toml
    #[arg(value_name = "DIR", required = true)]
    directories: Vec<PathBuf>,
    /// Where the component goes, instead of `target/filters/NAME.wasm` of the filter's workspace
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where intermediate results go, instead of `target/guests` of the filter's workspace
    #[arg(long, value_name = "DIR")]
    target_dir: Option<PathBuf>,
    /// Show what cargo shows
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
        match guest_build::build(directory, &options) {
            Ok(component) => print(component.display()),
            Err(error) => {
                say(error);
                return Exit::Failed;
            }
        }
    }
    Exit::Good
}
