//! Words with digits or marks in them that are no secrets.

use crate::text::bytes::{at, is_digit, is_word};

/// Longer words are no name of one, and no padding is looked for in them.
const LONGEST_ALGORITHM: usize = 16;
/// What such words begin with is an algorithm, a version or an address.
const KNOWN: &[&[u8]] = &[
    b"sha", b"md5", b"aes", b"base64", b"utf", b"oauth", b"http", b"hs256", b"rs256", b"es256", b"bcrypt", b"argon2",
    b"pbkdf2", b"ed25519", b"x509", b"ipv", b"rfc", b"win32", b"x86", b"file:", b"web",
];

/// A date, a time, a version, an address, a path or a number with a unit.
pub(super) fn is_known(value: &[u8]) -> bool {
    #[rustfmt::skip]
    const UNITS: &[&[u8]] = &[
        b"ms", b"s", b"sec", b"secs", b"seconds", b"min", b"mins", b"minutes", b"h", b"hours", b"d", b"days", b"chars", b"characters", b"bytes", b"bits", b"bit",
        b"kb", b"mb", b"gb", b"th", b"px", b"digits", b"words", b"times",
    ];
    let digits = value.iter().take_while(|byte| is_digit(**byte)).count();
    let rest = value[digits..].strip_prefix(b"-").unwrap_or(&value[digits..]);
    let is_amount = digits > 0 && UNITS.iter().any(|unit| rest.eq_ignore_ascii_case(unit));
    let is_date = digits == 4 && matches!(value, [_, _, _, _, b'-', a, b, b'-', ..] if is_digit(*a) && is_digit(*b));
    let is_version = matches!(value, [b'v' | b'V', digit, rest @ ..] if is_digit(*digit) && rest.iter().all(|byte| is_digit(*byte) || matches!(byte, b'.' | b'-')));
    let is_address = memchr::memmem::find(value, b"://").is_some()
        || memchr::memchr(b'@', value).is_some_and(|place| place > 0 && value[place..].contains(&b'.'));
    let begins = |start: &&[u8]| value.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    // `attempts=3`, and not the padding of Base64.
    let name = value.iter().take_while(|byte| is_word(**byte) || matches!(byte, b'_' | b'-' | b'.')).count();
    let is_assigned = at(value, name) == b'=' && !matches!(at(value, name + 1), 0 | b'=')
        || value.ends_with(b"=") && value.len() < LONGEST_ALGORITHM;
    let is_call = value.contains(&b'(');
    let is_algorithm = KNOWN.iter().any(begins) && value.len() < LONGEST_ALGORITHM;
    is_amount || is_date || is_version || is_address || is_assigned || is_call || is_algorithm
}
