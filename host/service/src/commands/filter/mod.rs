//! `sluice filter`: for the people who write filters.

pub(crate) mod author;
pub mod bench;
pub mod build;
mod changes;
pub mod compare;
pub mod inspect;
pub mod new;
pub(crate) mod recorded;
pub mod registry;
pub mod run;
mod shown;
pub(crate) mod source;
pub(crate) mod subject;
pub mod test;

use super::exit::{EXIT_CODES, Exit};
use clap::Subcommand;
use registry::{keygen, pull, push, sign};

/// What can be asked of `sluice filter`.
#[derive(Subcommand)]
pub enum Command {
    /// Make a new filter in Rust, TypeScript, Python or C, with a case to test it by
    #[command(after_help = EXIT_CODES)]
    New(new::Arguments),
    /// Build a filter into a component; the files in its directory tell its language
    #[command(after_help = EXIT_CODES)]
    Build(build::Arguments),
    /// Run a filter on its cases, through the engine that runs in production
    #[command(after_help = EXIT_CODES)]
    Test(test::Arguments),
    /// Run events through a filter or a chain, and show what each step does to them
    #[command(after_help = EXIT_CODES)]
    Run(run::Arguments),
    /// Say where two versions of a filter treat the same events differently
    #[command(after_help = EXIT_CODES)]
    Compare(compare::Arguments),
    /// Say what a filter or a chain costs on events, beside what it may cost
    #[command(after_help = EXIT_CODES)]
    Bench(bench::Arguments),
    /// Say what a component is called and what it imports, without running it
    #[command(after_help = EXIT_CODES)]
    Inspect(inspect::Arguments),
    /// Make a key to sign filters with
    #[command(after_help = EXIT_CODES)]
    Keygen(keygen::Arguments),
    /// Sign where a component comes from, which of its cases pass, and what it imports
    #[command(after_help = EXIT_CODES)]
    Sign(sign::Arguments),
    /// Push a component to an OCI registry, with what is attested of it
    #[command(after_help = EXIT_CODES)]
    Push(push::Arguments),
    /// Pull a component from an OCI registry, with what is attested of it
    #[command(after_help = EXIT_CODES)]
    Pull(pull::Arguments),
}

/// Runs a command to its end.
#[must_use]
pub fn run(command: Command) -> Exit {
    match command {
        Command::New(arguments) => new::run(&arguments),
        Command::Build(arguments) => build::run(arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Run(arguments) => run::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Keygen(arguments) => keygen::run(&arguments),
        Command::Sign(arguments) => sign::run(&arguments),
        Command::Push(arguments) => push::run(&arguments),
        Command::Pull(arguments) => pull::run(&arguments),
    }
}
