//! One file for each subcommand, and the exit codes of all.

pub mod addresses;
pub mod check;
pub mod compile;
pub mod dev;
pub(crate) mod engine;
pub(crate) mod exit;
pub mod filter;
mod listeners;
mod open_files;
pub mod serve;
pub(crate) mod terminal;

pub use exit::{EXIT_CODES, Exit};

use clap::Subcommand;
use sluice_sandbox::LoaderCommand;
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
    /// Check a configuration: read it, load its filters, and say whether `serve` would start
    #[command(after_help = EXIT_CODES)]
    Check(check::Arguments),
    /// Compile the filters of a configuration ahead, for an image
    #[command(after_help = EXIT_CODES)]
    Compile(compile::Arguments),
    /// Make, build, test, compare, sign and publish filters
    #[command(subcommand)]
    Filter(filter::Command),
    /// Load one filter in this process: what `serve` starts for each filter
    #[command(hide = true, name = LoaderCommand::SUBCOMMAND)]
    LoadFilter,
}

/// Runs a command to its end.
#[must_use]
pub fn run(command: Command) -> ExitCode {
    match command {
        Command::Serve(arguments) => serve::run(arguments).into(),
        Command::Dev(arguments) => dev::run(&arguments).into(),
        Command::Check(arguments) => check::run(&arguments).into(),
        Command::Compile(arguments) => compile::run(arguments).into(),
        Command::Filter(command) => filter::run(command).into(),
        Command::LoadFilter => sluice_sandbox::loader_main(),
    }
}
