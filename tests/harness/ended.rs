use std::process::{Command, Stdio};

/// A command that has ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it said.
    pub stderr: String,
}

/// Runs a command to its end.
pub fn run(mut command: Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("running {command:?}: {error}"));
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}
