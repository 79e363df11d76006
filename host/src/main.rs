//! Sluice.

use std::process::ExitCode;

fn main() -> ExitCode {
    sluice::filter::loader_main()
}
