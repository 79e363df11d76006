//! Ids and accounts beside those in `national_ids` and `accounts`.

use super::marked::check;
use crate::Kind;

#[test]
fn numbers_of_the_german_pension_insurance_need_no_word() {
    check(
        Kind::NationalId,
        &["«15070649C103», «15 070649 C 103»", "Rentenversicherungsnummer: «15070649C103», SV-Nr. «15 070649 C 103»"],
    );
    check(Kind::NationalId, &["15070649C104, 15079949C103, 15070649c103"]);
}

#[test]
fn a_spanish_id_with_a_dash_needs_no_word() {
    check(Kind::NationalId, &["«12345678-Z»", "documento nacional de identidad: «12345678Z»"]);
    check(Kind::NationalId, &["12345678-A, 12345678Z, 12345678-Z-1"]);
}

#[test]
fn what_an_id_number_is_must_be_certain() {
    check(Kind::NationalId, &["id number: «8001015009087», ID no. «RSSMRA85T10A562S»"]);
    check(Kind::NationalId, &["id number: 111222333, ID no. 12-3456789"]);
}

#[test]
fn numbers_of_accounts_match_after_a_word() {
    check(
        Kind::BankAccount,
        &[
            "account number: «12345678», acct no. «0012 3456 78», Kontonummer «532 013 000»",
            "BLZ «100 500 00», bsb: «062-000», IFSC «SBIN0001234»",
            "account 12345678 of 3",
            "Acc «12345678», sort code «12-34-56»; sort code «12-34-56» / «1234 5678»",
            "BIC «DEUT DE FF», SWIFT: «DEUT DE FF 500»",
            "رمز السويفت «DEUTDEFF»",
        ],
    );
    check(
        Kind::BankAccount,
        &["account number 12345, account number: 2026-11-22, account number 000000", "BIC DEUT ZZ FF, blz 1005000"],
    );
}
