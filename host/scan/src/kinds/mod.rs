//! One matcher for each built-in kind.

pub(crate) mod bank_account;
pub(crate) mod bearer;
pub(crate) mod birth_date;
pub(crate) mod card;
mod check_digits;
pub(crate) mod coordinates;
pub(crate) mod crypto_wallet;
pub(crate) mod device_id;
pub(crate) mod email;
pub(crate) mod iban;
pub(crate) mod ip;
pub(crate) mod jwt;
pub(crate) mod label;
pub(crate) mod mac_address;
pub(crate) mod national_id;
pub(crate) mod passport;
pub(crate) mod phone;
pub(crate) mod secret;
pub(crate) mod ssn;
pub(crate) mod url_credentials;
pub(crate) mod user_path;
pub(crate) mod vehicle_id;
