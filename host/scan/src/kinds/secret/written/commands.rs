//! Options of certain programs whose letter says nothing by itself: `curl -u ann:X`, `mysql -pX`, `sshpass -p X`.

use super::literal::{at_place, blanks_end};
use crate::kinds::secret::placeholder::says_nothing;
use crate::text::bytes::{at, is_word};
use crate::text::steps::steps;

/// How far before the option its program stands.
const NEAR: usize = 160;

/// How the secret stands in what follows the option.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// The next word.
    Next,
    /// It touches the letter.
    Attached,
    /// After a user and this mark.
    After(u8),
    /// After `pass:`.
    Source,
}
use Form::{After, Attached, Next, Source};

/// Programs, options and forms.
#[rustfmt::skip]
const COMMANDS: &[(&[u8], &[u8], Form)] = &[
    (b"curl", b"-u", After(b':')), (b"curl", b"--user", After(b':')), (b"curl", b"-U", After(b':')), (b"curl", b"--proxy-user", After(b':')),
    (b"wget", b"--user", After(b':')), (b"http", b"-a", After(b':')), (b"https", b"-a", After(b':')), (b"http", b"--auth", After(b':')),
    (b"lftp", b"-u", After(b',')), (b"smbclient", b"-U", After(b'%')), (b"rpcclient", b"-U", After(b'%')),
    (b"mysql", b"-p", Attached), (b"mysqldump", b"-p", Attached), (b"mysqladmin", b"-p", Attached), (b"mysqlimport", b"-p", Attached),
    (b"mariadb", b"-p", Attached), (b"mariadb-dump", b"-p", Attached), (b"7z", b"-p", Attached), (b"rar", b"-p", Attached), (b"unrar", b"-p", Attached),
    (b"mongo", b"-p", Next), (b"mongosh", b"-p", Next), (b"mongodump", b"-p", Next), (b"mongorestore", b"-p", Next), (b"mongoimport", b"-p", Next),
    (b"sshpass", b"-p", Next), (b"docker login", b"-p", Next), (b"podman login", b"-p", Next), (b"nerdctl login", b"-p", Next), (b"registry login", b"-p", Next), (b"az login", b"-p", Next),
    (b"cf login", b"-p", Next), (b"oc login", b"-p", Next), (b"rdesktop", b"-p", Next), (b"evil-winrm", b"-p", Next), (b"cqlsh", b"-p", Next), (b"influx", b"-p", Next),
    (b"sqlcmd", b"-P", Next), (b"bcp", b"-P", Next), (b"osql", b"-P", Next), (b"isql", b"-P", Next), (b"ipmitool", b"-P", Next), (b"unzip", b"-P", Next),
    (b"zip", b"-P", Next), (b"mosquitto_pub", b"-P", Next), (b"mosquitto_sub", b"-P", Next), (b"tsql", b"-P", Next),
    (b"redis-cli", b"-a", Next), (b"redis-benchmark", b"-a", Next), (b"ldapsearch", b"-w", Next), (b"ldapmodify", b"-w", Next),
    (b"ldapadd", b"-w", Next), (b"ldappasswd", b"-w", Next), (b"ldapwhoami", b"-w", Next), (b"ldapdelete", b"-w", Next),
    (b"openssl", b"-k", Next), (b"openssl", b"-passin", Source), (b"openssl", b"-passout", Source), (b"openssl", b"-pass", Source),
    (b"snmpwalk", b"-A", Next), (b"snmpget", b"-A", Next), (b"snmpset", b"-A", Next), (b"snmpbulkwalk", b"-A", Next), (b"snmpwalk", b"-X", Next),
    (b"snmpget", b"-X", Next), (b"snmpset", b"-X", Next), (b"snmpbulkwalk", b"-X", Next), (b"plink", b"-pw", Next), (b"pscp", b"-pw", Next),
    (b"putty", b"-pw", Next), (b"ssh-keygen", b"-N", Next), (b"ssh-keygen", b"-P", Next), (b"keytool", b"-storepass", Next), (b"keytool", b"-keypass", Next),
    (b"jarsigner", b"-storepass", Next), (b"jarsigner", b"-keypass", Next), (b"nmcli", b"-p", Next), (b"vncviewer", b"-passwd", Next),
];

/// The secret of the option at `dash`, if a program with such an option stands before it.
pub(super) fn find(text: &[u8], dash: usize) -> Option<(usize, usize)> {
    let near = &text[dash.saturating_sub(NEAR)..dash];
    // Of the same command.
    let near =
        &near[near.iter().rposition(|byte| matches!(byte, b';' | b'|' | b'\n' | b',')).map_or(0, |place| place + 1)..];
    let mut searched = false;
    COMMANDS.iter().find_map(|(program, option, form)| {
        let end = dash + option.len();
        if !text[dash..].starts_with(option) || (*form != Attached && at(text, end) != b' ') {
            return None;
        }
        if !searched {
            steps(near.len());
            searched = true;
        }
        if names(near, program) { secret(text, end, *form) } else { None }
    })
}

/// Whether a program stands there, perhaps with its path before it.
fn names(near: &[u8], program: &[u8]) -> bool {
    memchr::memmem::find_iter(near, program).any(|start| {
        let left = start.checked_sub(1).map(|left| near[left]);
        let right = near.get(start + program.len());
        !left.is_some_and(|left| is_word(left) || matches!(left, b'-' | b'.' | b'_'))
            && matches!(right, Some(b' ' | b'\''))
    })
}

fn secret(text: &[u8], end: usize, form: Form) -> Option<(usize, usize)> {
    let place = if form == Attached { end } else { blanks_end(text, end) };
    let (start, end) = match at_place(text, place).filter(|_| matches!(at(text, place), b'"' | b'\'')) {
        Some(quoted) => quoted,
        None => {
            let is_part = |byte: &&u8| !matches!(byte, 0..=b' ' | b'"' | b'\'' | b'`' | b'|' | b';' | b'>' | b'<');
            let length = text[place..].iter().take_while(is_part).count();
            steps(length);
            let commas = text[place..place + length].iter().rev().take_while(|byte| **byte == b',').count();
            (place, place + length - commas)
        }
    };
    let value = &text[start..end];
    let start = match form {
        Next | Attached => start,
        After(mark) => start + value.iter().position(|byte| *byte == mark)? + 1,
        Source => start + value.strip_prefix(b"pass:").map(|_| 5)?,
    };
    let value = &text[start..end];
    // `-p 8080`, and the next option.
    let is_other = value.starts_with(b"-") || value.len() < 3 || form == Next && is_port(value);
    (!is_other && !says_nothing(value)).then_some((start, end))
}

/// `8080`, `8080:80`, `127.0.0.1:8080:80/tcp`, as containers publish them.
fn is_port(value: &[u8]) -> bool {
    value.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'/')) && value.len() < 5
        || value.contains(&b':') && value.iter().any(u8::is_ascii_digit) && !value.iter().any(u8::is_ascii_alphabetic)
}
