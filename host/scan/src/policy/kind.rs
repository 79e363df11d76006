//! The built-in kinds.

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
    /// Numbers of identity, tax, insurance and health that states give out: checked, or told by a word.
    NationalId,
    /// Numbers of passports that a word or the name of a member tells.
    Passport,
    /// Bank accounts that are no IBAN: ABA routing numbers, sort codes with accounts, BIC; told by a word.
    BankAccount,
    /// Addresses of Bitcoin, Litecoin, Dogecoin, Dash, Tron and XRP (Base58Check, Bech32), and Ethereum.
    CryptoWallet,
    /// MAC addresses (EUI-48, EUI-64).
    MacAddress,
    /// IMEI of devices, told by a word.
    DeviceId,
    /// Vehicle identification numbers (ISO 3779).
    VehicleId,
    /// Dates of birth that a word or the name of a member tells.
    BirthDate,
    /// Geographic coordinates that a word or the name of a member tells.
    Coordinates,
    /// Names of users in paths: `/home/NAME`, `/Users/NAME`, `C:\Users\NAME`.
    UserPath,
}

impl Kind {
    /// All kinds, in the order of the filter contract.
    pub const ALL: [Kind; 22] = [
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
        Kind::NationalId,
        Kind::Passport,
        Kind::BankAccount,
        Kind::CryptoWallet,
        Kind::MacAddress,
        Kind::DeviceId,
        Kind::VehicleId,
        Kind::BirthDate,
        Kind::Coordinates,
        Kind::UserPath,
    ];

    /// Those that are looked for where settings name none: what a text without them costs next to nothing for, and what is taken
    /// for one of them nearly always is one.
    pub const DEFAULT: [Kind; 12] = [
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
            Kind::NationalId => "national-id",
            Kind::Passport => "passport",
            Kind::BankAccount => "bank-account",
            Kind::CryptoWallet => "crypto-wallet",
            Kind::MacAddress => "mac-address",
            Kind::DeviceId => "device-id",
            Kind::VehicleId => "vehicle-id",
            Kind::BirthDate => "birth-date",
            Kind::Coordinates => "coordinates",
            Kind::UserPath => "user-path",
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
    "unknown kind of text pattern; use email, phone, card, iban, ipv4, ipv6, jwt, bearer, url-credentials, ssn, secret, person, \
     national-id, passport, bank-account, crypto-wallet, mac-address, device-id, vehicle-id, \
     birth-date, coordinates, user-path, or a regex"
)]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Kind, UnknownKind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or(UnknownKind)
    }
}
