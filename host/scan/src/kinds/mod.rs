//! One matcher for each built-in kind.

pub(crate) mod bearer;
pub(crate) mod card;
pub(crate) mod email;
pub(crate) mod iban;
pub(crate) mod ip;
pub(crate) mod jwt;
pub(crate) mod phone;
pub(crate) mod secret;
pub(crate) mod ssn;
pub(crate) mod url_credentials;
