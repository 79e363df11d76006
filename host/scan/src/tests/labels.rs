//! Where a label may stand, and how it may be written.

use super::marked::check;
use crate::Kind;

#[test]
fn a_label_in_parentheses_tells_what_stands_before_it() {
    check(Kind::Passport, &["«AB1234567» (passport no.), «G05396056» (Número de pasaporte)"]);
    check(Kind::NationalId, &["«111222333» (BSN)", "«860207-0453» (personnummer)"]);
    check(Kind::BirthDate, &["«10. Februar 1958» (Geburtsdatum)", "«1977년 2월 18일» (Date of birth)"]);
    check(Kind::VehicleId, &["«WAUZZZ8K9AA123456» (VIN)"]);
    check(Kind::DeviceId, &["«490154203237518» (IMEI)"]);
    check(Kind::BankAccount, &["«DEUTDEFF» (BIC), «021000021» (ABA number)"]);
    check(
        Kind::Passport,
        &[
            "AB1234567 (see below: passport)",
            "AB1234567 of 12 (passport)",
            "AB1234567: (passport)",
            "AB1234567 (passport",
        ],
    );
    check(Kind::BirthDate, &["1.2.1985 to 3.4.1986 x (birthday)"]);
}

#[test]
fn tags_brackets_and_marks_may_stand_between_a_label_and_its_value() {
    check(
        Kind::Passport,
        &[
            "Passport No: <b>«AB1234567»</b>",
            "<td>Passport</td><td>«AB1234567»</td>",
            "[Passport] «AB1234567», **passport**: «AB1234567», passport → «AB1234567»",
            "„Passport“: «AB1234567»",
        ],
    );
    check(Kind::NationalId, &["<bsn>«111222333»</bsn>, <b>BSN</b>: <i>«111222333»</i>"]);
    check(Kind::Passport, &["Passport <a><b><i><u>AB1234567", "passport < 1 > AB1234567"]);
}

#[test]
fn labels_match_in_capitals_and_scripts_without_spaces() {
    check(
        Kind::Passport,
        &[
            "ÚTLEVÉL: «AB1234567», Útlevélszám «AB1234567»",
            "Паспорт «AB1234567», ПАСПОРТ: «45 08 123456»",
            "您的护照号码：«AB1234567»",
        ],
    );
    check(Kind::BankAccount, &["SWIFT代码 «DEUTDEFF», SWIFTコード: «DEUTDEFF500»", "swift_code=«DEUTDEFF»"]);
    check(Kind::DeviceId, &["imei_1: «490154203237518», IMEI号 «490154.20.323751.8»"]);
    check(
        Kind::BirthDate,
        &[
            "生年月日: «昭和49年12月4日», 生年月日：«令和2年1月3日»",
            "Дата рождения «12.04.1985», ДАТА РОЖДЕНИЯ: «12.04.1985»",
        ],
    );
    check(
        Kind::Coordinates,
        &["Γεωγραφικό πλάτος: «51.71906», μήκος: «-71.61547»", "lintang: «61.44856», bujur: «-107.47679»"],
    );
}

#[test]
fn a_pair_in_a_link_of_a_map_is_a_place() {
    check(
        Kind::Coordinates,
        &[
            "https://maps.example.com/maps/place/X/@«38.236584,156.165708»,17z",
            "https://maps.example.com/?q=«8.416531,-108.516654»",
            "https://www.openstreetmap.org/#map=15/«-14.31727/97.95008»",
            "POINT(«-50.563428 27.516194»)",
        ],
    );
    check(
        Kind::Coordinates,
        &[
            "q=8.416531,-108.516654",
            "https://example.com/?q=8.416531",
            "point(8.416531 3.123456)",
            "x=@8.416531,3.1234567",
        ],
    );
}

#[test]
fn accounts_and_vehicles_match_in_groups() {
    check(Kind::BankAccount, &["bank routing: «0210 0002 1», ABA «021000021»", "BIC: «deutdeff», swift=«nwbkgb2l»"]);
    check(
        Kind::BankAccount,
        &["ABA 0210 0002 2, routing 0210 0002 11", "BIC: required, swift: verified, the bic deutdeff, bic: abcdzz2l"],
    );
    check(Kind::VehicleId, &["VIN: «WBA XG310 X0L123456», chassis «WBA-XG310-X0L123456»"]);
    check(Kind::VehicleId, &["WBA XG310 X0L123456", "vin: the car of 1234567890 is"]);
    check(Kind::NationalId, &["Medicare: «2428 77813 2», medicare card no. «2428778132»", "cf: «rssmra85t10a562s»"]);
    check(Kind::NationalId, &["Medicare: 2428 77814 2, 2428 77813 2"]);
}
