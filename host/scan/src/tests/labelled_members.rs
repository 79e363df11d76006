//! Members whose names are labels of numbers.

use super::marked::{mark, scanner};
use crate::{Kind, MemberName};

fn found(kind: Kind, path: &str, text: &str) -> String {
    let (parent, own) = path.split_once('/').unwrap_or(("", path));
    let mut matches = Vec::new();
    scanner(&[kind]).find_member(MemberName { parent, own }, text, &mut matches);
    mark(text, &matches)
}

#[test]
fn a_member_holds_what_its_name_says_where_its_value_looks_like_it() {
    for (kind, path, text) in [
        (Kind::NationalId, "bsn", "111222333"),
        (Kind::NationalId, "customer_nationalId", "44051401359"),
        (Kind::NationalId, "taxId", "36574261809"),
        (Kind::NationalId, "customer.cpf", "39053344705"),
        (Kind::Passport, "passportNumber", "C01X00T47"),
        (Kind::Passport, "passport/number", "123456789"),
        (Kind::BankAccount, "routingNumber", "021000021"),
        (Kind::BankAccount, "sort_code", "123456"),
        (Kind::BankAccount, "bic", "DEUTDEFF"),
        (Kind::DeviceId, "imei", "490154203237518"),
        (Kind::MacAddress, "wifiMac", "001b44113ab7"),
        (Kind::MacAddress, "mac_address", "00-1B-44-11-3A-B7"),
        (Kind::VehicleId, "vin", "WVWZZZ1JZXW000001"),
        (Kind::BirthDate, "dateOfBirth", "1985-04-12"),
        (Kind::BirthDate, "birth/date", "April 12, 1985"),
        (Kind::BirthDate, "dob", "19850412"),
        (Kind::Coordinates, "latitude", "52.52"),
        (Kind::Coordinates, "geo/lat", "-33.868820"),
        (Kind::Coordinates, "latlng", "52.520008,13.404954"),
    ] {
        assert_eq!(found(kind, path, text), format!("«{text}»"), "{path}");
        assert_eq!(
            found(kind, "order", text),
            if kind == Kind::MacAddress && text.contains('-') { format!("«{text}»") } else { text.to_owned() }
        );
        assert_eq!(found(Kind::Email, path, text), text, "{path}");
    }
    for (kind, path, text) in [
        (Kind::NationalId, "bsn", "111222334"),
        (Kind::Passport, "passport", "required"),
        (Kind::BirthDate, "birthday", "soon"),
        (Kind::Coordinates, "lat", "12.5"),
        (Kind::Coordinates, "flat", "52.520008"),
        (Kind::MacAddress, "mac", "000000000000"),
        (Kind::NationalId, "number", "111222333"),
    ] {
        assert_eq!(found(kind, path, text), text, "{path}");
    }
}

#[test]
fn a_number_of_a_member_matches_whole() {
    for (kind, name, token) in [
        (Kind::NationalId, "bsn", "111222333"),
        (Kind::Coordinates, "longitude", "-13.404954"),
        (Kind::BirthDate, "dob", "19850412"),
    ] {
        let mut matches = Vec::new();
        let name = MemberName { parent: "", own: name };
        scanner(&[kind]).find_number_of_member_while(name, token, &mut matches, &mut || true);
        assert_eq!(mark(token, &matches), format!("«{token}»"));
    }
}

#[test]
fn the_quick_look_misses_no_label_and_scanners_of_other_kinds_have_none() {
    let (with, without) = (scanner(&Kind::ALL), scanner(&Kind::DEFAULT));
    for name in ["bsn", "latitude", "passportNumber", "dateOfBirth", "imei", "routing_number", "number", "vin"] {
        assert!(with.may_be_told_by(name) && with.is_told_by(name), "{name}");
    }
    assert!(!without.is_told_by("latitude") && !without.is_told_by("bsn"));
}
