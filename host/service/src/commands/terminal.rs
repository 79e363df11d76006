//! What commands say to a person.

use super::exit::Exit;
use std::{
    fmt::Display,
    io::{self, ErrorKind, IsTerminal, Write},
    process,
};

/// A text for the person at the terminal.
pub(crate) fn say(text: impl Display) {
    // Where stderr cannot be written, nobody can be told.
    let _ = writeln!(io::stderr(), "{text}");
}

/// A result for the person, or the program, that reads stdout. Commands other than `serve` and `dev` print theirs.
pub(crate) fn print(text: impl Display) {
    match writeln!(io::stdout(), "{text}") {
        Ok(()) => {}
        // A reader such as `head` has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => {
            say(format!("writing to stdout: {error}"));
            process::exit(Exit::Failed as i32);
        }
    }
}

/// A text on one line, cut after `most` characters, without anything that a terminal would obey.
pub(crate) fn harmless(text: &str, most: usize) -> String {
    let mut out = String::new();
    for (number, character) in text.chars().enumerate() {
        if number == most {
            out.push('…');
            break;
        }
        if character.is_control() || is_format(character) {
            out.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

/// Marks that change the direction of what follows, and breaks of lines.
fn is_format(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}')
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
