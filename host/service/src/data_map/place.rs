//! Names in a place: those that a program gives are shown, ids and values are not.

use super::row::Row;
use sluice_event::Step;
use sluice_scan::Scanner;

/// In the place of an index, an id, or a name that may be a value.
const ANY: &str = "*";
/// The key of all places that are not told apart.
pub(super) const OTHER: &str = "*\n*\nvalue\nother";
/// What lies deeper than places go.
const BELOW: &str = "**";
const VALUE: &str = "value";
const NAME: &str = "name";
/// Longest name that is shown, bytes.
const MAX_NAME: usize = 48;
/// Longest path, bytes. What lies deeper is in `**`.
const MAX_PATH: usize = 256;
/// Most digits that a name has: `line2`, `sha256`.
const MAX_DIGITS: usize = 3;

/// The parts of the key of a place. They are lines of one text, so that looking a place up makes no texts.
pub(super) struct Parts<'a> {
    pub(super) event: &'a str,
    pub(super) application: &'a str,
    /// `value` or `name`.
    pub(super) part: &'static str,
    pub(super) path: &'a str,
}

impl<'a> Parts<'a> {
    /// Of a key.
    pub(super) fn of(key: &'a str) -> Self {
        let mut parts = key.split('\n');
        let mut next = || parts.next().unwrap_or_default();
        let (event, application, part, path) = (next(), next(), next(), next());
        Self { event, application, part: if part == NAME { NAME } else { VALUE }, path }
    }

    /// The key, unless a part is more than a line.
    pub(super) fn key(&self) -> Option<String> {
        let Self { event, application, part, path } = self;
        let is_key = [event, application, path].iter().all(|part| !part.contains('\n'));
        is_key.then(|| format!("{event}\n{application}\n{part}\n{path}"))
    }

    /// Of a row.
    pub(super) fn of_row(row: &'a Row) -> Self {
        let part = if row.part == NAME { NAME } else { VALUE };
        Self { event: &row.event, application: &row.application, part, path: &row.place }
    }

    /// The key without the path, and without the line before it.
    pub(super) fn push_origin(key: &mut String, event: &str, application: &str) {
        key.push_str(event);
        key.push('\n');
        push_application(key, application);
    }

    /// Appends whether the name or the value is meant.
    pub(super) fn push_part(key: &mut String, is_name: bool) {
        key.push('\n');
        key.push_str(if is_name { NAME } else { VALUE });
        key.push('\n');
    }
}

/// Appends a step to a key whose path begins at `start`, as a JSON Pointer has it.
pub(super) fn push_step(key: &mut String, start: usize, step: Step<'_>) {
    if key.ends_with(BELOW) {
        return;
    }
    key.push('/');
    key.push_str(match step {
        Step::Below => BELOW,
        _ if key.len() - start > MAX_PATH - MAX_NAME => BELOW,
        Step::Member(name) if is_name(name) => name,
        Step::Member(_) | Step::Any => ANY,
    });
}

/// Appends the name of an application: as a name, in which blanks may stand.
fn push_application(label: &mut String, application: &str) {
    let is_known = application.split(' ').all(is_name) && application.len() <= MAX_NAME;
    label.push_str(if application.is_empty() || is_known { application } else { ANY });
}

/// The key, with `*` for each name in which a built-in kind finds something.
pub(super) fn without_values(key: &str, scanner: &Scanner) -> String {
    let mut found = Vec::new();
    let mut safe = |text: &str| {
        found.clear();
        scanner.find(text, &mut found);
        if found.is_empty() { text.to_owned() } else { ANY.to_owned() }
    };
    let Parts { event, application, part, path } = Parts::of(key);
    let steps: Vec<String> = path.split('/').map(&mut safe).collect();
    format!("{event}\n{}\n{part}\n{}", safe(application), steps.join("/"))
}

/// Whether a program calls something so: letters, with few digits between them.
fn is_name(step: &str) -> bool {
    let bytes = step.as_bytes();
    let has_good_bytes = bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-.$".contains(byte));
    let begins_well = bytes.first().is_some_and(|byte| byte.is_ascii_alphabetic() || b"_$".contains(byte));
    has_good_bytes && begins_well && bytes.len() <= MAX_NAME && !is_id(bytes)
}

/// Digits in several places, many of them, or nothing but hexadecimal digits.
fn is_id(bytes: &[u8]) -> bool {
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    let runs = bytes.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    let runs = runs.filter(|run| run[0].is_ascii_digit()).count();
    let is_hex = digits > 0 && bytes.len() >= 6 && bytes.iter().all(u8::is_ascii_hexdigit);
    digits > MAX_DIGITS || runs > 1 && digits > 2 || is_hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_programs_are_shown_and_ids_and_values_are_not() {
        let shown = ["message", "http.request.header.content_type", "sha256", "line_1", "_id", "$set", "utf8", "x-b3"];
        let hidden = ["0", "17", "4111111111111111", "ann@example.org", "a b", "", "größe", "[redacted:email]", "a/b"];
        let ids = ["f3a9c2e1", "3f0c2a4e-6f1b-4d55-9b3a-0f2c7b1a8e01", "usr_8842", "a1b2c3", "10.1.2.3", "fe80::1"];
        assert!(shown.iter().all(|name| is_name(name)), "{:?}", shown.map(is_name));
        assert!(
            !hidden.iter().chain(&ids).any(|name| is_name(name)),
            "{:?} {:?}",
            hidden.map(is_name),
            ids.map(is_name)
        );
    }

    #[test]
    fn a_path_has_an_end() {
        let mut path = String::new();
        (0..100).for_each(|_| push_step(&mut path, 0, Step::Member("a-name-of-some-length")));
        assert!(path.len() <= MAX_PATH && path.ends_with("/**"), "{path}");
    }

    #[test]
    fn an_application_may_have_blanks_in_its_name() {
        let label = |application| {
            let mut label = String::new();
            push_application(&mut label, application);
            label
        };
        assert_eq!(label("Workspace Web Edition"), "Workspace Web Edition");
        assert_eq!(label("of ann@example.org"), "*");
        assert_eq!(label(""), "");
    }
}
