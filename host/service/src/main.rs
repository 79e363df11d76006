//! `sluice`: parses the command line, dispatches, and maps every end to an exit code.

use clap::Parser;
use sluice::commands::{Command, run};
use std::process::ExitCode;

/// Many small, short-lived allocations of several threads are what this serves best.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A telemetry edge: browsers' events in, through sandboxed WebAssembly filters, JSON lines out on stdout.
#[derive(Parser)]
#[command(name = "sluice", version, about, after_help = sluice::commands::EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    run(Arguments::parse().command)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_defined() {
        super::Arguments::command().debug_assert();
    }
}
