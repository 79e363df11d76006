//! The credentials of `Authorization: SCHEME CREDENTIALS` (RFC 9110 section 11.6.2) and of proprietary forms of it.
//!
//! The scheme stays readable. Where there is none (`Authorization: 550e8400-…`), all of the value is the match.

use super::value::is_word_of_a_sentence;
use crate::text::bytes::{at, before};
use crate::text::steps::step;

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
/// From this length on it is no word.
const SURELY_NO_WORD: usize = 16;

/// Where the credentials begin in a whole value that begins with a scheme.
pub(super) fn scheme_end(value: &[u8]) -> Option<usize> {
    let end = token_end(value, 0);
    let next = blanks_end(value, end);
    (next > end && (is_in(SCHEMES, &value[..end]) || is_in(WITH_PARAMETERS, &value[..end]))).then_some(next)
}

/// The credentials in what begins at `start`.
pub(super) fn find(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let start = blanks_end(text, start);
    // A list of one: `["Token K"]`.
    let start = start + usize::from(at(text, start) == b'[');
    let start = start + usize::from(matches!(at(text, start), b'"' | b'\''));
    let first = token_end(text, start);
    let word = &text[start..first];
    let second = blanks_end(text, first);
    let alone = second == first || second >= text.len();
    let is_known = is_in(SCHEMES, word);
    let may_be_scheme = word.iter().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_'))
        && !is_word_of_a_sentence(word);
    let has_parameters = is_in(WITH_PARAMETERS, word) || (is_known || may_be_scheme) && is_parameter(text, second);
    let credentials = match () {
        () if alone => (start, first),
        () if has_parameters => (second, parameters_end(text, second)),
        () if is_known || may_be_scheme => (second, token_end(text, second)),
        () => (start, first),
    };
    let value = &text[credentials.0..credentials.1];
    let after_scheme = !alone && (has_parameters || is_known) && !is_word_of_a_sentence(value);
    (!value.is_empty() && (after_scheme || is_no_word(value))).then_some(credentials)
}

/// `token="…"`, and not the padding of Base64 before a quote.
fn is_parameter(text: &[u8], start: usize) -> bool {
    const LONGEST: usize = 24;
    let name = text[start.min(text.len())..].iter().take(LONGEST);
    let end = start + name.take_while(|byte| byte.is_ascii_lowercase() || **byte == b'_').count();
    let quote = end + 1 + usize::from(at(text, end + 1) == b'\\');
    end > start && at(text, end) == b'=' && at(text, quote) == b'"' && at(text, quote + 1).is_ascii_alphanumeric()
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
        && !matches!(text[end], 0..=b' ' | b'"' | b'\'' | b'\\' | b'<' | b'>' | b',' | b';' | b'&' | b'|')
    {
        step();
        end += 1;
    }
    while end > start && matches!(text[end - 1], b'.' | b')' | b'}' | b']') {
        step();
        end -= 1;
    }
    end
}

/// The end of the line, or of the text in quotes that the header stands in; values of parameters may be in quotes too.
fn parameters_end(text: &[u8], start: usize) -> usize {
    let mut end = start;
    let mut in_quotes = false;
    while end < text.len() && !matches!(text[end], b'\r' | b'\n' | b'\\' | b'<') {
        step();
        if text[end] == b'"' {
            if !in_quotes && before(text, end) != b'=' {
                break;
            }
            in_quotes = !in_quotes;
        }
        end += 1;
    }
    end
}
