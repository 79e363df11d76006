//! Secrets in the calls of programs: `headers.set("X-Api-Key", "…")`, `setPassword("…")`, `auth=("ann", "…")`, and lists of pairs.

use super::keywords::value_of;
use super::literal::{self, blanks_end};
use crate::kinds::secret::authorization::is_authorization;
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::kinds::secret::value::{is_one_word, is_secret};
use crate::text::bytes::{at, before, is_word};
use crate::text::steps::step;

const LONGEST_NAME: usize = 64;
/// Pairs of a list that are looked at.
const MOST_PAIRS: usize = 32;

/// Hands the secrets in the call or list of pairs whose parenthesis opens at `open` to `found`, and says how far it was looked at.
pub(crate) fn find(text: &[u8], open: usize, names: &SecretNames, found: &mut impl FnMut(usize, usize)) -> usize {
    // A pair of a list is looked at with the first one, and what follows an operator is no call.
    if matches!(before(text, open), b' ' | b'('..=b'/') {
        return 0;
    }
    let (mut open, mut floor) = (open, 0);
    for _ in 0..MOST_PAIRS {
        step();
        let Some(first) = literal::at_place(text, open + 1) else { break };
        let second = literal::next(text, first.1);
        if let Some((start, end)) =
            named(text, first, second, names).or_else(|| given(text, open, first, second, names))
        {
            found(start, end);
            floor = end;
        }
        // `('a', 'b'), ('c', 'd')`.
        let close = blanks_end(text, second.unwrap_or(first).1 + 1);
        let comma = blanks_end(text, close + 1);
        let next = blanks_end(text, comma + 1);
        if at(text, close) != b')' || at(text, comma) != b',' || at(text, next) != b'(' {
            break;
        }
        open = next;
    }
    floor
}

/// Whether a secret may stand in the parenthesis that opens at `open`: a quick look tells most others.
#[inline]
pub(crate) fn may_open(text: &[u8], open: usize, names: &SecretNames) -> bool {
    let is_quoted = matches!(at(text, open + 1), b'"' | b'\'' | b'`') || matches!(at(text, open + 2), b'"' | b'\'');
    at(text, open) == b'(' && is_quoted && {
        let mut has_one = false;
        find(text, open, names, &mut |_, _| has_one = true);
        has_one
    }
}

/// The second text, if the first one is a name that tells a secret.
fn named(
    text: &[u8],
    first: (usize, usize),
    second: Option<(usize, usize)>,
    names: &SecretNames,
) -> Option<(usize, usize)> {
    if first.1 - first.0 > LONGEST_NAME || !names.may_end(text, first.1) {
        return None;
    }
    let name = Name::label_before(text, first.1);
    // `type('#password', …)`.
    let start = first.0 + usize::from(matches!(text[first.0], b'#' | b'.' | b'$'));
    let is_told = |told: &Told| name.start <= start && !matches!(told, Told::Parameter(_));
    let told = names.told_by(&name).filter(is_told)?;
    let has_scheme = is_authorization(&name);
    value_of(text, &(name, told), second?, names).filter(|(start, end)| has_scheme || is_one_word(&text[*start..*end]))
}

/// What a call is given whose own name tells a secret: its only text, or the second after somebody's name.
fn given(
    text: &[u8],
    open: usize,
    first: (usize, usize),
    second: Option<(usize, usize)>,
    names: &SecretNames,
) -> Option<(usize, usize)> {
    let end = open - usize::from(before(text, open) == b'=');
    if !is_word(before(text, end)) || !names.may_end(text, end) {
        return None;
    }
    let name = Name::before(text, end);
    let is_login = || LOGINS.iter().any(|login| name.letters().ends_with(login)) && second.is_some();
    let told = names.told_by(&name).filter(|told| *told == Told::Secret && !asks(&name));
    let told = told.or_else(|| is_login().then_some(Told::Secret))?;
    let (start, end) = second.unwrap_or(first);
    let is_last = at(text, blanks_end(text, end + 1)) == b')';
    let value = &text[start..end];
    (is_last && is_secret(value, told, names) && is_one_word(value)).then_some((start, end))
}

/// Calls that are given a user and a password.
const LOGINS: &[&[u8]] =
    &[b"login", b"signin", b"authenticate", b"logon", b"authenticateuser", b"signinwithemailandpassword"];

/// Whether a call is asked for a secret, and given what it is kept under: `getToken("…")`.
fn asks(name: &Name) -> bool {
    const VERBS: [&[u8]; 10] =
        [b"get", b"has", b"is", b"find", b"fetch", b"read", b"load", b"delete", b"remove", b"revoke"];
    VERBS.iter().any(|verb| name.letters().starts_with(verb) && name.has_word_at(verb.len()))
}
