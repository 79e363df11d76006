use crate::{
    locale::Locale,
    random::Random,
    sample::{Set, Value},
    values::{
        account, card, email, iban, identity, machine, national_id, network, phone, service_key, ssn, token, url,
    },
};

/// A row of the table: values of one kind that are told apart in one way.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub name: &'static str,
    /// The kind that a redaction should name; `credential` is any that no other row has.
    pub kind: &'static str,
    /// Texts in each set.
    pub count: usize,
    pub surroundings: Surroundings,
}

/// Which surroundings a row's values have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surroundings {
    /// Any, and those that are made for the kind.
    All,
    /// Any that says nothing of the value.
    Silent,
    /// Those that say what the value is.
    Telling,
    /// Any that changes no character of the value.
    Verbatim,
    /// The value brings its own.
    Own,
}

use Surroundings::{All, Own, Silent, Telling, Verbatim};

pub const EMAIL: &str = "e-mail";
pub const PHONE_INTERNATIONAL: &str = "phone, international";
pub const PHONE_TOLD: &str = "phone, national, a word tells";
pub const PHONE_ALONE: &str = "phone, national, alone";
pub const CARD: &str = "card";
pub const IBAN: &str = "IBAN";
pub const IPV4: &str = "IPv4";
pub const IPV6: &str = "IPv6";
pub const JWT: &str = "JWT";
pub const BEARER: &str = "Bearer and Basic";
pub const URL_USER: &str = "user information in URLs";
pub const URL_PARAMETER: &str = "secret parameters in URLs";
pub const SSN: &str = "SSN";
pub const SSN_TOLD: &str = "SSN, a word tells";
pub const SECRET: &str = "secrets that a name tells";
pub const SERVICE_KEY: &str = "keys of services";
pub const PRIVATE_KEY: &str = "private keys";
pub const NATIONAL_ID: &str = "national ids";
pub const NATIONAL_ID_TOLD: &str = "national ids, a word tells";
pub const PASSPORT: &str = "passports";
pub const BANK_ACCOUNT: &str = "bank accounts beside IBAN";
pub const CRYPTO_WALLET: &str = "crypto wallets";
pub const MAC_ADDRESS: &str = "MAC addresses";
pub const DEVICE_ID: &str = "IMEI";
pub const VEHICLE_ID: &str = "VIN";
pub const BIRTH_DATE: &str = "dates of birth";
pub const COORDINATES: &str = "coordinates";
pub const USER_PATH: &str = "users in paths";

pub const ROWS: &[Row] = &[
    row(EMAIL, "email", 3_000, All),
    row(PHONE_INTERNATIONAL, "phone", 2_500, All),
    row(PHONE_TOLD, "phone", 3_000, Telling),
    row(PHONE_ALONE, "phone", 1_500, Silent),
    row(CARD, "card", 2_000, All),
    row(IBAN, "iban", 2_000, All),
    row(IPV4, "ipv4", 2_000, All),
    row(IPV6, "ipv6", 1_500, All),
    row(JWT, "jwt", 1_000, Verbatim),
    row(BEARER, "bearer", 1_000, Verbatim),
    row(URL_USER, "url-credentials", 800, Verbatim),
    row(URL_PARAMETER, "url-credentials", 1_200, Verbatim),
    row(SSN, "ssn", 1_000, All),
    row(SSN_TOLD, "ssn", 300, Own),
    row(SECRET, CREDENTIAL, 2_500, Own),
    row(SERVICE_KEY, CREDENTIAL, 800, Verbatim),
    row(PRIVATE_KEY, CREDENTIAL, 100, Verbatim),
    row(NATIONAL_ID, "national-id", 1_500, All),
    row(NATIONAL_ID_TOLD, "national-id", 1_900, Own),
    row(PASSPORT, "passport", 600, Own),
    row(BANK_ACCOUNT, "bank-account", 600, Own),
    row(CRYPTO_WALLET, "crypto-wallet", 600, All),
    row(MAC_ADDRESS, "mac-address", 900, All),
    row(DEVICE_ID, "device-id", 500, Own),
    row(VEHICLE_ID, "vehicle-id", 700, Own),
    row(BIRTH_DATE, "birth-date", 700, Own),
    row(COORDINATES, "coordinates", 700, Own),
    row(USER_PATH, "user-path", 900, Verbatim),
];

/// The kind of secrets that have no row's kind.
pub const CREDENTIAL: &str = "credential";

const fn row(name: &'static str, kind: &'static str, count: usize, surroundings: Surroundings) -> Row {
    Row { name, kind, count, surroundings }
}

impl Row {
    /// Whether a redaction under this rule names values of this row rightly: a secret may be called after any kind of secret.
    pub fn is_named_by(&self, rule: &str) -> bool {
        let own = |kind: &str| ROWS.iter().any(|row| row.kind == kind && !is_secret(kind));
        if is_secret(self.kind) { !own(rule) } else { self.kind == rule }
    }

    /// A new value. [`SECRET`] has none: its values come with their texts.
    pub fn value(&self, set: Set, locale: &Locale, region: &str, random: &mut Random) -> Value {
        match self.name {
            EMAIL => email::email(set, locale, random),
            PHONE_INTERNATIONAL => phone::international(set, region, random),
            PHONE_TOLD => phone::labelled(set, region, random),
            PHONE_ALONE => phone::national(region, random),
            CARD => card::card(set, random),
            IBAN => iban::iban(set, random),
            IPV4 => network::ipv4(set, random),
            IPV6 => network::ipv6(set, random),
            JWT => token::jwt(set, random),
            BEARER => token::bearer(set, random),
            URL_USER => url::user_information(set, random),
            URL_PARAMETER => url::parameter(set, random),
            SSN => ssn::ssn(set, random),
            SSN_TOLD => ssn::labelled(set, random),
            SERVICE_KEY => service_key::service_key(set, random),
            PRIVATE_KEY => service_key::private_key(random),
            NATIONAL_ID => national_id::alone(set, random),
            NATIONAL_ID_TOLD => national_id::told(set, random),
            PASSPORT => identity::passport(set, random),
            BANK_ACCOUNT => account::bank_account(set, random),
            CRYPTO_WALLET => account::crypto_wallet(set, random),
            MAC_ADDRESS => machine::mac_address(set, random),
            DEVICE_ID => machine::imei(set, random),
            VEHICLE_ID => machine::vehicle_id(set, random),
            BIRTH_DATE => identity::birth_date(set, random),
            COORDINATES => identity::coordinates(set, random),
            USER_PATH => identity::user_path(set, random),
            other => panic!("{other} makes its own texts"),
        }
    }
}

fn is_secret(kind: &str) -> bool {
    matches!(kind, "jwt" | "bearer" | "url-credentials" | CREDENTIAL)
}
