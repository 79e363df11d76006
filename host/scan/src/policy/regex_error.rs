//! Why an expression does not compile, in one line.

use super::limits::MAX_REGEX_BYTES;

/// Why an expression does not compile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegexError {
    /// It is too long.
    #[error("has {bytes} bytes, {MAX_REGEX_BYTES} are allowed")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// It is malformed, or its automaton is too large.
    #[error("cannot be compiled: {said}")]
    Refused {
        /// What the compiler says.
        said: String,
    },
}

impl From<regex::Error> for RegexError {
    fn from(error: regex::Error) -> RegexError {
        RegexError::Refused { said: in_one_line(&error.to_string()) }
    }
}

/// What is wrong and where, of a message that draws it: the expression on a line, `^` below the place, then `error: …`.
fn in_one_line(drawn: &str) -> String {
    let Some((above, what)) = drawn.rsplit_once("error: ") else {
        return drawn.split_whitespace().collect::<Vec<_>>().join(" ");
    };
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_marker = |line: &&str| line.contains('^') && line.chars().all(|one| matches!(one, ' ' | '^'));
    // An expression of several lines has their numbers before them.
    let lines: Vec<&str> = above.lines().collect();
    match lines.as_slice() {
        [_, _, marker] if is_marker(marker) => {
            let indented = marker.chars().position(|one| one == '^').unwrap_or_default();
            format!("{what}, at character {}", indented.saturating_sub(INDENT) + 1)
        }
        _ => what,
    }
}

/// Blanks before the expression and the marker.
const INDENT: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    fn said(source: &str) -> String {
        RegexError::from(regex::Regex::new(source).unwrap_err()).to_string()
    }

    #[test]
    fn the_place_is_a_number_and_the_message_one_line() {
        assert_eq!(said("("), "cannot be compiled: unclosed group, at character 1");
        assert_eq!(
            said("äb[z-a]"),
            "cannot be compiled: invalid character class range, the start must be <= the end, at character 4"
        );
        assert_eq!(said(r"a\y"), "cannot be compiled: unrecognized escape sequence, at character 2");
        for source in ["(?x)\n a\n (", "(?=a)", "error: (", "\n^\n(", r"\w{1000}{1000}"] {
            let said = said(source);
            assert!(
                !said.contains('\n') && said.starts_with("cannot be compiled: ") && said.len() < 160,
                "{source:?}: {said}"
            );
        }
    }
}
