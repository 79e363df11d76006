//! What commands say to a person.

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
