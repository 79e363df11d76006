//! What the names of members tell of their values.
//!
//! A member that holds somebody's name by definition is a `person`: OpenTelemetry's `user.name`, `user.full_name` and
//! `enduser.id` (<https://opentelemetry.io/docs/specs/semconv/registry/attributes/user/>), Faro's `user.username` and
//! `user.fullName`, Sentry's `user.username`, Datadog's `usr.name`, first and last names, the agents' and customers' names of
//! Genesys. Not the name of a product, a file or a host, nor an id such as `user.id`.
//!
//! A member whose name is a label of numbers (`bsn`, `passportNumber`, `latitude`) holds one if its whole value looks like it
//! (`labelled`).
//!
//! A member that holds a telephone or social security number is one however its digits are written: from 7 to 15 digits,
//! or nine.

mod beside;
mod labelled;
pub(crate) mod list;
mod name;
pub(crate) mod plain_names;

pub use beside::{is_name_of_name, is_name_of_value};
use list::{AGENTS, OF_LABELS, PERSONS, PHONES, SSNS, TellingNames, WITHIN};
pub use name::MemberName;

use super::Kind;
use crate::kinds::secret;
use crate::kinds::secret::Name;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::text::bytes::is_digit;

/// Digits of a telephone number, an extension of an office included.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
const SSN_DIGITS: usize = 9;
/// Nobody's name is longer.
const LONGEST_NAME: usize = 128;

/// The kind that the name tells, and what of the value is it.
#[inline]
pub(crate) fn told(
    name: MemberName<'_>,
    value: &str,
    wanted: Kinds,
    built_ins: &BuiltIns,
    names: &TellingNames,
) -> Option<(Kind, usize, usize)> {
    if tells_nothing(name, built_ins, names) {
        return None;
    }
    if wanted.has(Kinds::of(Kind::Secret))
        && let Some((start, end)) = secret::of_member(name.own, value, &built_ins.secret_names)
    {
        return Some((Kind::Secret, start, end));
    }
    let told = told_by_letters(name, value, wanted);
    let kind = if told.is_none() && names.has_labels { labelled::told(name, value, wanted) } else { told }?;
    Some((kind, 0, value.len()))
}

/// The kind of a JSON number that the name of its member tells.
pub(crate) fn told_of_number(
    name: MemberName<'_>,
    number: &str,
    wanted: Kinds,
    built_ins: &BuiltIns,
    names: &TellingNames,
) -> Option<Kind> {
    if tells_nothing(name, built_ins, names) {
        return None;
    }
    if wanted.has(Kinds::of(Kind::Secret)) && secret::is_number_of(name.own, number, &built_ins.secret_names) {
        return Some(Kind::Secret);
    }
    let numeric = wanted.and(Kinds::of(Kind::Phone).with(Kinds::of(Kind::Ssn)));
    told_by_letters(name, number, numeric).or_else(|| labelled::told(name, number, wanted))
}

/// Whether a name tells nothing, whatever the value is and whichever kinds are wanted.
#[inline]
fn tells_nothing(name: MemberName<'_>, built_ins: &BuiltIns, names: &TellingNames) -> bool {
    name.own.is_empty()
        || plain_names::is_plain(name, names.id, || {
            let own = Name::of(name.own);
            let is_secret = secret::is_told_of_members(name.own, &built_ins.secret_names);
            let is_label = names.has_labels && labelled::is_one(name);
            !is_secret && !is_label && !names_a_person(name) && !ends_in_one(&own, PHONES) && !ends_in_one(&own, SSNS)
        })
}

/// Whether a name tells nothing in any object. Slower than a quick look, for a name that many members have.
pub(crate) fn is_plain_everywhere(own: &str, built_ins: &BuiltIns, names: &TellingNames) -> bool {
    const ANY_PARENT: &str = "\0";
    let name = MemberName { parent: ANY_PARENT, own };
    let letters = Name::of(own);
    let is = |names: &[&str]| names.iter().any(|name| letters.letters() == name.as_bytes());
    let depends_on_parent = is(WITHIN) || is(&["id"]) || names.has_labels && is(OF_LABELS);
    own.is_empty() || !depends_on_parent && tells_nothing(name, built_ins, names)
}

/// The kinds beside secrets. Most values are told from them by their first bytes, most names by their last.
fn told_by_letters(name: MemberName<'_>, value: &str, wanted: Kinds) -> Option<Kind> {
    const LAST: &[u8] = b"edhxlaisnkrwoy";
    let last = name.own.as_bytes().last()?.to_ascii_lowercase();
    if !LAST.contains(&last) || value.is_empty() || value.len() > LONGEST_NAME {
        return None;
    }
    let digits = value.bytes().filter(|byte| is_digit(*byte)).count();
    if digits >= *PHONE_DIGITS.start() {
        let is_number = value.bytes().all(|byte| is_digit(byte) || b" +-.()/".contains(&byte));
        let told = |kind: Kind, names: &[&str]| wanted.has(Kinds::of(kind)) && ends_in_one(&Name::of(name.own), names);
        return match () {
            () if !is_number => None,
            () if digits == SSN_DIGITS && told(Kind::Ssn, SSNS) => Some(Kind::Ssn),
            () if PHONE_DIGITS.contains(&digits) && told(Kind::Phone, PHONES) => Some(Kind::Phone),
            () => told_person(name, value, wanted),
        };
    }
    told_person(name, value, wanted)
}

fn told_person(name: MemberName<'_>, value: &str, wanted: Kinds) -> Option<Kind> {
    let may_be = matches!(name.own.as_bytes().last(), Some(b'e' | b'h' | b'd' | b'E' | b'H' | b'D'));
    let is_person = may_be && wanted.has(Kinds::of(Kind::Person)) && !says_nothing(value) && names_a_person(name);
    is_person.then_some(Kind::Person)
}

fn names_a_person(name: MemberName<'_>) -> bool {
    let own = Name::of(name.own);
    if ends_in_one(&own, PERSONS) || AGENTS.contains(&own.letters()) && !name.own.contains('.') {
        return true;
    }
    let parent = Name::of(name.parent);
    let of_user =
        matches!(parent.letters(), b"user" | b"usr" | b"enduser" | b"customer" | b"contact" | b"employee" | b"caller");
    let is_id = parent.letters() == b"enduser" && own.letters() == b"id";
    is_id || of_user && matches!(own.letters(), b"name" | b"hash" | b"displayname")
}

fn ends_in_one(name: &Name, ends: &[&str]) -> bool {
    let letters = name.letters();
    ends.iter().any(|end| letters.ends_with(end.as_bytes()) && name.has_word_at(letters.len() - end.len()))
}

fn says_nothing(value: &str) -> bool {
    const NOBODY: [&str; 10] =
        ["null", "none", "undefined", "unknown", "anonymous", "guest", "true", "false", "n/a", "-"];
    NOBODY.iter().any(|word| value.eq_ignore_ascii_case(word))
}
