//! Columns whose heading names a secret: `name,token` above `crm,…`, with commas, semicolons, tabs or bars between; and two columns, the
//! first of which names what the second one holds.

use super::cell;
use crate::kinds::secret::authorization::{self, is_authorization};
use crate::kinds::secret::codes::is_code;
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::kinds::secret::said::value::is_phrase;
use crate::kinds::secret::value::{is_one_word, is_secret};
use crate::text::steps::{step, steps};

const LONGEST_HEADING: usize = 512;
const LONGEST_FIELD: usize = 48;
/// Of the rows that are looked at.
const LONGEST: usize = 4096;
const MOST_COLUMNS: usize = 4;
/// Headings over names and over what they name.
const NAMING: &[&[u8]] = &[
    b"name",
    b"key",
    b"header",
    b"setting",
    b"parameter",
    b"variable",
    b"property",
    b"field",
    b"option",
    b"attribute",
];

/// What names the secrets of a table.
struct Heading {
    separator: u8,
    separators: usize,
    /// Columns that hold secrets, and whether those have schemes.
    columns: [Option<(usize, Told, bool)>; MOST_COLUMNS],
    /// Whether the first of two columns names what the second one holds.
    has_names: bool,
}

/// Hands the secrets below the line that ends at `newline`, if that is a heading, to `found`, and says how far it was looked at.
pub(crate) fn find(text: &[u8], newline: usize, names: &SecretNames, found: &mut impl FnMut(usize, usize)) -> usize {
    let Some(heading) = heading(text, newline, names) else { return 0 };
    let mut start = newline + 1;
    for row in text[start..text.len().min(start + LONGEST)].split(|byte| *byte == b'\n') {
        steps(row.len());
        let is_rule = row.iter().all(|byte| matches!(byte, b'|' | b'-' | b'+' | b':' | b' ' | b'\r'));
        let separators = memchr::memchr_iter(heading.separator, row).count();
        if row.is_empty() || !is_rule && separators != heading.separators {
            break;
        }
        if !is_rule {
            secrets_of_row(row, &heading, names, &mut |from, to| found(start + from, start + to));
        }
        start += row.len() + 1;
    }
    start.min(text.len())
}

/// Whether a heading ends at the newline, with a secret below it.
pub(crate) fn may_end(text: &[u8], newline: usize, names: &SecretNames) -> bool {
    let mut has_one = false;
    find(text, newline, names, &mut |_, _| has_one = true);
    has_one
}

fn heading(text: &[u8], newline: usize, names: &SecretNames) -> Option<Heading> {
    let least = newline.saturating_sub(LONGEST_HEADING);
    let start = memchr::memrchr(b'\n', &text[least..newline]).map_or(least, |place| least + place + 1);
    steps(newline - start);
    let line = &text[start..newline];
    let separator = *line.iter().find(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'))?;
    if start > 0 && start == least {
        return None;
    }
    let mut heading = Heading { separator, separators: 0, columns: [None; MOST_COLUMNS], has_names: false };
    let mut columns = heading.columns.iter_mut();
    let (mut from, mut first, mut words) = (0, None, 0);
    for field in line.split(|byte| *byte == separator) {
        step();
        let (open, close) = cell(line, from, from + field.len());
        let is_blank = open == close;
        let word = &line[open..close];
        // Something of a log may stand before the first one.
        if word.len() > LONGEST_FIELD && heading.separators > 0 {
            return None;
        }
        if let Some(told) = told(line, open, close, names)
            && let Some(column) = columns.next()
        {
            *column = Some((heading.separators, told.0, told.1));
        }
        if !is_blank {
            heading.has_names = words == 1 && word.eq_ignore_ascii_case(b"value") && first.is_some_and(is_naming);
            first = first.or(Some(word));
            words += 1;
        }
        from += field.len() + 1;
        heading.separators += 1;
    }
    heading.separators -= 1;
    (heading.has_names || heading.columns[0].is_some()).then_some(heading)
}

fn is_naming(word: &[u8]) -> bool {
    NAMING.iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// What the whole cell names, and whether its value has a scheme.
fn told(line: &[u8], start: usize, end: usize, names: &SecretNames) -> Option<(Told, bool)> {
    if start == end || !names.may_end(line, end) {
        return None;
    }
    let name = Name::label_before(line, end);
    let told = names.told_by(&name).filter(|told| name.start <= start && !matches!(told, Told::Parameter(_)))?;
    Some((told, is_authorization(&name)))
}

fn secrets_of_row(row: &[u8], heading: &Heading, names: &SecretNames, found: &mut impl FnMut(usize, usize)) {
    let (mut from, mut last) = (0, None);
    for (index, field) in row.split(|byte| *byte == heading.separator).enumerate() {
        let (open, close) = cell(row, from, from + field.len());
        let column =
            heading.columns.iter().flatten().find(|column| column.0 == index).map(|column| (column.1, column.2));
        let told_here = if heading.has_names { last } else { column };
        if let Some((told, has_scheme)) = told_here
            && let Some((start, end)) = secret(row, (open, close), told, has_scheme, names)
        {
            found(start, end);
        }
        last = told(row, open, close, names);
        from += field.len() + 1;
    }
}

fn secret(
    row: &[u8],
    (start, end): (usize, usize),
    told: Told,
    has_scheme: bool,
    names: &SecretNames,
) -> Option<(usize, usize)> {
    if has_scheme {
        return authorization::find(&row[..end], start, None);
    }
    let value = &row[start..end];
    let is_one = match told {
        Told::Digits => is_code(value),
        _ => is_one_word(value) || is_phrase(value) || value.len() > 3 && value.iter().all(u8::is_ascii_digit),
    };
    // What is said of a field has parentheses: `varchar(255)`.
    (is_one && !value.contains(&b'(') && is_secret(value, told, names)).then_some((start, end))
}
