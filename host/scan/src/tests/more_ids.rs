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

#[test]
fn cards_and_tax_numbers_match_after_a_word() {
    check(
        Kind::NationalId,
        &[
            "Personalausweisnummer: «L01X00T471», carte d'identité allemande «L01X00T471»",
            "RFC: «GOMC811225D4A», R.F.C. «LOSA890119DK3»",
            "NIP «526-10-40-828», numer dowodu «ABA300000»",
            "UTR: «1955839661», P.IVA «12345670017», NUSS «281234567840», CIF «A58818501»",
            "ABN «51 824 753 556», KVNR: «A123456780», PIS «120.54277.28-4»",
        ],
    );
    check(
        Kind::NationalId,
        &[
            "Personalausweisnummer: L01X00T472, RFC: GOMC811325D4A",
            "NIP 526-10-40-829, UTR: 2955839661, ABN 51 824 753 557",
        ],
    );
}

#[test]
fn a_word_tells_social_security_numbers_on_either_side() {
    check(Kind::Ssn, &["S.S.N.: «123456789», «123456789» (SSN), SSN # is «123456789», SS number -> «123456789»"]);
    check(Kind::Ssn, &["123456789 (see SSN at the end), 123456789 (SSNs)"]);
}

#[test]
fn passports_of_few_digits_in_threes_and_in_lower_case_match() {
    check(Kind::Passport, &["Pass-Nr.: «C7KPXH1KW», passport «544 447 717», passport number: «cf98j5291»"]);
    check(Kind::Passport, &["passport CLFTRXKWP, passport 544 447 717 12, passport of grade12"]);
}

#[test]
fn months_may_touch_days_and_years() {
    check(Kind::BirthDate, &["dob «12APR1985», D.O.B. «2Sept85»"]);
    check(Kind::BirthDate, &["dob 12A1985, dob 12APRIL85x"]);
}

#[test]
fn directions_stand_before_coordinates() {
    check(
        Kind::Coordinates,
        &["coordinates «N52.5200 E13.4050», GPS «N 52.5200, E 13.4050»", "?ll=«52.5200,13.4050»&z=15"],
    );
    check(Kind::Coordinates, &["GPS N52.52 km, section N52.5200"]);
}

#[test]
fn degrees_with_a_direction_need_no_word() {
    check(
        Kind::Coordinates,
        &[
            "«52°31'12\"N» «13°24'18\"E», «52° 31′ 12.5″ N», «13º24’18”W»",
            "«N 52° 31.200'», «E013° 24.300'», «52.5200° N», «13.4050°E», «-33.8688° S»",
        ]
        .map(|case| case.replace('"', "″"))
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>(),
    );
    check(Kind::Coordinates, &["25° N, 25.5° E, 252°31'12″N, 52°61'N, 52°31'12″Nordic, 360.0000° N, turn 90°"]);
}
