//! Credentials after a scheme: `Bearer TOKEN` (RFC 6750 section 2.1) and `Basic BASE64` (RFC 7617), in any case.
//!
//! Only the credentials are the match, the scheme stays readable. One to eight spaces, tabs and line breaks (or `+`, as in a
//! form, or `&nbsp;`) may stand between, after a colon (`Bearer: x`), before a quote (`Bearer "x"`).
//! A token is taken for one if it follows `Authorization`, has 20 characters or more, or has something that a plain word
//! has not: a digit, an upper-case letter after the first, or one of `-._~+=` inside. So `the bearer token is invalid`
//! keeps its words. A parameter of a challenge (`Bearer realm="x"`, RFC 9110 section 11.6.1) is none.
//! After `Basic` the text must decode to `user:password`.

use super::secret::placeholder::{is_empty, is_word_of_a_sentence};
use crate::text::base64::holds_a_colon;
use crate::text::bytes::{at, back, before, is_word, touches_word};
use crate::text::steps::step;

const MOST_SPACES: usize = 8;
const NO_BREAK_SPACE: &[u8] = b"&nbsp;";
/// Parameters of a challenge: RFC 6750 section 3, RFC 7617 section 2, RFC 9728 section 5.1, and those of large providers.
const PARAMETERS: &[&[u8]] = &[
    b"realm",
    b"scope",
    b"error",
    b"error_description",
    b"error_uri",
    b"charset",
    b"resource",
    b"resource_metadata",
    b"authorization_uri",
    b"client_id",
    b"service",
    b"max_age",
    b"acr_values",
];
const SURELY_NO_WORD: usize = 20;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for anchor in memchr::memchr2_iter(b'b', b'B', text) {
        step();
        if anchor < floor || touches_word(text, anchor) {
            continue;
        }
        let Some(scheme) = Scheme::at(text, anchor) else { continue };
        let mut start = anchor + scheme.name().len();
        start += usize::from(at(text, start) == b':' && at(text, start + 1) == b' ');
        let spaces = start;
        start = spaces_end(text, start);
        if start == spaces {
            continue;
        }
        // After a quote that ends a text in a JSON document never comes a letter or digit.
        start += usize::from(matches!(at(text, start), b'"' | b'\'') && is_word(at(text, start + 1)));
        let end = token_end(text, start);
        let token = &text[start..end];
        let credentials = match scheme {
            Scheme::Bearer => {
                !token.is_empty()
                    && (follows_authorization(text, anchor) || is_no_word(token))
                    && !is_parameter(text, start)
                    && !is_word_of_a_sentence(token)
                    && !is_empty(token)
            }
            Scheme::Basic => holds_a_colon(token),
        };
        if credentials {
            found(start, end);
            floor = end;
        }
    }
}

fn spaces_end(text: &[u8], start: usize) -> usize {
    let mut end = start;
    for _ in 0..MOST_SPACES {
        step();
        end += match at(text, end) {
            b' ' | b'+' | b'\t' | b'\r' | b'\n' => 1,
            b'&' if text[end..].starts_with(NO_BREAK_SPACE) => NO_BREAK_SPACE.len(),
            _ => break,
        };
    }
    end
}

/// Whether `realm=` or the like stands at `start`.
fn is_parameter(text: &[u8], start: usize) -> bool {
    PARAMETERS
        .iter()
        .any(|name| at(text, start + name.len()) == b'=' && text[start..start + name.len()].eq_ignore_ascii_case(name))
}

/// Whether the name of a scheme stands at `place`.
pub(crate) fn is_scheme(text: &[u8], place: usize) -> bool {
    Scheme::at(text, place).is_some()
}

#[derive(Clone, Copy)]
enum Scheme {
    Bearer,
    Basic,
}

impl Scheme {
    fn name(self) -> &'static str {
        match self {
            Scheme::Bearer => "bearer",
            Scheme::Basic => "basic",
        }
    }

    fn at(text: &[u8], place: usize) -> Option<Scheme> {
        [Scheme::Bearer, Scheme::Basic].into_iter().find(|scheme| {
            let name = scheme.name().as_bytes();
            text.get(place..place + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name))
        })
    }
}

/// `b64token` without the full stops that end a sentence.
fn token_end(text: &[u8], start: usize) -> usize {
    let mut end = start;
    // `00D…!AQ…` is a session of Salesforce; a `!` at the end is the sentence's.
    while is_word(at(text, end))
        || matches!(at(text, end), b'-' | b'.' | b'_' | b'~' | b'+' | b'/')
        || at(text, end) == b'!' && end > start && is_word(at(text, end + 1))
    {
        step();
        end += 1;
    }
    while end > start && matches!(at(text, end), b'=') {
        step();
        end += 1;
    }
    while end > start && text[end - 1] == b'.' {
        step();
        end -= 1;
    }
    end
}

fn is_no_word(token: &[u8]) -> bool {
    token.len() >= SURELY_NO_WORD
        || token.iter().skip(1).any(u8::is_ascii_uppercase)
        || token.iter().any(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'='))
}

/// `Authorization: `, `authorization=` and the like right before the scheme.
fn follows_authorization(text: &[u8], scheme: usize) -> bool {
    const NAME: &[u8] = b"authorization";
    let mut end = scheme;
    while matches!(before(text, end), b' ' | b':' | b'=' | b'\'') && scheme - end < 4 {
        end -= 1;
    }
    end < scheme && back(text, end, NAME.len()) != 0 && text[end - NAME.len()..end].eq_ignore_ascii_case(NAME)
}
