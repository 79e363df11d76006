use serde::{Deserialize, Serialize};

/// What the host knows how to find, with check digits where there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
    /// Payment card numbers (Luhn).
    Card,
    /// International bank account numbers (ISO 13616).
    Iban,
    /// IPv4 addresses.
    Ipv4,
    /// IPv6 addresses.
    Ipv6,
    /// JSON Web Tokens.
    Jwt,
    /// `Bearer` tokens.
    Bearer,
    /// User and password in a URL.
    UrlCredentials,
    /// Social security numbers of the USA.
    Ssn,
    /// What stands after, or in a member of, a name that tells a secret: `password`, `x-api-key`.
    Secret,
    /// What a member holds that is somebody's name by definition, such as `user.full_name`.
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
    /// Every kind.
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

    /// Those to find where settings name none: what is taken for one of them nearly always is one, and a text without
    /// them costs next to nothing.
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

    /// The name in settings and receipts, such as `url-credentials`.
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
