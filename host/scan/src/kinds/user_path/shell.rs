//! What a shell, its commands and their errors show around a path.

use crate::text::bytes::{at, back, before, is_digit, is_word};
use crate::text::steps::steps;

/// Of a line before a path.
const LONGEST_LINE: usize = 96;
/// Commands whose arguments are paths.
#[rustfmt::skip]
const COMMANDS: [&[u8]; 46] = [
    b"cp", b"mv", b"rm", b"ls", b"ll", b"cd", b"du", b"df", b"tar", b"chown", b"chmod", b"chgrp", b"rsync", b"scp", b"sftp", b"find",
    b"mkdir", b"rmdir", b"cat", b"stat", b"mount", b"umount", b"useradd", b"usermod", b"userdel", b"adduser", b"touch", b"ln", b"grep",
    b"zip", b"unzip", b"vi", b"vim", b"nano", b"docker", b"podman", b"setfacl", b"getfacl", b"chcon", b"restorecon", b"tail", b"head",
    b"less", b"pushd", b"source", b"git",
];
/// Those that have the path right behind them.
const INTERPRETERS: [&[u8]; 7] = [b"bash", b"sh", b"zsh", b"python", b"python3", b"root", b"alias"];
/// What is said of a path before it, somewhere in the line.
#[rustfmt::skip]
const ERRORS_BEFORE: [&[u8]; 11] = [
    b"ENOENT", b"EACCES", b"EPERM", b"Errno", b"o such file", b"ermission denied", b"FileNotFound", b"NoSuchFile", b"annot find module",
    b"git repository", b"inotify",
];
/// What is said of a path behind it.
#[rustfmt::skip]
const ERRORS: [&[u8]; 15] = [
    b": permission denied", b": no such file", b": cannot open", b": cannot access", b": is a directory", b": not a directory",
    b": directory not empty", b": file exists", b": command not found", b": operation not permitted", b": read-only file system",
    b": input/output error", b": failed to open", b" type ext", b" (deleted)",
];

/// Whether the path that begins at `slash` is an argument of a command, or stands in a list of files with permissions or sizes.
pub(super) fn is_argument(text: &[u8], slash: usize) -> bool {
    if !matches!(before(text, slash), b' ' | b'\t' | b'=' | b'\'' | b'"') {
        return false;
    }
    let least = slash.saturating_sub(LONGEST_LINE);
    steps(slash - least);
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r' | b';' | b'|' | b'&' | b'`' | b'(' | b'"' | b'\'');
    // Not a quote before the path itself.
    let begun = text[least..slash - 1].iter().rposition(ends);
    if begun.is_none() && least > 0 {
        return false;
    }
    let line = &text[least + begun.map_or(0, |place| place + 1)..slash];
    let mut words = line.split(|byte| matches!(byte, b' ' | b'\t' | b'"' | b'\'')).filter(|word| !word.is_empty());
    let is_command = |word: &&[u8]| {
        let name = word.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        COMMANDS.contains(&name.strip_suffix(b":").unwrap_or(name))
    };
    let is_run = line
        .split(|byte| *byte == b' ')
        .rfind(|word| !word.is_empty())
        .is_some_and(|word| INTERPRETERS.contains(&word));
    let is_device = |word: &[u8]| word.starts_with(b"/dev/");
    is_run
        || has_permissions(line)
        || has_size(line)
        || words.clone().any(is_device)
        || words.by_ref().take(2).any(|word| is_command(&word))
}

/// Whether the line before the path that begins at `slash` is that of an error about a file.
pub(super) fn follows_error(text: &[u8], slash: usize) -> bool {
    let window = &text[slash.saturating_sub(LONGEST_LINE)..slash];
    steps(window.len());
    let line = &window[memchr::memrchr(b'\n', window).map_or(0, |place| place + 1)..];
    ERRORS_BEFORE.iter().any(|error| memchr::memmem::find(line, error).is_some())
}

/// `drwxr-xr-x`.
fn has_permissions(line: &[u8]) -> bool {
    matches!(line, [b'd' | b'-' | b'l', b'r' | b'-', b'w' | b'-', b'x' | b'-' | b's', b'r' | b'-', b'w' | b'-', ..])
}

/// `4.0K`, with a tab or a blank behind it, and nothing else.
fn has_size(line: &[u8]) -> bool {
    let size = line.trim_ascii();
    let number = size.iter().take_while(|byte| is_digit(**byte) || **byte == b'.').count();
    number > 0 && matches!(&size[number..], b"K" | b"M" | b"G" | b"T")
}

/// `user@host:` or another path and `:` before `slash`: of copies, prompts and lists of paths.
pub(super) fn follows_host_or_path(text: &[u8], slash: usize) -> bool {
    const LONGEST: usize = 64;
    if before(text, slash) != b':' {
        return false;
    }
    let is_part = |byte: u8| is_word(byte) || matches!(byte, b'@' | b'.' | b'-' | b'_' | b'/' | b'$' | b'~');
    let length = (2..=LONGEST).take_while(|distance| is_part(back(text, slash, *distance))).count();
    steps(length);
    let token = &text[slash - 1 - length..slash - 1];
    token.contains(&b'@') || token.first() == Some(&b'/') && !token.starts_with(b"//")
}

/// `-I/home`, `-L/home`, `-v /home`.
pub(super) fn follows_option(text: &[u8], slash: usize) -> bool {
    let blank = usize::from(before(text, slash) == b' ');
    let letter = back(text, slash, blank + 1);
    let is_option =
        if blank == 0 { matches!(letter, b'I' | b'L') } else { matches!(letter, b'v' | b'C' | b'w' | b'd') };
    is_option && back(text, slash, blank + 2) == b'-' && !is_word(back(text, slash, blank + 3))
}

/// Whether an error about the path that ends at `end` follows it.
pub(super) fn precedes_error(text: &[u8], end: usize) -> bool {
    let end = end + usize::from(matches!(at(text, end), b'\'' | b'"' | b')'));
    let rest = &text[end.min(text.len())..];
    ERRORS.iter().any(|error| rest.get(..error.len()).is_some_and(|found| found.eq_ignore_ascii_case(error)))
}

/// Whether the method of a request stands before a path.
pub(super) fn follows_method(text: &[u8], slash: usize) -> bool {
    const METHODS: [&[u8]; 7] = [b"GET", b"POST", b"PUT", b"PATCH", b"DELETE", b"HEAD", b"OPTIONS"];
    before(text, slash) == b' '
        && METHODS
            .iter()
            .any(|method| text[..slash - 1].ends_with(method) && !is_word(back(text, slash, method.len() + 2)))
}
