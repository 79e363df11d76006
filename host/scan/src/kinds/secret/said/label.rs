//! The label that words before a value lead back to.

use super::words::{LINKS, PARTICIPLES, VERBS, WIDE_VERBS, is_in, may_be_in_one};
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::text::bytes::{at, back, before as byte_before};
use crate::text::steps::steps;

/// Words between a label and its value.
const MOST_WORDS: usize = 6;
const LONGEST_WORD: usize = 24;

/// What stands between a label and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// A blank.
    None,
    /// A verb or a colon.
    Verb,
    /// `IDENTIFIED BY`.
    Statement,
}

pub(super) struct Label {
    pub(super) name: Name,
    pub(super) told: Told,
    pub(super) link: Link,
    /// Whether it is one of a password, which people choose, and not of a token.
    pub(super) is_password: bool,
    /// Whether it is one of a code, which may be in digits alone.
    pub(super) is_code: bool,
}

/// The label before the value whose gap is at `gap`.
pub(super) fn before(text: &[u8], gap: usize, names: &SecretNames) -> Option<Label> {
    let sign = byte_before(text, gap);
    let has_colon = matches!(sign, b':' | b'=' | b'?');
    let mut end = gap - usize::from(has_colon);
    end -= usize::from(sign == b'=' && byte_before(text, end) == b' ');
    let mut link = if has_colon { Link::Verb } else { Link::None };
    if let Some(verb) = WIDE_VERBS.iter().find(|verb| text[..end].ends_with(verb.as_bytes())) {
        (end, link) = (end - verb.len(), Link::Verb);
    }
    if let Some(label) = statement(text, end) {
        return Some(label);
    }
    let mut leads = true;
    for count in 0..=MOST_WORDS {
        end = without_marks(text, end);
        let word = &text[word_start(text, end)..end];
        let is_listed = may_be_in_one(word);
        let is_verb = is_listed && is_in(VERBS, word);
        // `password 7 0822455D0A16`.
        let is_level = count == 0 && matches!(word, [b'0' | b'4'..=b'9']);
        if is_verb || is_level {
            link = Link::Verb;
        } else if leads && let Some(label) = at_end(text, end, link, names) {
            return Some(label);
        }
        if word.is_empty() || count == 0 && link == Link::None && !is_verb && !is_level {
            return None;
        }
        end -= word.len();
        let is_apart = byte_before(text, end) == b'(';
        let is_link = || is_in(LINKS, word) || count == 1 && is_in(PARTICIPLES, word);
        leads = is_verb || is_level || is_apart || is_listed && is_link();
        // `for key '/root/.ssh/id_rsa': `.
        end -= usize::from(matches!(byte_before(text, end), b'(' | b'\'' | b'"'));
        if byte_before(text, end) != b' ' {
            return None;
        }
        end -= 1;
    }
    None
}

/// The label before the comma, which opens a list; perhaps in quotes.
pub(super) fn in_list(text: &[u8], comma: usize, names: &SecretNames) -> Option<Label> {
    let quote = Some(byte_before(text, comma)).filter(|byte| matches!(byte, b'"' | b'\''));
    let label = at_end(text, comma - usize::from(quote.is_some()), Link::Verb, names)?;
    let open = label.name.start.checked_sub(usize::from(quote.is_some()))?;
    let is_open = quote.is_none_or(|quote| text[open] == quote);
    (is_open && matches!(byte_before(text, open), b'[' | b'(' | b'{')).then_some(label)
}

/// The end without the quote or the full stop behind a label: `prop "token". Got `.
fn without_marks(text: &[u8], end: usize) -> usize {
    const MOST: usize = 2;
    end - (1..=MOST)
        .take_while(|distance| {
            matches!(back(text, end, *distance), b'"' | b'\'' | b'.' | b',' | b'`' | b'*' | b':' | b')')
        })
        .count()
}

fn word_start(text: &[u8], end: usize) -> usize {
    let is_part =
        |byte: &&u8| byte.is_ascii_alphanumeric() || **byte >= 0x80 || matches!(byte, b'-' | b'_' | b'@' | b'/' | b'.');
    let length = text[..end].iter().rev().take(LONGEST_WORD).take_while(is_part).count();
    steps(length);
    end - length
}

/// The label that ends at `end`.
fn at_end(text: &[u8], end: usize, link: Link, names: &SecretNames) -> Option<Label> {
    if !names.may_end(text, end) {
        return None;
    }
    let name = Name::label_before(text, end);
    let told = names.told_by(&name).filter(|told| !matches!(told, Told::Parameter(_)))?;
    let letters = name.letters();
    // Of Redis; in small letters it is a word of sentences.
    // The business of `bearer`.
    if letters.ends_with(b"bearer") {
        return None;
    }
    let is_login = letters.ends_with(b"auth") && !letters.ends_with(b"masterauth");
    if is_login && !text[..end].ends_with(b"AUTH") {
        return None;
    }
    let is_code = CODES.iter().any(|code| memchr::memmem::find(letters, code.as_bytes()).is_some());
    let is_password = is_login || is_code || !ends_in(letters, TOKENS) || ends_in(letters, CHOSEN);
    Some(Label { name, told, link, is_password, is_code })
}

/// What people choose in spite of its name.
const CHOSEN: &[&str] =
    &["sharedkey", "sharedsecret", "enablesecret", "networkkey", "wifikey", "wpakey", "clavesecreta"];

fn ends_in(letters: &[u8], list: &[&str]) -> bool {
    list.iter().any(|end| letters.ends_with(end.as_bytes()))
}

/// What names of codes have in them.
const CODES: &[&str] =
    &["code", "codi", "cód", "kod", "kód", "koodi", "код", "码", "碼", "コード", "번호", "코드", "رمز", "kodas"];

/// What programs make, and programs speak of.
#[rustfmt::skip]
const TOKENS: &[&str] = &[
    "token", "tokenid", "tokenvalue", "secret", "secrets", "secretid", "key", "keys", "hmac", "assertion", "credential", "credentials", "bearer", "jwt", "hash",
    "verifier", "request", "response", "encrypted", "encoded", "raw", "base64", "string", "text", "str", "value",
];

/// `IDENTIFIED BY '…'`, `IDENTIFIED WITH x BY '…'`.
fn statement(text: &[u8], end: usize) -> Option<Label> {
    const NEAR: usize = 64;
    let near = &text[end.saturating_sub(NEAR)..end];
    let is_by = near.len() > 3 && near[near.len() - 3..].eq_ignore_ascii_case(b" by") && at(text, end) == b' ';
    let is_one = is_by && {
        steps(near.len());
        near.windows(10).any(|word| word.eq_ignore_ascii_case(b"identified"))
    };
    let name = Name::before(text, end);
    is_one.then_some(Label { name, told: Told::Secret, link: Link::Statement, is_password: true, is_code: false })
}

/// Whether the word that touches `start` is of a script without blanks.
pub(super) fn is_wide(text: &[u8], start: usize) -> bool {
    let is_verb = WIDE_VERBS.iter().any(|verb| text[..start].ends_with(verb.as_bytes()));
    // Of three bytes: hardly any alphabet has those.
    is_verb || start >= 3 && matches!(text[start - 3], 0xe3..=0xed)
}
