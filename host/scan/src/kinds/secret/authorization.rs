//! The credentials of `Authorization: SCHEME CREDENTIALS` (RFC 9110 section 11.6.2) and of proprietary forms of it.
//!
//! The scheme stays readable. Where there is none (`Authorization: 550e8400-…`), all of the value is the match.

use super::name::Name;
use super::placeholder::{is_word_of_a_sentence, says_nothing};
use crate::text::bytes::{at, back, before, is_word};
use crate::text::steps::{step, steps};

/// <https://www.iana.org/assignments/http-authschemes>, and others in use.
#[rustfmt::skip]
const SCHEMES: &[&str] = &[
    "apikey", "api-key", "api_key", "basic", "bot", "ssws", "geniekey", "klaviyo-api-key", "x-api-key", "circle-token", "zoho-oauthtoken",
    "splunk", "sharedkey", "sharedkeylite", "goog1", "bce-auth-v1", "discogs", "hubspot", "bearer", "concealed", "dpop", "gnap", "hoba", "jwt", "key", "mutual", "negotiate",
    "ntlm", "oauth", "privatetoken", "scram-sha-1", "scram-sha-256", "sso-key", "token", "vapid",
];
/// Those whose credentials are parameters.
const WITH_PARAMETERS: &[&str] =
    &["digest", "hawk", "oauth", "signature", "aws4-hmac-sha256", "mac", "sharedaccesssignature"];
/// Before a quote.
const MOST_SLASHES: usize = 7;
/// From this length on it is no word.
const SURELY_NO_WORD: usize = 16;

/// Where the credentials begin in a whole value that begins with a scheme.
pub(super) fn scheme_end(value: &[u8]) -> Option<usize> {
    let end = token_end(value, 0);
    let next = blanks_end(value, end);
    (next > end && (is_in(SCHEMES, &value[..end]) || is_in(WITH_PARAMETERS, &value[..end]))).then_some(next)
}

/// Whether a name is that of a header with credentials.
pub(super) fn is_authorization(name: &Name) -> bool {
    [b"authorization".as_slice(), b"authorizationheader", b"authheader"].iter().any(|end| name.letters().ends_with(end))
}

/// Whether the credentials of an `Authorization` whose value begins at `start` stand after a scheme.
pub(crate) fn follow_scheme(text: &[u8], start: usize) -> bool {
    find(text, start, None).is_some_and(|(credentials, _)| credentials > start + 1)
}

/// The credentials in what begins at `start`; a quote that is open there ends them.
pub(super) fn find(text: &[u8], start: usize, open: Option<u8>) -> Option<(usize, usize)> {
    let start = blanks_end(text, start);
    // A list of one: `[Token K]`.
    let start = start + usize::from(at(text, start) == b'[');
    let quote = Some(at(text, start)).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    let slashes =
        (0..MOST_SLASHES).take_while(|distance| quote.is_some() && back(text, start, distance + 1) == b'\\').count();
    let start = start + usize::from(quote.is_some());
    let first = token_end(text, start);
    let word = &text[start..first];
    let second = blanks_end(text, first);
    let alone = second == first || second >= text.len();
    let is_known = is_in(SCHEMES, word);
    let may_be_scheme = is_name_of_scheme(word) && !is_word_of_a_sentence(word);
    let has_parameters = is_in(WITH_PARAMETERS, word) || (is_known || may_be_scheme) && is_parameter(text, second);
    let credentials = match () {
        () if alone => (start, first),
        () if has_parameters => (second, parameters_end(text, second, quote.or(open), slashes)),
        () if (is_known || may_be_scheme) && is_plain_parameter(text, second) => (second, plain_end(text, second)),
        () if is_known || may_be_scheme => (second, token_end(text, second)),
        () => (start, first),
    };
    let value = &text[credentials.0..credentials.1];
    let after_scheme = !alone && (has_parameters || is_known);
    if !value.is_empty() && !says_nothing(value) && (after_scheme || is_no_word(value)) {
        return Some(credentials);
    }
    // `Authorization: key-4711 was refused`.
    (!is_known && word.iter().any(u8::is_ascii_digit) && is_no_word(word)).then_some((start, first))
}

/// Letters, which digits may follow after a dash: `HMAC-SHA256`.
fn is_name_of_scheme(word: &[u8]) -> bool {
    const LONGEST: usize = 24;
    let has_digits = word.iter().any(u8::is_ascii_digit);
    let is_one = word.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let is_long = word.len() > LONGEST;
    is_one && (!has_digits || !is_long && word.contains(&b'-') && word[0].is_ascii_alphabetic())
}

/// `token="…"`, and not the padding of Base64 before a quote.
fn is_parameter(text: &[u8], start: usize) -> bool {
    const LONGEST: usize = 24;
    let name = text[start.min(text.len())..].iter().take(LONGEST);
    let end = start + name.take_while(|byte| byte.is_ascii_lowercase() || **byte == b'_').count();
    let quote = end + 1 + usize::from(at(text, end + 1) == b'\\');
    end > start && at(text, end) == b'=' && at(text, quote) == b'"' && at(text, quote + 1).is_ascii_alphanumeric()
}

/// `SignedHeaders=date;host&Signature=…`.
fn is_plain_parameter(text: &[u8], start: usize) -> bool {
    const LONGEST: usize = 24;
    let rest = &text[start.min(text.len())..];
    let name = rest.iter().take(LONGEST).take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_').count();
    name > 0 && at(rest, name) == b'=' && is_word(at(rest, name + 1))
}

/// The end of such parameters, which have no blanks.
fn plain_end(text: &[u8], start: usize) -> usize {
    let is_part = |byte: &&u8| !matches!(byte, 0..=b' ' | b'"' | b'\'' | b'\\' | b'<' | b'>');
    let length = text[start..].iter().take_while(is_part).count();
    steps(length);
    start + length
}

fn is_in(list: &[&str], word: &[u8]) -> bool {
    list.iter().any(|scheme| word.eq_ignore_ascii_case(scheme.as_bytes()))
}

fn is_no_word(value: &[u8]) -> bool {
    value.len() >= SURELY_NO_WORD || value.iter().any(u8::is_ascii_digit) && value.len() > 3
}

fn blanks_end(text: &[u8], start: usize) -> usize {
    start + text[start.min(text.len())..].iter().take(4).take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

fn token_end(text: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < text.len()
        && !matches!(text[end], 0..=b' ' | b'"' | b'\'' | b'`' | b'\\' | b'<' | b'>' | b',' | b';' | b'&' | b'|')
    {
        step();
        end += 1;
    }
    while end > start && matches!(text[end - 1], b'.' | b')' | b'}' | b']' | b'[') {
        step();
        end -= 1;
    }
    end
}

/// The end of the line, or of the text in quotes that the header stands in; values of parameters may be in quotes too, before which
/// stand more backslashes than before those.
fn parameters_end(text: &[u8], start: usize, quote: Option<u8>, slashes: usize) -> usize {
    let mut end = start;
    let mut in_quotes = false;
    while end < text.len() && !matches!(text[end], b'\r' | b'\n' | b'<') {
        step();
        match text[end] {
            b'\\' => {
                let run = text[end..].iter().take(MOST_SLASHES).take_while(|byte| **byte == b'\\').count();
                if quote.is_none() || run <= slashes || at(text, end + run) != b'"' {
                    break;
                }
                (in_quotes, end) = (!in_quotes, end + run);
            }
            mark @ (b'\'' | b'`') if quote == Some(mark) => break,
            b'"' if !in_quotes && before(text, end) != b'=' => break,
            b'"' => in_quotes = !in_quotes,
            _ => {}
        }
        end += 1;
    }
    end
}
