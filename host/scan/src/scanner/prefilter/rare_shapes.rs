//! Shapes with bytes that most texts do not have: they are looked for in the whole text at once.

use crate::Kind;
use crate::kinds::jwt;
use crate::kinds::secret::said;
use crate::kinds::secret::written::assigned;
use crate::kinds::secret::written::tables::columns;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::text::bytes::{at, before};
use crate::text::classify::{for_each_place, is_markup, is_rare};
use crate::text::escapes::is_reference;

const PHONE: Kinds = Kinds::of(Kind::Phone);
const URL_CREDENTIALS: Kinds = Kinds::of(Kind::UrlCredentials);
const SECRET: Kinds = Kinds::of(Kind::Secret);

/// Kinds that need `&nbsp;` and the like, or `token -> X`.
#[cold]
pub(super) fn markup_kinds(text: &[u8], built_ins: &BuiltIns) -> Kinds {
    let mut kinds = Kinds::NONE;
    for_each_place(text, is_markup, |place| {
        kinds = kinds.with(match text[place] {
            b'&' => Kinds::ESCAPED.when(is_reference(text, place)),
            _ if before(text, place) == b'-' => SECRET.when(assigned::is_arrow(text, place, &built_ins.secret_names)),
            _ => Kinds::NONE,
        });
    });
    kinds
}

/// Kinds whose values stand behind a label and a blank, or a word that leads back to one.
#[inline(never)]
pub(super) fn said_kinds(text: &[u8], built_ins: &BuiltIns) -> Kinds {
    SECRET.when(said::is_in(text, &built_ins.secret_names))
}

/// Kinds that need one of `@`, `%`, `J`, `<`, or the end of a line, and escapes.
#[cold]
pub(super) fn rare_kinds(text: &[u8], built_ins: &BuiltIns) -> Kinds {
    let email = Kinds::of(Kind::Email);
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80;
    let (mut kinds, mut floor) = (Kinds::NONE, 0);
    for_each_place(text, is_rare, |place| {
        kinds = kinds.with(match (text[place], at(text, place + 1), at(text, place + 2)) {
            (b'@', ..) => email.with(URL_CREDENTIALS),
            (b'J', ..) => Kinds::of(Kind::Jwt).when(jwt::may_begin(text, place, &mut floor)),
            // `\"password\":`.
            (b'\\', ..) => Kinds::ESCAPED.with(URL_CREDENTIALS),
            (b'\n', ..) => SECRET.when(columns::may_end(text, place, &built_ins.secret_names)),
            (b'|' | 0x1c, ..) => Kinds::NONE,
            // `<password>`, `<input type=`.
            (b'<', first, _) => SECRET.when(is_name(first)),
            (_, first, second) if !(first.is_ascii_hexdigit() && second.is_ascii_hexdigit()) => Kinds::NONE,
            (_, b'4', b'0') => email.with(Kinds::ESCAPED),
            (_, b'2', b'B' | b'b') => PHONE.with(Kinds::ESCAPED),
            (_, b'3', b'D' | b'd') => URL_CREDENTIALS.with(Kinds::ESCAPED),
            _ => Kinds::ESCAPED,
        });
    });
    kinds
}
