//! What labels tell.

use crate::Kind;
use crate::policy::kind_set::Kinds;

/// What a label can tell. Of national ids, each has its own check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[rustfmt::skip]
pub(crate) enum Told {
    Nino, Nhs, Utr, German, GermanCard, Insured, Pension, Nir, Fiscal, Spanish, Nuss, Cif, Italian, ItalianCard, Vat, Bsn, Belgian, Pesel, Nip, PolishCard, Swedish, Finnish, Norwegian, Portuguese, CitizenCard, Pps, Swiss, Austrian, Itin, Ein,
    Canadian, Cpf, Cnpj, Pis, Curp, Rfc, Imss, Aadhaar, Pan, Voter, Australian, Abn, Medicare, Singaporean, SouthAfrican,
    Ssn, Passport, Routing, SortCode, Swift, Account, AnyAccount, BankCode, Branch, Imei, Mac, Vehicle, Birth, Coordinate, Place, Pair,
}

/// A set of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Labels(u128);

impl Labels {
    pub(crate) const NONE: Labels = Labels(0);
    /// Every national id.
    pub(crate) const ANY_ID: Labels = Labels((1 << Told::Ssn as u8) - 1);

    /// Those that a number rarely is by chance.
    pub(crate) const CERTAIN_ID: Labels = {
        use Told::*;
        const OFTEN: [Told; 14] =
            [Nhs, Utr, Bsn, Portuguese, Itin, Ein, Canadian, Australian, Medicare, Nip, Pis, Imss, Vat, Voter];
        let (mut certain, mut index) = (Labels::ANY_ID.0, 0);
        while index < OFTEN.len() {
            certain &= !(1 << OFTEN[index] as u8);
            index += 1;
        }
        Labels(certain)
    };

    /// Of an account that is no IBAN.
    pub(crate) const BANK_ACCOUNT: Labels = Labels((1 << Told::Imei as u8) - (1 << Told::Routing as u8));
    pub(crate) const COORDINATES: Labels =
        Labels::of(Told::Coordinate).with(Labels::of(Told::Place)).with(Labels::of(Told::Pair));

    pub(crate) const fn of(told: Told) -> Labels {
        Labels(1 << told as u8)
    }

    pub(crate) const fn with(self, other: Labels) -> Labels {
        Labels(self.0 | other.0)
    }

    /// The same behind a word for `number`: `account` alone stands for many things.
    pub(super) fn numbered(self) -> Labels {
        if self.has(Labels::of(Told::AnyAccount)) { self.with(Labels::of(Told::Account)) } else { self }
    }

    pub(crate) const fn has(self, other: Labels) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds that they tell.
    pub(crate) fn kinds(self) -> Kinds {
        let of = |kind: Kind, labels: Labels| Kinds::of(kind).when(self.has(labels));
        of(Kind::NationalId, Labels::ANY_ID)
            .with(of(Kind::Passport, Labels::of(Told::Passport)))
            .with(of(Kind::BankAccount, Labels::BANK_ACCOUNT))
            .with(of(Kind::DeviceId, Labels::of(Told::Imei)))
            .with(of(Kind::MacAddress, Labels::of(Told::Mac)))
            .with(of(Kind::VehicleId, Labels::of(Told::Vehicle)))
            .with(of(Kind::BirthDate, Labels::of(Told::Birth)))
            .with(of(Kind::Coordinates, Labels::COORDINATES))
    }
}

/// What is told of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Telling {
    pub(crate) labels: Labels,
    /// Where the value has to end: before the label in parentheses that stands behind it.
    pub(super) end: Option<usize>,
}

impl Telling {
    /// Whether a value that ends at `end` may be the one that is told of.
    pub(crate) fn admits(self, end: usize) -> bool {
        self.end.is_none_or(|wanted| wanted == end)
    }
}
