//! MAC addresses, numbers of devices and vehicles.

use super::marked::check;
use crate::Kind;

#[test]
fn mac_addresses_match_in_all_their_writings() {
    check(
        Kind::MacAddress,
        &[
            "«00:1b:44:11:3a:b7»",
            "«00-1B-44-11-3A-B7»",
            "from «001b.4411.3ab7» to «02:00:5e:10:00:00:00:01»",
            "mac:«00:1b:44:11:3a:b7»,",
            "«de:ad:be:ef:ca:fe»",
            "ether «0a:1b:2c:3d:4e:5f», hwaddr=«0A-1B-2C-3D-4E-5F»",
        ],
    );
}

#[test]
fn a_mac_address_may_be_the_name_of_a_file_and_plain_after_a_word() {
    check(
        Kind::MacAddress,
        &[
            "mac=«001a2b3c4d5e», MAC address: «001A2B3C4D5E», bssid «001a2b3c4d5e»",
            "001a2b3c4d5e, id 001a2b3c4d5e, mac 001a2b3c4d, mac=000000000000",
        ],
    );
    check(Kind::MacAddress, &["GET /prov/«0004.f2e5.4fb1».cfg 500", "0004.f2e5.4fb1.c0de.cafe"]);
}

#[test]
fn what_only_looks_like_a_mac_address_stays() {
    check(
        Kind::MacAddress,
        &[
            "00:00:00:00:00:00, ff:ff:ff:ff:ff:ff",
            "10:00:00, 10:00:00:01",
            "2001:db8:0:1:2:3:4:5",
            "00:1b:44:11:3a:b7:01, 00:1b:44:11:3a, 00:1b:44:11:3a:b7:01:02:03",
            "1234.5678.9012, dead.beef.cafe",
            "00:1b-44:11:3a:b7",
            "11-22-2026-10-00-00",
            "550e8400-e29b-41d4-a716-446655440000",
            "x00:1b:44:11:3a:b7x",
        ],
    );
}

#[test]
fn vehicles_match_with_a_check_digit_or_a_word() {
    check(
        Kind::VehicleId,
        &[
            "«1M8GDM9AXKP042788»",
            "car «5GZCZ43D13S812715» sold",
            "VIN: «WVWZZZ1JZXW000001», chassis no. «WDB9066331S123456»",
            "{\"vin\":\"«wvwzzz1jzxw000001»\"}",
        ],
    );
    check(
        Kind::VehicleId,
        &[
            "1M8GDM9A1KP042788",
            "WVWZZZ1JZXW000001",
            "11111111111111111",
            "VIN: AAAAAAAAAAAAAAAAA",
            "1M8GDM9AXKP0427881",
            "1m8gdm9axkp042788",
        ],
    );
}

#[test]
fn devices_match_after_a_word() {
    check(
        Kind::DeviceId,
        &[
            "IMEI: «490154203237518»",
            "imei=«35-209900-176148-1», IMEI «3520990017614823»",
            "490154203237518, IMEI 490154203237519, imei missing",
        ],
    );
}
