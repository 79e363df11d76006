//! What commands say to a person.

use std::io::IsTerminal;

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

/// Colours, where stdout is a terminal and nobody has asked for none (<https://no-color.org>).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    colours: bool,
}

impl Style {
    /// For what is printed on stdout.
    pub(crate) fn of_stdout() -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { colours: std::io::stdout().is_terminal() && !unwanted }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.paint("32", text)
    }

    pub(crate) fn bad(self, text: &str) -> String {
        self.paint("31", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colours { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
