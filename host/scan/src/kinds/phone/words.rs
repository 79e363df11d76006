//! Words that tell that a telephone number follows, in the languages of most telephone users.
//!
//! A *noun* right before a number, or up to 32 bytes before it with nothing but words between, tells any plausible number.
//! A *verb* such as "call" does so only where the number is written in groups: a call also has an id.

use crate::text::bytes::{at, back, before, is_digit, is_word};
use crate::text::steps::steps;

/// How far before a number a word may stand.
const NEAR: usize = 32;
/// Punctuation between a word and its number: `"phone":"`, `tel. (`.
const MOST_BETWEEN: usize = 6;

#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "tel", "telephone", "phone", "phonenumber", "mobile", "mobilephone", "mob", "cell", "cellphone", "landline", "fax", "hotline",
    "callback", "ani", "dnis", "msisdn", "whatsapp", "callerid", "callto", "sip", "sips", "telefon", "telefonnummer", "tlf", "tfn",
    "handy", "handynummer", "mobil", "mobilnummer", "mobilfunk", "rufnummer", "festnetz", "portable", "telefono", "movil",
    "celular", "cellulare", "telefone", "telemovel", "telefoon", "telefoonnummer", "mobiel", "komorka", "puhelin", "puh",
    "puhelinnumero", "matkapuhelin", "gsm", "gsmnumber", "cep", "telepon", "hp", "telefonszam", "telefonos", "nomor",
    "telefonas", "telefonai", "mobilusis", "talrunis", "telefons", "mobilais", "simi", "farsimi", "simanumer", "telefoni", "telefoninumber",
    "mobiil", "mobiiltelefon", "telefonu", "mobitel", "telepono", "simu", "dienthoai", "sdt", "fon", "guthan", "ffon",
];
#[rustfmt::skip]
const OTHER_SCRIPTS: &[&str] = &[
    "téléphone", "teléfono", "móvil", "telemóvel", "komórka", "telefonszám", "телефон", "тел.", "Тел", "моб", "τηλ", "Τηλ",
    "κινητό", "טלפון", "נייד", "هاتف", "جوال", "موبايل", "फ़ोन", "फोन", "मोबाइल", "電話", "携帯", "电话", "手机", "手機", "전화",
    "휴대폰", "연락처", "โทร", "sđt", "SĐT", "thoại", "հեռ", "ტელ",
    "telefón", "Telefón", "mobilný", "sími", "Sími", "símanúmer", "tālrunis", "Tālrunis", "tālruni", "تلفن", "تليفون", "موبایل", "همراه", "فون", "тэлефон", "мобілн", "мобильн",
    "мобилен", "GSM-номер", "утас", "ফোন", "মোবাইল", "தொலைபேசி", "ఫోన్", "ഫോൺ", "ಫೋನ್", "ફોન", "ਫੋਨ", "ስልክ", "telèfon", "mòbil", "điện thoại",
];
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "call", "calls", "called", "calling", "caller", "dial", "dialed", "dialled", "dialing", "ring", "reach", "contact", "text",
    "sms", "number", "no", "nummer", "numero", "anruf", "anrufen", "ruf", "appel", "appelez", "rappel", "joindre", "llame",
    "llamar", "ligue", "contato", "contacto", "chiamare", "bel", "bellen", "kom", "soita", "volejte", "ara", "hubungi", "dn",
];

/// What most other words differ in: for each first letter the last letters and the lengths that words of a list have.
struct Outlines {
    /// Bit n of element m is set if a word begins with the m-th and ends in the n-th letter of the alphabet.
    last_letters: [u32; 32],
    /// Bit n of element m is set if a word of n bytes begins with the m-th letter.
    lengths: [u32; 32],
}

static NOUN_OUTLINES: Outlines = Outlines::of(NOUNS);
static VERB_OUTLINES: Outlines = Outlines::of(VERBS);

impl Outlines {
    const fn of(words: &[&str]) -> Outlines {
        let mut outlines = Outlines { last_letters: [0; 32], lengths: [0; 32] };
        let mut index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            let first = (word[0] & 0x1f) as usize;
            outlines.last_letters[first] |= 1 << (word[word.len() - 1] & 0x1f);
            outlines.lengths[first] |= 1 << word.len();
            index += 1;
        }
        outlines
    }

    #[inline]
    fn has(&self, word: &[u8]) -> bool {
        let ([first, ..], [.., last]) = (word, word) else { return false };
        let first = usize::from(first & 0x1f);
        word.len() < 32 && self.last_letters[first] >> (last & 0x1f) & self.lengths[first] >> word.len() & 1 == 1
    }
}

fn is_listed(words: &[&str], word: &[u8]) -> bool {
    words.iter().any(|listed| listed.len() == word.len() && word.eq_ignore_ascii_case(listed.as_bytes()))
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Plain,
    InGroups,
}

/// Whether the number that begins at `start` follows a word that tells it.
pub(crate) fn is_told(text: &[u8], start: usize, written: Written) -> bool {
    let mut end = start;
    let mut quoted = false;
    while matches!(before(text, end), b' ' | b':' | b'=' | b'"' | b'\'' | b'(' | b'#' | b'.' | b'\\' | b'+' | b'>')
        && start - end < MOST_BETWEEN
    {
        end -= 1;
        quoted |= matches!(text[end], b'"' | b'\\' | b'>');
    }
    if end == 0 || is_digit(before(text, end)) {
        return false;
    }
    let nearest = &text[word_start(text, end)..end];
    is_noun(nearest, end < start) || is_verb(nearest) && written == Written::InGroups || {
        !quoted && is_near(text, start, written)
    }
}

/// Whether such a word stands up to [`NEAR`] bytes before `start`, with nothing but words between.
fn is_near(text: &[u8], start: usize, written: Written) -> bool {
    let window = &text[start.saturating_sub(NEAR)..start];
    steps(window.len());
    let breaks = |byte: &u8| {
        is_digit(*byte)
            || matches!(byte, b'\n' | b';' | b'|' | b'"' | b'\\' | b'/' | b'=' | b'{' | b'<' | b'@' | b'[' | b'&')
    };
    let clause = &window[window.iter().rposition(breaks).map_or(0, |place| place + 1)..];
    if !clause.is_ascii() && OTHER_SCRIPTS.iter().any(|word| memchr::memmem::find(clause, word.as_bytes()).is_some()) {
        return true;
    }
    let words = || clause.split(|byte| !is_word(*byte) && *byte < 0x80);
    // The first may be cut off.
    let whole = if clause.len() == window.len() && start > NEAR { 1 } else { 0 };
    words().skip(whole).any(|word| is_noun(word, true) || is_verb(word) && written == Written::InGroups)
}

fn word_start(text: &[u8], end: usize) -> usize {
    let letters = (1..=NEAR).take_while(|distance| {
        let byte = back(text, end, *distance);
        is_word(byte) || byte >= 0x80
    });
    end - letters.count()
}

fn is_noun(word: &[u8], apart: bool) -> bool {
    const TOUCHING: &[u8] = b"phone";
    apart
        && (NOUN_OUTLINES.has(word) && is_listed(NOUNS, word)
            || word.len() > TOUCHING.len() && word[word.len() - TOUCHING.len()..].eq_ignore_ascii_case(TOUCHING))
}

fn is_verb(word: &[u8]) -> bool {
    VERB_OUTLINES.has(word) && is_listed(VERBS, word)
}

/// The end of `x4587`, `ext. 12`, `;ext=5` after the number that ends at `end`, or `end` where there is none.
pub(crate) fn extension_end(text: &[u8], end: usize) -> usize {
    const MARKS: [&[u8]; 7] = [b";ext=", b"extension ", b"ext. ", b"ext.", b"ext ", b"ext", b"x"];
    const MOST_DIGITS: usize = 6;
    let start = end + usize::from(at(text, end) == b',' && at(text, end + 1) == b' ');
    let start = start + usize::from(at(text, start) == b' ');
    let Some(mark) = MARKS
        .iter()
        .find(|mark| text.get(start..start + mark.len()).is_some_and(|found| found.eq_ignore_ascii_case(mark)))
    else {
        return end;
    };
    let digits = start + mark.len();
    let count = text[digits..].iter().take(MOST_DIGITS + 1).take_while(|byte| is_digit(**byte)).count();
    let whole = (1..=MOST_DIGITS).contains(&count) && !is_word(at(text, digits + count));
    if whole && (*mark != b"x" || count > 1) { digits + count } else { end }
}
