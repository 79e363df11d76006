//! Dispatch.
#![allow(clippy::print_stderr, reason = "what a command says goes there")]

use sluice::guest_build::{BuildOptions, build};
use std::process::ExitCode;

fn main() -> ExitCode {
    for dir in std::env::args_os().skip(3) {
        match build(dir.as_ref(), &BuildOptions::default()) {
            Ok(path) => eprintln!("{}", path.display()),
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
