//! Names of users in the paths of their directories: `/home/NAME/…`, `/Users/NAME/…`, `C:\Users\NAME\…`, `C:\Documents and Settings\NAME\…`. Only the name is
//! the match.
//!
//! `/Users/` begins a path, stands after a drive (`C:/Users/`, `/c/Users/`, `/mnt/c/Users/`) or after a scheme
//! (`file:///Users/`), in a volume (`/Volumes/NAME/Users/`) or on a host (`\\\\HOST\\Users\\`, `\\\\HOST\\home$\\`). `/home/` is also a page of many sites, so it begins a path whose file or directory is told: by
//! `file://`, by a name such as `HOME=` or `cwd:` before it, or by what follows: a file with an extension, a directory
//! that begins with a dot or is one that people have in their homes. Accounts of systems (`ubuntu`, `runner`, `Public`)
//! are nobody's.

mod home;
mod lists;
mod path_start;
mod shell;

use crate::text::bytes::{at, before};
use crate::text::steps::step;
use lists::{ACCOUNTS, MOST_BACKSLASHES};
use path_start::{begins_path, follows_device, follows_drive, follows_host, follows_root, follows_volume};

/// `useradd` allows 32; Windows has 20, and directories of domains are `name.DOMAIN`.
const LONGEST: usize = 64;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for slash in memchr::memchr2_iter(b'/', b'\\', text) {
        step();
        if slash < floor {
            continue;
        }
        if let Some((start, end)) = name_after(text, slash) {
            found(start, end);
            floor = end;
        }
    }
}

/// The name in the path whose `/home` or `/Users` begins at `slash`.
pub(crate) fn name_after(text: &[u8], slash: usize) -> Option<(usize, usize)> {
    const HOME: &[u8] = b"home/";
    const USERS: &[u8] = b"Users";
    let mark = text[slash];
    let rest = &text[slash + 1..];
    let is_home = mark == b'/' && rest.starts_with(HOME);
    let in_any_case = || mark == b'\\' || follows_drive(text, slash, mark);
    let is_users =
        rest.get(..USERS.len()).is_some_and(|name| name == USERS || name.eq_ignore_ascii_case(USERS) && in_any_case());
    let is_either = is_home || is_users && rest.get(USERS.len()) == Some(&mark);
    let settings =
        if mark == b'\\' { settings_length(rest) } else { None }.filter(|_| follows_drive(text, slash, mark));
    // `\\server\home$\`.
    let share = if mark == b'\\' { share_length(rest) } else { None }
        .filter(|_| !is_either && follows_host(text, slash))
        .or(settings);
    if !is_either && share.is_none() {
        return None;
    }
    let start = slash + 1 + share.unwrap_or(if is_home { HOME.len() } else { 1 + USERS.len() });
    // In the source of a program, or in JSON.
    let start =
        start + (0..MOST_BACKSLASHES).take_while(|offset| mark == b'\\' && at(text, start + offset) == mark).count();
    let end = name_end(text, start, mark);
    let name = &text[start..end];
    let is_name = name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80 || *byte == b'_')
        && name.len() <= LONGEST
        && !ACCOUNTS.iter().any(|account| name.eq_ignore_ascii_case(account))
        && !looks_generated(name);
    let is_path = if is_home {
        home::begins(text, slash, end)
    } else {
        share.is_some()
            || begins_path(text, slash)
            || follows_drive(text, slash, mark)
            || mark == b'/' && (follows_volume(text, slash) || follows_root(text, slash))
            || mark == b'\\' && (follows_host(text, slash) || follows_device(text, slash))
    };
    (is_name && is_path && !shell::follows_method(text, slash)).then_some((start, end))
}

/// Of `home\`, `home$\`, `users$\` and others like them, in any case.
fn share_length(rest: &[u8]) -> Option<usize> {
    const SHARES: [&[u8]; 13] = [
        b"home\\",
        b"home$\\",
        b"users$\\",
        b"homes\\",
        b"homes$\\",
        b"user$\\",
        b"homedirs\\",
        b"homedirs$\\",
        b"profiles\\",
        b"profiles$\\",
        b"profile$\\",
        b"userdata$\\",
        b"redirected$\\",
    ];
    let is_one = |share: &&[u8]| rest.get(..share.len()).is_some_and(|name| name.eq_ignore_ascii_case(share));
    SHARES.into_iter().find(is_one).map(<[u8]>::len)
}

/// The directory of all users in systems before 2007, and as it is shown in some languages, and its backslash.
const SETTINGS: [&[u8]; 11] = [
    b"Documents and Settings\\",
    b"Dokumente und Einstellungen\\",
    b"DOCUME~1\\",
    b"Benutzer\\",
    b"Usuarios\\",
    "Usuários\\".as_bytes(),
    b"Profiles\\",
    b"Gebruikers\\",
    b"Utilisateurs\\",
    b"Utenti\\",
    "Пользователи\\".as_bytes(),
];

/// Of one of them.
fn settings_length(rest: &[u8]) -> Option<usize> {
    let is_one = |name: &&[u8]| rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    SETTINGS.into_iter().find(is_one).map(<[u8]>::len)
}

/// A blank is part of a name where the path goes on after one or two more words: `C:\Users\Ann Lee\AppData`.
fn name_end(text: &[u8], start: usize, mark: u8) -> usize {
    const MOST_BLANKS: usize = 2;
    let ends = |byte: u8| {
        byte <= b' '
            || matches!(
                byte,
                b'/' | b'\\'
                    | b'"'
                    | b'\''
                    | b'`'
                    | b'<'
                    | b'>'
                    | b':'
                    | b'*'
                    | b'?'
                    | b'|'
                    | b'('
                    | b')'
                    | b'['
                    | b']'
                    | b','
                    | b';'
                    | b'='
                    | b'&'
                    | b'%'
                    | b'$'
                    | b'{'
                    | b'}'
                    | b'#'
            )
    };
    let (mut end, mut first_blank, mut blanks) = (start, None, 0);
    while end < text.len() && end - start <= LONGEST {
        step();
        if at(text, end) == b' ' && blanks < MOST_BLANKS && end > start {
            first_blank.get_or_insert(end);
            blanks += 1;
        } else if ends(text[end]) {
            break;
        }
        end += 1;
    }
    match first_blank {
        Some(blank) if at(text, end) != mark || before(text, end) == b' ' => without_punctuation(text, start, blank),
        Some(_) => end,
        None => without_punctuation(text, start, end),
    }
}

fn without_punctuation(text: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && matches!(before(text, end), b'.' | b'!' | b'-') {
        end -= 1;
    }
    end
}

/// Digits alone and ids are no names.
fn looks_generated(name: &[u8]) -> bool {
    const LONGEST_TAIL: usize = 8;
    name.iter().filter(|byte| byte.is_ascii_digit()).count() > LONGEST_TAIL
}
