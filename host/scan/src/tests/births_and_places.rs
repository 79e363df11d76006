//! Dates of birth and coordinates.

use super::marked::check;
use crate::Kind;

#[test]
fn dates_of_birth_match_after_a_word() {
    check(
        Kind::BirthDate,
        &[
            "DOB: «1985-04-12»",
            "date of birth «12/04/1985», born on «12 April 1985»",
            "born «April 12, 1985», geboren am «12.04.1985»",
            "né le «12/04/85», nacido el «12 de abril de 1985»",
            "{\"birthDate\":\"«1985-04-12T00:00:00.000Z»\"}",
            "dob=«19850412», birthday is «4/12/1985».",
            "narozen «12. 4. 1985», született: «1985. 04. 12.»",
            "born «12 04 1985», DOB «12 / 04 / 1985», dob: «12-Apr-85» dob=«12/Apr/1985»",
            "born on the «12th of April 1985», born Fri, «12 Apr 1985»",
            "születési idő: «1985. április 12», birthdate «1985-Apr-12», DOB: «Apr 12 '85»",
            "生年月日：«1985年4月12日», 출생일: «1985년 4월 12일»",
            "Date of birth (DD/MM/YYYY): «12/04/1985», DOB (day first) «12/04/1985»",
            "дата народження: «12.04.1985», ngày sinh «12/04/1985», datum narození «12.04.1985»",
        ],
    );
    check(
        Kind::BirthDate,
        &[
            "1985-04-12",
            "born ready at 10:00",
            "DOB: 1785-04-12, dob 1985-13-41",
            "updated on 12/04/1985",
            "reborn 1.2.3",
            "dob missing",
            "dob 12 04 85, dob: 12 4 19855, (1985) 12/04/1985",
            "updated (born) at: 10:00, see (DOB) below, 12/04/1985",
        ],
    );
}

#[test]
fn coordinates_match_after_a_word() {
    check(
        Kind::Coordinates,
        &[
            "latitude: «52.52», longitude: «-13.4050»",
            "lat=«52.520008»&lng=«13.404954»",
            "GPS «52.5200, 13.4050»",
            "{\"lat\":«52.520008»,\"lon\":«13.404954»}",
            "position «52.5200° N, 13.4050° E»",
            "coordinates: [«13.404954,52.520008»]",
        ],
    );
    check(
        Kind::Coordinates,
        &[
            "52.520008, 13.404954",
            "lat 12.3456 ms, lat: 12.34",
            "latitude: 252.52, position: 12.5",
            "latitude 1.2.3, flat: 52.520008",
            "position: 120.5512px",
        ],
    );
}
