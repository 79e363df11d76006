//! `sluice filter`: for the people who write filters.

pub mod build;
pub mod inspect;
pub mod new;
pub mod test;

use super::Exit;
use clap::Subcommand;

/// What can be asked of `sluice filter`.
#[derive(Subcommand)]
pub enum Command {
    /// Make a new filter in Rust, with a case to test it by
    New(new::Arguments),
    /// Build a filter written in Rust into a component
    Build(build::Arguments),
    /// Run a component on cases, through the engine that runs in production
    Test(test::Arguments),
    /// Say what a component is called and what it imports, without running it
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
