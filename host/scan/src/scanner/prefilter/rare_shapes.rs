//! Shapes with bytes that most texts do not have: they are looked for in the whole text at once.

use crate::Kind;
use crate::kinds::{jwt, secret};
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::text::bytes::{at, before};
use crate::text::escapes::is_reference;

const PHONE: Kinds = Kinds::of(Kind::Phone);
const URL_CREDENTIALS: Kinds = Kinds::of(Kind::UrlCredentials);
const SECRET: Kinds = Kinds::of(Kind::Secret);

/// Kinds that need `&nbsp;` and the like, or `token -> X`.
#[cold]
pub(super) fn markup_kinds(text: &[u8], built_ins: &BuiltIns) -> Kinds {
    memchr::memchr2_iter(b'&', b'>', text).fold(Kinds::NONE, |kinds, place| {
        kinds.with(match text[place] {
            b'&' => Kinds::ESCAPED.when(is_reference(text, place)),
            _ if before(text, place) == b'-' => SECRET.when(secret::is_arrow(text, place, &built_ins.secret_names)),
            _ => Kinds::NONE,
        })
    })
}

/// Kinds that need one of `@`, `%`, `J`, `<`, and escapes.
#[cold]
pub(super) fn rare_kinds(text: &[u8]) -> Kinds {
    let email = Kinds::of(Kind::Email);
    // `\"password\":`.
    let backslash = Kinds::ESCAPED.with(URL_CREDENTIALS).when(memchr::memchr(b'\\', text).is_some());
    // `<password>`, `<input type=`.
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80;
    let tag = memchr::memchr_iter(b'<', text).any(|place| is_name(at(text, place + 1)));
    let others = backslash.with(SECRET.when(tag));
    let mut floor = 0;
    memchr::memchr3_iter(b'@', b'%', b'J', text).fold(others, |kinds, place| {
        kinds.with(match (text[place], at(text, place + 1), at(text, place + 2)) {
            (b'@', ..) => email.with(URL_CREDENTIALS),
            (b'J', ..) => Kinds::of(Kind::Jwt).when(jwt::may_begin(text, place, &mut floor)),
            (_, first, second) if !(first.is_ascii_hexdigit() && second.is_ascii_hexdigit()) => Kinds::NONE,
            (_, b'4', b'0') => email.with(Kinds::ESCAPED),
            (_, b'2', b'B' | b'b') => PHONE.with(Kinds::ESCAPED),
            (_, b'3', b'D' | b'd') => URL_CREDENTIALS.with(Kinds::ESCAPED),
            _ => Kinds::ESCAPED,
        })
    })
}
