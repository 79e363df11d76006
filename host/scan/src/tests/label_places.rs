//! Places of a label around its value, beside those in `labels`.

use super::marked::check;
use crate::Kind;

#[test]
fn assignments_of_every_kind_stand_between() {
    check(
        Kind::Passport,
        &[
            "'passport' => '«AB1234567»', ['passport no.'] => '«AB1234567»'",
            "passport       «AB1234567», passport.......: «AB1234567»",
            "passport;«AB1234567», passport: {«AB1234567»}, passport? <«AB1234567»>",
            "Passport ⇒ «AB1234567», ‹passport›: ‹«AB1234567»›, passport，「«AB1234567»」",
        ],
    );
    check(Kind::NationalId, &["BSN .........: «111222333», BSN:\t\t\t\t\t\t\t\t\t\t\t«111222333»"]);
    check(Kind::Passport, &["passport                          AB1234567"]);
}

#[test]
fn abbreviations_match_with_dots() {
    check(Kind::BirthDate, &["D.O.B. «12/04/1985», d.o.b: «12 April 1985»"]);
    check(Kind::BankAccount, &["S/C: «30-96-44», account «30884921», s/c «40-35-58»"]);
    check(Kind::NationalId, &["C.F.: «RSSMRA85T10A562S», N.I. no. «AB 12 34 56 C»"]);
}

#[test]
fn another_attribute_or_member_tells() {
    check(
        Kind::BirthDate,
        &[
            "<input name=\"dob\" type=\"text\" value=\"«1985-04-12»\">",
            "<field name='date_of_birth'>«1985-04-12»</field>",
            "{\"name\":\"birthDate\",\"value\":\"«1985-04-12»\"}",
            "key: dob, value: «1985-04-12»",
            "<BirthDate xsi:type=\"date\">«1985-04-12»</BirthDate>",
        ],
    );
    check(
        Kind::Passport,
        &["{\"type\":\"passport\",\"country\":\"DE\",\"number\":\"«C01X00T47»\"}", "doc=passport number=«AB1234567»"],
    );
    check(
        Kind::Coordinates,
        &[
            "<meta name=\"geo.position\" content=\"«52.520008;13.404954»\">",
            "<meta name=\"ICBM\" content=\"«52.5200, 13.4050»\">",
        ],
    );
    check(
        Kind::BirthDate,
        &[
            "{\"dob\":null,\"value\":\"1985-04-12\"}",
            "<input name=\"start\" value=\"1985-04-12\"> dob",
            "<b id=\"dob\"></b> <input value=\"1985-04-12\">",
        ],
    );
}

#[test]
fn words_of_several_languages_stand_between() {
    check(
        Kind::NationalId,
        &[
            "your BSN on record is «111222333», meine Steuer-ID lautet «86095742719»",
            "numéro fiscal du client : «1 84 12 76 451 089 46», le NIR est le «184127645108946»",
            "social insurance number: «046 454 286», Permanent Account Number «ABCPE1234F»",
        ],
    );
    check(Kind::Passport, &["Passin numero on «AB1234567», номер паспорта клиента: «AB1234567»"]);
    check(Kind::Coordinates, &["緯度«35.681236»、経度«139.767125»"]);
}
