//! `sluice filter`: for the people who write filters.

pub mod build;
pub mod inspect;
pub mod new;
pub mod test;

use super::exit::{EXIT_CODES, Exit};
use clap::Subcommand;

/// What can be asked of `sluice filter`.
#[derive(Subcommand)]
pub enum Command {
    /// Make a new filter in Rust, with a case to test it by
    #[command(after_help = EXIT_CODES)]
    New(new::Arguments),
    /// Build a filter written in Rust into a component
    #[command(after_help = EXIT_CODES)]
    Build(build::Arguments),
    /// Run a component on cases, through the engine that runs in production
    #[command(after_help = EXIT_CODES)]
    Test(test::Arguments),
    /// Say what a component is called and what it imports, without running it
    #[command(after_help = EXIT_CODES)]
    Inspect(inspect::Arguments),
}

/// Runs a command to its end.
#[must_use]
pub fn run(command: Command) -> Exit {
    match command {
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
    }
}
