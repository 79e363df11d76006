//! Words of a sentence before a telephone number.

use super::words::{has_noun_beyond_ascii, is_first, is_noun, is_verb, words};
use crate::text::bytes::{digits_end, is_digit, next_digit};
use crate::text::steps::steps;

/// How far before a number a word may stand.
const NEAR: usize = 32;
const NEAR_BEYOND_ASCII: usize = 56;
/// Digits in a row that two words invite to call.
const LEAST_INVITED: usize = 9;
/// Whether such a word stands up to [`NEAR`] bytes before `start`, with nothing but words between.
pub(super) fn is_near(text: &[u8], start: usize, in_groups: bool) -> bool {
    let window = &text[start.saturating_sub(NEAR)..start];
    // Letters beyond ASCII have two bytes and more.
    let window = if window.is_ascii() { window } else { &text[start.saturating_sub(NEAR_BEYOND_ASCII)..start] };
    steps(window.len());
    let breaks = |byte: &u8| {
        is_digit(*byte)
            || matches!(byte, b'\n' | b';' | b'|' | b'"' | b'\\' | b'/' | b'=' | b'{' | b'<' | b'@' | b'[' | b'&')
    };
    let clause = &window[window.iter().rposition(breaks).map_or(0, |place| place + 1)..];
    // The first may be cut off.
    let whole = if clause.len() == window.len() && start > window.len() { 1 } else { 0 };
    let first = next_digit(text, start);
    let is_long = in_groups || digits_end(text, first) - first >= LEAST_INVITED;
    has_noun_beyond_ascii(clause) || has_words(clause, whole, in_groups, is_long) || is_party(clause)
}

/// Whether a word from `whole` on is a noun or, where the number is in groups, a verb, or two of them invite a call.
fn has_words(clause: &[u8], whole: usize, in_groups: bool, is_long: bool) -> bool {
    // `mon numéro de dossier`.
    const PARTICLES: [&[u8]; 9] = [b"de", b"di", b"da", b"do", b"del", b"du", b"of", b"for", b"d"];
    let (mut last, mut invites) = (None, false);
    for word in words(clause).skip(whole).filter(|word| !word.is_empty()) {
        if is_noun(word) || is_verb(word) && in_groups {
            return true;
        }
        invites = last.is_some_and(|first| is_second(first, word))
            || invites && !PARTICLES.iter().any(|particle| word.eq_ignore_ascii_case(particle));
        last = is_first(word).then_some(word);
    }
    invites && is_long
}

/// Words that go before a number as two: `call me at`, `my number is`, `erreichbar unter`.
#[rustfmt::skip]
const PAIRS: &[(&str, &[&str])] = &[
    ("call", &["me", "us", "him", "her", "them", "back", "you"]),
    ("ring", &["me", "us", "him", "her", "them", "back", "you"]),
    ("reach", &["me", "us", "him", "her", "them", "you", "at"]),
    ("reached", &["at", "on", "under"]),
    ("text", &["me", "us", "him", "her", "them"]),
    ("contact", &["me", "us", "him", "her", "them", "you", "at"]),
    ("my", &["number", "no", "cell"]),
    ("best", &["number"]),
    ("alternate", &["number"]),
    ("alternative", &["number"]),
    ("contact", &["number"]),
    ("meine", &["nummer"]),
    ("erreichbar", &["unter", "auf"]),
    ("mich", &["unter", "an"]),
    ("erreichen", &["unter"]),
    ("mon", &["numéro", "numero"]),
    ("joignable", &["au", "sur"]),
    ("appeler", &["au", "sur"]),
    ("rappeler", &["au", "sur"]),
    ("contacter", &["au", "sur"]),
    ("mi", &["número", "numero"]),
    ("llamar", &["al"]),
    ("llamarme", &["al"]),
    ("meu", &["número", "numero"]),
    ("ligar", &["para"]),
    ("ligue", &["para"]),
    ("mio", &["numero"]),
    ("chiamare", &["al", "il"]),
    ("mijn", &["nummer"]),
    ("bereikbaar", &["op"]),
    ("bereiken", &["op", "via"]),
    ("bellen", &["op"]),
    ("mitt", &["nummer"]),
    ("nås", &["på"]),
    ("mój", &["numer"]),
    ("pod", &["numer"]),
    ("moje", &["číslo", "cislo"]),
    ("мой", &["номер"]),
    ("мій", &["номер"]),
    ("मेरा", &["नंबर", "नम्बर"]),
];

/// Whether such a word may follow `first`.
fn is_second(first: &[u8], second: &[u8]) -> bool {
    PAIRS
        .iter()
        .filter(|(word, _)| first.eq_ignore_ascii_case(word.as_bytes()))
        .any(|(_, seconds)| seconds.iter().any(|word| second.eq_ignore_ascii_case(word.as_bytes())))
}

/// `call to`, `transferred from`: then digits alone are a number too.
fn is_party(clause: &[u8]) -> bool {
    const CALLS: [&[u8]; 9] =
        [b"call", b"calls", b"called", b"calling", b"transfer", b"transferred", b"forwarded", b"sms", b"hangup"];
    let mut words = words(clause).filter(|word| !word.is_empty()).rev();
    let is_one = |word: Option<&[u8]>, of: &[&[u8]]| {
        word.is_some_and(|word| of.iter().any(|one| word.eq_ignore_ascii_case(one)))
    };
    is_one(words.next(), &[b"to", b"from"]) && is_one(words.next(), &CALLS)
}
