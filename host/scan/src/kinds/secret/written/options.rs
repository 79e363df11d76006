//! Options of command lines: `--token X`, `-Password X`, `"--token","X"`, `-passin pass:X`, and those of certain programs (`commands`).

use super::commands;
use super::literal::{at_place, blanks_end};
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::kinds::secret::value::{self, Separator};
use crate::text::bytes::{at, before, is_digit};
use crate::text::steps::steps;

const LONGEST: usize = 40;
/// Of an option with one dash. Shorter ones are letters.
const SHORTEST: usize = 4;

/// The secret of the option whose first dash is at `dash`.
pub(crate) fn find(text: &[u8], dash: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if !matches!(before(text, dash), 0 | b' ' | b'"' | b'\'' | b'\n' | b'\t') {
        return None;
    }
    let has_two = at(text, dash + 1) == b'-';
    if !has_two && before(text, dash) != b' ' {
        return None;
    }
    let start = dash + 1 + usize::from(has_two);
    // A number, as the prefilter takes it.
    if !has_two && is_digit(at(text, start)) {
        return None;
    }
    let name = text.get(start..)?.iter().take(LONGEST);
    let name = name.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || **byte >= 0x80);
    let end = start + name.count();
    steps(end - start);
    if !has_two && end - start < SHORTEST || at(text, end) == b' ' && !names.may_end(text, end) {
        return commands::find(text, dash);
    }
    let is_quoted = matches!(at(text, end), b'"' | b'\'');
    if !(is_quoted || at(text, end) == b' ') || !names.may_end(text, end) {
        return None;
    }
    let name = Name::before(text, end);
    let told = names.told_by(&name).filter(|told| !matches!(told, Told::Parameter(_)))?;
    if is_quoted {
        return listed(text, end, told, names);
    }
    let secret = value::find(text, end, Separator::Assignment, told, names)?;
    // That of a store of secrets is a place: `--secret-id prod/db`.
    let is_place = name.letters() == b"secretid" && !text[secret.0..secret.1].iter().any(|byte| is_digit(*byte));
    (!is_place).then_some(secret)
}

/// Whether an option that tells a secret may begin at `dash`.
pub(crate) fn may_be_one(text: &[u8], dash: usize, names: &SecretNames) -> bool {
    at(text, dash) == b'-' && find(text, dash, names).is_some()
}

/// The text behind the quote at `quote` that closes an option in a list of arguments.
fn listed(text: &[u8], quote: usize, told: Told, names: &SecretNames) -> Option<(usize, usize)> {
    let comma = blanks_end(text, quote + 1);
    let place = blanks_end(text, comma + usize::from(at(text, comma) == b','));
    let (start, end) = at_place(text, place).filter(|_| place > quote + 1)?;
    value::is_secret(&text[start..end], told, names).then_some((start, end))
}
