//! How mistakes are said. Their number is up to whoever wrote the file, so it must not decide how long a log or a page gets; and
//! what stands in the file may be a secret, so its values are not quoted.

use std::borrow::Cow;

/// Mistakes that are listed of one file or one chain; a person mends a few and looks again.
const LISTED: usize = 10;
/// The same for a person who has asked for them.
const LISTED_WHEN_ASKED: usize = 100;
/// Characters of one mistake that are shown, since it may name what somebody wrote.
const SHOWN_CHARS: usize = 500;

/// The first ten, and a line that counts the rest.
#[must_use]
pub(crate) fn listed<T: ToString>(mistakes: impl IntoIterator<Item = T>) -> Vec<String> {
    first(LISTED, mistakes)
}

/// The first hundred, and a line that counts the rest: for a terminal.
#[must_use]
pub(crate) fn listed_when_asked<T: ToString>(mistakes: impl IntoIterator<Item = T>) -> Vec<String> {
    first(LISTED_WHEN_ASKED, mistakes)
}

fn first<T: ToString>(count: usize, mistakes: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut mistakes = mistakes.into_iter();
    let mut listed: Vec<String> = mistakes.by_ref().take(count).map(|mistake| mistake.to_string()).collect();
    match mistakes.count() {
        0 => {}
        1 => listed.push("and 1 more mistake".to_owned()),
        more => listed.push(format!("and {more} more mistakes")),
    }
    listed
}

/// Where a text stops being TOML, and why.
#[must_use]
pub(crate) fn not_toml(text: &str, error: &toml::de::Error) -> String {
    let before = text.get(..error.span().map_or(0, |span| span.start)).unwrap_or_default();
    let (line, start) = (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |end| end + 1));
    let column = before[start..].chars().count() + 1;
    shortened(&format!("not TOML: line {line}, column {column}: {}", without_value(error.message())))
}

/// What is wrong with a value, and in which of its keys. Not what it is.
#[must_use]
pub(crate) fn described(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let keys = text.trim().strip_prefix(error.message()).unwrap_or_default().trim();
    shortened(&format!("{} {keys}", without_value(error.message())).trim().replace('\n', " "))
}

/// What is wrong with JSON, in terms of JSON.
#[must_use]
pub(crate) fn described_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let Some((found, rest)) = text.rsplit_once(", expected ") else { return shortened(&text) };
    let (expected, place) = rest.split_at(rest.rfind(" at line ").unwrap_or(rest.len()));
    let expected = match in_terms_of_toml(expected) {
        "a table" => "an object",
        other => other,
    };
    shortened(&format!("{found}, expected {expected}{place}"))
}

/// Takes the value out of a message of serde: `invalid type: string "…", expected u64`, "unknown variant `…`, expected `a`".
fn without_value(message: &str) -> Cow<'_, str> {
    let quotes_value =
        ["invalid type: ", "invalid value: ", "unknown variant "].iter().any(|what| message.starts_with(what));
    match message.rsplit_once(", expected ").filter(|_| quotes_value) {
        Some((found, expected)) => {
            let kind = found.split(['"', '`']).next().unwrap_or_default().trim_end();
            let kind = kind.strip_suffix(": unit variant").unwrap_or(kind);
            // A table inside a table says in lines of their own where the value is.
            let (expected, place) = expected.split_at(expected.find('\n').unwrap_or(expected.len()));
            format!("{kind}, expected {}{place}", in_terms_of_toml(expected)).into()
        }
        None if message == "invalid socket address syntax" => format!("expected {SOCKET_ADDRESS}").into(),
        None => message.into(),
    }
}

const SOCKET_ADDRESS: &str = "an address and a port, as in \"127.0.0.1:8107\"";

/// What serde expects, said in terms of TOML instead of Rust.
fn in_terms_of_toml(expected: &str) -> &str {
    match expected {
        "u8" => "an integer from 0 to 255",
        "u16" => "an integer from 0 to 65535",
        "u32" => "an integer from 0 to 4294967295",
        "u64" | "usize" => "an integer that is not negative",
        "f64" => "a number",
        "string only" => "a string",
        "path string" => "a path",
        "socket address" => SOCKET_ADDRESS,
        "a sequence" => "an array",
        "a map" => "a table",
        _ if expected.starts_with("struct ") => "a table",
        _ => expected,
    }
}

/// A text that is cut where it is long.
#[must_use]
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_are_listed_and_the_rest_is_counted() {
        assert_eq!(listed(0..10).len(), 10);
        assert_eq!(listed(0..11).last().unwrap(), "and 1 more mistake");
        let many = listed(0..20_000);
        assert_eq!((many.len(), many[9].as_str(), many[10].as_str()), (11, "9", "and 19990 more mistakes"));
        let asked = listed_when_asked(0..20_000);
        assert_eq!((asked.len(), asked[99].as_str(), asked[100].as_str()), (101, "99", "and 19900 more mistakes"));
    }

    #[test]
    fn a_long_mistake_is_cut_between_characters() {
        assert_eq!(shortened("ü"), "ü");
        assert_eq!(shortened(&"ü".repeat(600)).chars().count(), SHOWN_CHARS + 1);
    }

    #[test]
    fn no_value_of_a_file_is_quoted() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        enum Policy {
            Skip,
            Reject,
        }
        #[derive(Debug, serde::Deserialize)]
        #[allow(dead_code, reason = "read and not used")]
        struct Section {
            policy: Policy,
            number: std::collections::BTreeMap<String, u64>,
        }
        let said = |text: &str| match text.parse::<toml::Table>() {
            Err(error) => not_toml(text, &error),
            Ok(table) => described(&table.try_into::<Section>().unwrap_err()),
        };
        for (text, words) in [
            ("a = 1\npassword = \"hunter2", "not TOML: line 2, column"),
            ("x = [hunter2]", "not TOML: line 1, column"),
            ("policy = \"hunter2\"", "unknown variant, expected `skip` or `reject` in `policy`"),
            ("policy = \"hunter2, expected \\\"x\"", "unknown variant, expected `skip` or `reject`"),
            (
                "policy = \"skip\"\nnumber = { of = \"hunter2\" }",
                "invalid type: string, expected an integer that is not negative in `number.of`",
            ),
            ("policy = \"skip\"\nnumber = [\"hunter2\"]", "invalid type: sequence, expected a table in `number`"),
        ] {
            let said = said(text);
            assert!(said.contains(words) && !said.contains("hunter2"), "{said}");
        }
    }
}
