//! Which `/home/…` is a directory, and not a page of a site.

use super::lists::{DIRECTORIES, TELLING};
use super::path_start::{begins_path, follows_file_host, follows_linux, follows_root, follows_scheme};
use super::shell;
use crate::text::bytes::{at, back, follows, is_word};
use crate::text::steps::steps;

/// Of a path after the name that is looked at.
const NEAR: usize = 160;

/// Whether the path whose `/home` begins at `slash` and whose name ends at `end` is one of a file system.
pub(super) fn begins(text: &[u8], slash: usize, end: usize) -> bool {
    // Where some systems keep `/home`.
    let is_rooted = follows_root(text, slash) || follows_linux(text, slash) || follows_file_host(text, slash);
    if is_rooted || follows_scheme(text, slash) {
        return true;
    }
    // `ann:x:1000:1000::/home/ann:/bin/bash`.
    let is_account = text[end..].starts_with(b":/bin/")
        || text[end..].starts_with(b":/usr/bin/")
        || text[end..].starts_with(b":/sbin/");
    let is_shown = || {
        shell::is_argument(text, slash)
            || shell::follows_host_or_path(text, slash)
            || shell::precedes_error(text, path_end(text, end))
            || shell::follows_error(text, slash)
            || text[end..].starts_with(b":/")
    };
    let begins =
        begins_path(text, slash) && (is_told(text, slash) || is_account || leads_to_file(text, end) || is_shown());
    begins || shell::follows_option(text, slash)
}

/// The end of the path that goes on at `end`.
fn path_end(text: &[u8], end: usize) -> usize {
    let rest = &text[end..text.len().min(end + NEAR)];
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'@' | b'+');
    let length = rest.iter().take_while(is_part).count();
    steps(length);
    end + length
}

fn is_told(text: &[u8], slash: usize) -> bool {
    const MOST_BETWEEN: usize = 6;
    let is_between = |byte: u8| matches!(byte, b' ' | b'=' | b':' | b'"' | b'\'' | b'(' | b'\\');
    let between = (1..=MOST_BETWEEN).take_while(|distance| is_between(back(text, slash, *distance))).count();
    between > 0 && TELLING.iter().any(|word| follows(text, slash - between, word))
}

/// Whether what follows the name is a file with an extension, or in a directory that homes have.
fn leads_to_file(text: &[u8], end: usize) -> bool {
    if at(text, end) != b'/' {
        return false;
    }
    let rest = &text[end + 1..text.len().min(end + NEAR)];
    let path =
        rest.iter().take_while(|byte| is_word(**byte) || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'@' | b'+'));
    let path = &rest[..path.count()];
    steps(path.len());
    // Of the sentence.
    let path = path.strip_suffix(b".").unwrap_or(path);
    let first = path.split(|byte| *byte == b'/').next().unwrap_or_default();
    let last = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    let is_hidden = first.len() > 1 && first[0] == b'.' && first[1] != b'.';
    DIRECTORIES.contains(&first) || is_hidden || has_extension(last) || names_directory(rest)
}

/// Whether a directory begins the path whose name is not in ASCII.
fn names_directory(rest: &[u8]) -> bool {
    DIRECTORIES.iter().any(|name| {
        !name.is_ascii() && rest.starts_with(name) && !is_word(at(rest, name.len())) && at(rest, name.len()) < 0x80
    })
}

/// `.js`, `.py`, `.log`; not `.html`, which pages have.
fn has_extension(name: &[u8]) -> bool {
    const LONGEST_EXTENSION: usize = 10;
    let Some(dot) = name.iter().rposition(|byte| *byte == b'.') else { return false };
    let extension = &name[dot + 1..];
    dot > 0
        && (1..=LONGEST_EXTENSION).contains(&extension.len())
        && extension.iter().all(u8::is_ascii_alphanumeric)
        && extension.iter().any(u8::is_ascii_alphabetic)
        && ![b"html".as_slice(), b"htm", b"php", b"aspx", b"jsp"].contains(&extension)
}
