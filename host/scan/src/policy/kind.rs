//! The built-in kinds and sets of them.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What a built-in matcher looks for. The exact rules are in the module of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Kind {
    /// E-mail addresses, internationalised ones and percent-encoded `@` included.
    Email,
    /// Phone numbers with a `+`, an international prefix, or the separators of a national form.
    Phone,
    /// Payment card numbers: 13 to 19 digits with an issuer's prefix and a valid check digit.
    Card,
    /// International bank account numbers with valid check digits.
    Iban,
    /// Dotted IPv4 addresses; not version numbers.
    Ipv4,
    /// IPv6 addresses, full, compressed, or with an embedded IPv4 address.
    Ipv6,
    /// JSON Web Tokens, signed, unsecured or encrypted.
    Jwt,
    /// The credentials after `Bearer` or `Basic`.
    Bearer,
    /// User information and secret parameters in URLs.
    UrlCredentials,
    /// United States social security numbers, with separators.
    Ssn,
    /// Keys of services and private keys, by their shape; values of members, headers, attributes, assignments and options whose
    /// names tell secrets.
    Secret,
    /// Values of members that hold people's names by definition.
    Person,
}

impl Kind {
    /// All kinds, in the order of the filter contract.
    pub const ALL: [Kind; 12] = [
        Kind::Email,
        Kind::Phone,
        Kind::Card,
        Kind::Iban,
        Kind::Ipv4,
        Kind::Ipv6,
        Kind::Jwt,
        Kind::Bearer,
        Kind::UrlCredentials,
        Kind::Ssn,
        Kind::Secret,
        Kind::Person,
    ];

    /// The name of the kind in the filter contract and in configurations.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Email => "email",
            Kind::Phone => "phone",
            Kind::Card => "card",
            Kind::Iban => "iban",
            Kind::Ipv4 => "ipv4",
            Kind::Ipv6 => "ipv6",
            Kind::Jwt => "jwt",
            Kind::Bearer => "bearer",
            Kind::UrlCredentials => "url-credentials",
            Kind::Ssn => "ssn",
            Kind::Secret => "secret",
            Kind::Person => "person",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that is no built-in kind.
#[derive(Debug, thiserror::Error)]
#[error(
    "unknown kind of text pattern; use email, phone, card, iban, ipv4, ipv6, jwt, bearer, url-credentials, ssn, secret, person, or a regex"
)]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Kind, UnknownKind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or(UnknownKind)
    }
}

/// A set of kinds, and of three facts about a text that concern all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(u32);

impl Kinds {
    pub(crate) const NONE: Kinds = Kinds(0);
    /// The text has a `%XX` or a backslash, so it may hold something escaped.
    pub(crate) const ESCAPED: Kinds = Kinds(1 << 29);
    /// The text has bytes outside ASCII, so it may hold look-alikes of digits and separators.
    pub(crate) const NON_ASCII: Kinds = Kinds(1 << 30);
    /// Both: the text may read otherwise than its bytes say.
    pub(crate) const DISGUISED: Kinds = Kinds::ESCAPED.with(Kinds::NON_ASCII);
    /// The text has a run of digits that would be a card or phone number if it were a JSON number.
    pub(crate) const LONG_NUMBER: Kinds = Kinds(1 << 31);

    #[inline]
    pub(crate) const fn of(kind: Kind) -> Kinds {
        Kinds(1 << kind as u32)
    }

    #[inline]
    pub(crate) const fn with(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// `self` where `condition` holds, nothing otherwise; without a branch.
    #[inline(always)]
    pub(crate) fn when(self, condition: bool) -> Kinds {
        Kinds(self.0 & (condition as u32).wrapping_neg())
    }

    #[inline]
    pub(crate) const fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    #[inline]
    pub(crate) const fn has(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = Kind> {
        let mut left = self.0 & ((1 << Kind::ALL.len()) - 1);
        std::iter::from_fn(move || {
            let kind = *Kind::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(kind)
        })
    }
}
