//! Places of a label around its value, beside those in `labels`.

use super::marked::{check, find, mark, scanner};
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

#[test]
fn a_column_has_its_heading_as_a_label() {
    for (kind, text) in [
        (Kind::Passport, "passport;country\n«AB1234567»;DE\n«C01X00T47»;AT"),
        (Kind::Passport, "import:\n\"name\",\"passport no\"\n\"Ann\",\"«AB1234567»\""),
        (Kind::BirthDate, "name\tdob\r\nAnn\t«1985-04-12»"),
        (Kind::BirthDate, "| name | dob |\n|---|---|\n| Ann | «1985-04-12» |"),
        (Kind::Phone, "id;telefon;city\n4;«00493012345678»;Bonn"),
        (Kind::Phone, "id,phone\n1,«0108878270»"),
        (Kind::Passport, "country;passport;x\nAB1234567;DE;1"),
        (Kind::Passport, "passport;country\nDE;AB1234567"),
    ] {
        let plain: String = text.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(mark(&plain, &find(&scanner(&[kind]), &plain)), text, "{kind}");
    }
}

#[test]
fn genders_alternatives_and_single_letters_belong_to_a_label() {
    check(
        Kind::BirthDate,
        &["né(e) le : «12/04/1985», nato/a il «12.04.1985», Nacida a «12/04/1985», ur. «12-04-1985»"],
    );
    check(Kind::NationalId, &["CPF/CNPJ: «39053344705», NIF/NIE: «12345678Z», o meu NIF é «123 456 789»"]);
    check(Kind::BankAccount, &["sort code / account: «30-97-74» / «57426520»"]);
    check(Kind::Passport, &["Passaporto n. «X3108789», «AB1234567» (the number (passport no.))"]);
    check(Kind::BirthDate, &["your 12-04-1985 order, ur 12-04-1985"]);
}

#[test]
fn words_and_marks_may_stand_between_a_label_and_more_words() {
    check(
        Kind::Passport,
        &[
            "the passport (no. «AB1234567»), passport, number «AB1234567», passport with the number «AB1234567»",
            "PASSPORT~«AB1234567», passport^«AB1234567», passport … «AB1234567», passport changed from \"«AB1234567»\"",
            "agent: passport number? customer: «AB1234567»",
            "passport (see the note) for AB1234567, passport of John, AB1234567",
        ],
    );
    check(Kind::BirthDate, &["Q: Date of birth? A: «12/04/1985», DOB? customer: «12/04/1985»"]);
}

#[test]
fn nationalities_stand_behind_a_label() {
    check(
        Kind::NationalId,
        &[
            "número de seguridad social austriaco: «1237010180»",
            "numéro de sécurité sociale français : «1841276451089 46»",
        ],
    );
}
