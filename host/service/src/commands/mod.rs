//! One file for each subcommand, and the exit codes of all.

pub mod addresses;
pub mod check;
pub mod dev;
pub mod filter;
pub mod serve;

use clap::Subcommand;
use sluice_sandbox::{FilterEngine, LoaderCommand};
use std::process::ExitCode;

/// What can be asked of the binary.
#[derive(Subcommand)]
pub enum Command {
    /// Serve: events on port 8107, metrics on port 9107, lines on stdout
    #[command(after_help = EXIT_CODES)]
    Serve(serve::Arguments),
    /// Serve on this machine with example filters and a stand-in for Genesys Authentication
    #[command(after_help = EXIT_CODES)]
    Dev(dev::Arguments),
    /// Say whether `serve` would start with a configuration: reads it and loads its filters
    #[command(after_help = EXIT_CODES)]
    Check(check::Arguments),
    /// Make, build, test and look into filters
    #[command(subcommand)]
    Filter(filter::Command),
    /// Load one filter in this process: what `serve` starts for each filter
    #[command(hide = true, name = LoaderCommand::SUBCOMMAND)]
    LoadFilter,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All went well.
    Good = 0,
    /// Something outside failed: a port, a file, a thread.
    Failed = 1,
    /// The configuration or the command line is wrong.
    Usage = 2,
    /// A filter was refused, or its cases do not hold.
    Filter = 3,
    /// Nobody reads stdout any more.
    StdoutClosed = 4,
    /// The time to drain ran out before everything was written and answered.
    NotDrained = 5,
}

/// For `--help`.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  all went well; after SIGTERM: everything that was accepted has been written
  1  something outside failed: a port, a file, a thread
  2  the configuration or the command line is wrong
  3  a filter was refused, or its cases do not hold
  4  stdout was closed by its reader
  5  the time to drain ran out before everything was written and answered";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs a command to its end.
#[must_use]
pub fn run(command: Command) -> ExitCode {
    match command {
        Command::Serve(arguments) => serve::run(arguments).into(),
        Command::Dev(arguments) => dev::run(&arguments).into(),
        Command::Check(arguments) => check::run(&arguments).into(),
        Command::Filter(command) => filter::run(command).into(),
        Command::LoadFilter => sluice_sandbox::loader_main(),
    }
}

/// The engine of a configuration, with this executable as the loader of its filters.
pub(crate) fn engine(
    config: &crate::config::Config,
    metrics: std::sync::Arc<crate::metrics::Metrics>,
) -> Result<std::sync::Arc<FilterEngine>, Box<dyn std::error::Error + Send + Sync>> {
    Ok(FilterEngine::new(
        &config.pool,
        &config.store,
        LoaderCommand::this_executable()?,
        std::sync::Arc::clone(&metrics.filters),
    )?)
}

/// A text for the person at the terminal.
#[allow(clippy::print_stderr, reason = "this is the one place that talks to a person at a terminal")]
pub(crate) fn say(text: impl std::fmt::Display) {
    eprintln!("{text}");
}

/// A result for the person, or the program, that reads stdout.
#[allow(clippy::print_stdout, reason = "commands other than `serve` and `dev` print their result")]
pub(crate) fn print(text: impl std::fmt::Display) {
    println!("{text}");
}
