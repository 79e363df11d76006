//! Labels that do not stand right before their values.

use super::marked::{check, find, mark, scanner};
use crate::Kind;

#[test]
fn words_a_clock_and_other_rows_stand_between() {
    check(
        Kind::NationalId,
        &[
            "agent heard \"BSN\", typed «111222333»",
            "PESEL entered via keypad: «44051401359», NIE.eq.«X2482300W»",
            "BSN changed: null -> «111222333», bsn|hashed=false|«111222333»",
            "Fødselsnummer (11 siffer) is «15108695088»",
            "[12:01:02] agent: BSN?\n[12:01:09] customer: «111222333»",
        ],
    );
    check(
        Kind::BirthDate,
        &[
            "field dateOfBirth changed from \"\" to \"«19850412»\"",
            "dob mismatch («12-Apr-1985»)",
            "logger.info(\"dob: {}\", \"«1985-04-12»\")",
            "{\"dob\":\"\",\"date\":\"1985-04-12\"}, dob=\"\" date=\"1985-04-12\"",
        ],
    );
}

#[test]
fn nested_members_and_members_behind_tell() {
    check(
        Kind::Passport,
        &[
            "{\"passport\":{\"type\":\"string\",\"value\":\"«AB1234567»\"}}",
            "{\"key\":\"user.passport\",\"value\":{\"stringValue\":\"«AB1234567»\"}}",
            "{\"passport\":{\"S\":\"«AB1234567»\"}}, {\"value\":\"«AB1234567»\",\"name\":\"passportNo\"}",
            "{\"slot\":\"passport\",\"interpretedValue\":\"«AB1234567»\"}",
            "<Document type=\"passport\"><Number>«54104245»</Number></Document>",
            "<label for=\"f\">Passport no.</label> <input id=\"f\" value=\"«AB1234567»\"/>",
            "$('#passportNo').val('«AB1234567»'), cy.get('[name=passport]').type('«AB1234567»')",
            "document.getElementById(\"passport\").value = \"«AB1234567»\"",
            "{\"passport\":{\"verified\":true,\"file\":\"AB1234567\"}}, {\"type\":\"passport\",\"order\":\"AB1234567\"}",
            "{\"value\":\"AB1234567\"},{\"name\":\"passport\"}",
        ],
    );
}

#[test]
fn lists_and_cells_have_headings() {
    check(
        Kind::BirthDate,
        &[
            "INSERT INTO persons (id, dob, tier) VALUES (4, '«1985-04-12»', 'gold')",
            "{\"columns\":[\"id\",\"dob\"],\"rows\":[[7,\"«1985-04-12»\"]]}",
            "<tr><th>Name</th><th>DOB</th></tr><tr><td>Ann</td><td>«1985-04-12»</td></tr>",
            "INSERT INTO persons (dob, created) VALUES (NULL, '1985-04-12')",
            "<tr><th>DOB</th><th>Start</th></tr><tr><td>-</td><td>1985-04-12</td></tr>",
        ],
    );
}

#[test]
fn a_column_is_told_behind_numbers() {
    for text in ["id|Fecha nac.|queue\n4421|«1985-04-12»|Sales", "id;dob;start\n17;«12.04.1985»;01.02.2026"] {
        let plain: String = text.chars().filter(|one| !matches!(one, '«' | '»')).collect();
        assert_eq!(mark(&plain, &find(&scanner(&[Kind::BirthDate]), &plain)), text);
    }
}

#[test]
fn labels_behind_a_value_tell_it() {
    check(
        Kind::Passport,
        &[
            "«AB1234567» is my passport number, «AB1234567» [passport no.]",
            "«AB1234567» = passport",
            "Invalid value '«AB1234567»' for field 'passportNo'",
            "AB1234567 - passport: «C01X00T47»",
        ],
    );
    check(Kind::BirthDate, &["Ich bin am «12.04.1985» geboren.", "2026-12-16 geboren am: «12.04.1985»"]);
}

#[test]
fn a_word_further_before_tells_what_is_rarely_anything_else() {
    check(Kind::NationalId, &["Burgerservicenummer zoals het op de pas staat «111222333»"]);
    check(Kind::NationalId, &["BSN is leeg; nieuw 111222333", "BSN lookup failed for ticket 111222333"]);
    check(
        Kind::BirthDate,
        &["she was born in Lisbon, Portugal on «12 April 1985»", "born in Ghent on «April 12, 1985»"],
    );
    check(
        Kind::BirthDate,
        &[
            "birthday offer valid until 12.04.2026",
            "DOB unknown, appointment 12.04.1985",
            "birthday. Since then 12.04.1985",
        ],
    );
    check(
        Kind::Passport,
        &["the passport that I lost yesterday was «AB1234567»", "passport office, booking AB1234567"],
    );
}

#[test]
fn labels_are_known_without_the_marks_on_their_letters() {
    check(Kind::BirthDate, &["datumNarozeni=«1985-04-12», foedselsdato: «1985-04-12», dataNasterii: «1985-04-12»"]);
    check(Kind::Passport, &["{\"utlevelszam\":\"«AB1234567»\"}, cisloPasu=«AB1234567»"]);
    check(Kind::NationalId, &["numeroCartaoCidadao: «12387574 9 ZZ8»"]);
    check(Kind::BirthDate, &["ne 12.04.1985"]);
}

#[test]
fn dates_have_times_and_forms_of_many_writers() {
    check(
        Kind::BirthDate,
        &[
            "Born: Thu, «10 Mar 1960 00:00:00 GMT», dob «Jan 14 1987 00:00:00 GMT+0100»",
            "dob=«1985-04-12 00:00:00», ngày sinh: «27 tháng 6 năm 1953», \"dob\":[«1985,4,12»]",
            "dob: datetime.date(«1985, 4, 12»), birthDate: «482112000000», birthDate: «-86400000000»",
            "<input name=\"dob\" value=\"«April 3, 1984»\">, {\"dob\":{\"$date\":\"«1985-04-12T00:00:00Z»\"}}",
            "dob: 1763632800123, dob: 1985, 14, 12",
        ],
    );
}
