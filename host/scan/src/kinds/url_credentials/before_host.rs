//! Credentials before a host where no `//` is: `sip:7001:X@pbx.example.com`, `sqlplus ann/X@db`, `-x ann:X@proxy:8080`.

use crate::kinds::secret::is_unlike_words;
use crate::kinds::secret::placeholder::is_empty;
use crate::text::bytes::{at, is_digit, is_word};
use crate::text::steps::steps;

/// Of both together.
const LONGEST: usize = 128;
/// Schemes and words that stand before an address, and are no users.
const NO_USERS: &[&[u8]] = &[
    b"sip", b"sips", b"mailto", b"xmpp", b"acct", b"im", b"email", b"mail", b"user", b"to", b"from", b"cc", b"bcc",
    b"contact", b"name",
];
/// What stands before a user and the slash behind it.
const ORACLE: &[&[u8]] =
    &[b"thin:", b"oci:", b"sqlplus ", b"sqlldr ", b"expdp ", b"impdp ", b"sqlplus -s ", b"sqlplus -S ", b"sqlplus -L "];

pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    for host in memchr::memchr_iter(b'@', text) {
        let is_part = |byte: &&u8| {
            !matches!(**byte, 0..=b' ' | b'"' | b'\'' | b'<' | b'>' | b'@' | b'\\' | b'|' | b',' | b';' | b'(' | b')')
        };
        let length = text[..host].iter().rev().take(LONGEST).take_while(is_part).count();
        steps(length);
        let start = host - length;
        let secret =
            of_sip(text, start, host).or_else(|| of_oracle(text, start, host)).or_else(|| of_proxy(text, start, host));
        if let Some((start, end)) = secret.filter(|(start, end)| start < end && !is_empty(&text[*start..*end])) {
            found(start, end);
        }
    }
}

/// A user and a password behind `sip:`; without a password it is an address.
fn of_sip(text: &[u8], start: usize, host: usize) -> Option<(usize, usize)> {
    let run = &text[start..host];
    let scheme = [b"sip:".as_slice(), b"sips:"].into_iter().find(|scheme| run.starts_with(scheme))?.len();
    let colon = memchr::memchr(b':', &run[scheme..])?;
    (colon > 0 && scheme + colon + 1 < run.len()).then_some((start + scheme, host))
}

fn of_oracle(text: &[u8], start: usize, host: usize) -> Option<(usize, usize)> {
    let slash = start + memchr::memchr(b'/', &text[start..host])?;
    let user = text[start..slash].iter().rposition(|byte| *byte == b':').map_or(start, |colon| start + colon + 1);
    let is_told = || ORACLE.iter().any(|word| text[..user].ends_with(word));
    let is_user = user < slash
        && text[user..slash].iter().all(|byte| is_word(*byte) || matches!(byte, b'_' | b'$' | b'#' | b'.'));
    (is_user && is_told() && !text[slash + 1..host].contains(&b'/')).then_some((slash + 1, host))
}

/// A user and a password that no sentence has, before a host with a port.
fn of_proxy(text: &[u8], start: usize, host: usize) -> Option<(usize, usize)> {
    const LONGEST_HOST: usize = 64;
    let colon = start + memchr::memchr(b':', &text[start..host])?;
    let (user, password) = (&text[start..colon], &text[colon + 1..host]);
    let name =
        text[host + 1..].iter().take(LONGEST_HOST).take_while(|byte| is_word(**byte) || matches!(byte, b'.' | b'-'));
    let port = host + 1 + name.count();
    let has_port = at(text, port) == b':' && is_digit(at(text, port + 1));
    let is_user = !user.is_empty() && user.iter().all(|byte| is_word(*byte) || matches!(byte, b'_' | b'-' | b'.'));
    let is_word_before = NO_USERS.iter().any(|word| user.eq_ignore_ascii_case(word));
    let is_password = !password.iter().any(|byte| matches!(byte, b':' | b'/')) && is_unlike_words(password);
    (has_port && is_user && !is_word_before && is_password).then_some((start, host))
}
