//! `sluice filter build DIR`.

use crate::{
    commands::{Exit, print, say},
    guest_build::{self, BuildOptions},
};
use std::path::PathBuf;

/// The command line of `filter build`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The filter's directory, with its Cargo.toml
    #[arg(value_name = "DIR")]
    directory: PathBuf,
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

/// Builds, and prints the path of the component.
#[must_use]
pub fn run(arguments: Arguments) -> Exit {
    let Arguments { directory, output, target_dir, verbose } = arguments;
    match guest_build::build(&directory, &BuildOptions { output, target_dir, verbose }) {
        Ok(component) => {
            print(component.display());
            Exit::Good
        }
        Err(error) => {
            say(error);
            Exit::Failed
        }
    }
}
