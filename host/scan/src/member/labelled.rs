//! Members whose names are labels of numbers.

use super::list::OF_LABELS;
use super::name::MemberName;
use crate::Kind;
use crate::kinds::label::{self, Labels};
use crate::kinds::{
    bank_account, birth_date, coordinates, device_id, mac_address, national_id, passport, secret::Name, vehicle_id,
};
use crate::policy::kind_set::Kinds;

/// No number is longer.
const LONGEST: usize = 64;
#[rustfmt::skip]
const KINDS: [Kind; 8] = [
    Kind::NationalId, Kind::Passport, Kind::BankAccount, Kind::DeviceId, Kind::MacAddress, Kind::VehicleId, Kind::BirthDate,
    Kind::Coordinates,
];

/// Whether the name tells any kind.
#[cold]
pub(super) fn is_one(name: MemberName<'_>) -> bool {
    label_of(name) != Labels::NONE
}

/// The kind that the name tells, where the whole value is one.
#[cold]
pub(super) fn told(name: MemberName<'_>, value: &str, wanted: Kinds) -> Option<Kind> {
    if !wanted.has(Kinds::WORDS) || value.is_empty() || value.len() > LONGEST {
        return None;
    }
    let (told, value) = (label_of(name), value.as_bytes());
    let is_value = |kind: Kind| match kind {
        Kind::NationalId => national_id::is_value(value, told),
        Kind::Passport => passport::is_value(value),
        Kind::BankAccount => bank_account::is_value(value, told),
        Kind::DeviceId => device_id::is_value(value),
        Kind::MacAddress => mac_address::is_value(value),
        Kind::VehicleId => vehicle_id::is_value(value),
        Kind::BirthDate => birth_date::is_value(value),
        _ => coordinates::is_value(value, told),
    };
    let kinds = told.kinds().and(wanted);
    KINDS.into_iter().find(|kind| kinds.has(Kinds::of(*kind)) && is_value(*kind))
}

/// What the name tells, or the name of the object around it: `passport.number`.
fn label_of(name: MemberName<'_>) -> Labels {
    let own = label::of_member(name.own);
    let is_part = || OF_LABELS.iter().any(|part| Name::of(name.own).letters() == part.as_bytes());
    if own == Labels::NONE && is_part() { label::of_member(name.parent) } else { own }
}
