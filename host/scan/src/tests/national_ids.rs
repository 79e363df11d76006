//! National ids: examples that authorities publish, and each check against a slow one.

use super::marked::check;
use crate::Kind;

fn ids(cases: &[&str]) {
    check(Kind::NationalId, cases);
}

#[test]
fn ids_with_letters_or_places_of_their_own_match_alone() {
    ids(&[
        "«AB 12 34 56 C»",
        "«2 95 10 99 126 111 93»",
        "sent for «295109912611193» today",
        "«253072B07300470»",
        "«X2482300W», «X-2482300-W»",
        "«RCCMNL83S18D969H»",
        "«85.07.30-033.28»",
        "«17.07.30-033.84»",
        "«19880320-0016»",
        "«131052-308T», «131052A308T»",
        "«756.9217.0769.85», «7569217076985»",
        "«912-90-3456»",
        "«390.533.447-05»",
        "«16.727.230/0001-97»",
        "«12.ABC.345/01DE-35»",
        "«BOXW310820HNERXN09»",
        "«S1234567D» and «F1234567N»",
    ]);
}

#[test]
fn others_match_after_a_word() {
    ids(&[
        "NI number: «AB123456C»",
        "national insurance number is «AB 12 34 56 C»",
        "NHS no. «943 476 5919», NHS: «9434765919»",
        "Steuer-ID «86095742719», IdNr: «36 574 261 809»",
        "DNI: «54362315K», DNI «54362315-K»",
        "BSN «111222333», bsn=«1112.22.333»",
        "INSZ «85073003328»",
        "PESEL: «44051401359»",
        "personnummer «880320-0016»",
        "fødselsnummer «151086 95088»",
        "NIF «501964843»",
        "PPS number «6433435F», PPSN: «6433435FT»",
        "PPSN «6433435IH»",
        "SVNR «1237 010180»",
        "ITIN «912903456», EIN: «91-1144442»",
        "SIN «123-456-782», SIN: «046 454 286»",
        "cpf «39053344705», cnpj=«16727230000197»",
        "Aadhaar «2341 2341 2346», PAN: «ACUPA7085R»",
        "TFN «123 456 782»",
        "RSA ID: «7503305044089»",
        "tax id «36574261809», {\"nationalId\":\"«44051401359»\"}",
        "<bsn>«111222333»</bsn>",
    ]);
}

#[test]
fn what_fails_its_check_or_has_no_word_stays() {
    ids(&[
        "AB123456C",
        "NI number: GB123456C, NI number: AB123456E",
        "943 476 5919",
        "NHS no. 943 476 5918",
        "Steuer-ID 36574261890, Steuer-ID 11111111111",
        "295109912611194",
        "X2482300A, X12345678, AX2482300W",
        "RCCMNL83S18D969A",
        "85.07.30-033.29",
        "19880320-0018, 880320-0016",
        "131052-308U, 131352-308T",
        "756.9217.0769.84",
        "912-10-3456",
        "390.533.447-06, 111.111.111-11",
        "16.727.230/0001-98",
        "BOXW310820HNERXN08, BOXW311320HNERXN09",
        "S1234567A",
        "the BSN is valid, BSN 111222334",
        "cousin 123-456-782",
        "tax id unknown, tax id 12",
        "111222333 44051401359 501964843 2341 2341 2346",
        "550e8400-e29b-41d4-a716-446655440000",
        "2026-11-22T10:00:00.439Z",
    ]);
}

#[test]
fn disguises_are_seen_through() {
    let scanner = super::marked::scanner(&[Kind::NationalId]);
    for text in [
        r"390.533.447\u002d05",
        "390%2E533%2E447-05",
        "390.533.447\u{2011}05",
        "３９０.533.447-05",
        "\u{1b}[31m390.533.447-05",
        "cpf%3D39053344705",
        r#"{\"cpf\":\"39053344705\"}"#,
    ] {
        assert_eq!(super::marked::find(&scanner, text).len(), 1, "{text}");
    }
}

/// Each check, against the textbook's way written out for one number after another.
#[test]
fn a_check_takes_one_digit_of_ten() {
    let taken = |label: &str, head: &str, tail: &str, checks: &[&str]| {
        let scanner = super::marked::scanner(&[Kind::NationalId]);
        let is_taken =
            |check: &&&str| !super::marked::find(&scanner, &format!("{label} {head}{check}{tail}")).is_empty();
        checks.iter().filter(is_taken).map(|check| (*check).to_owned()).collect::<Vec<_>>()
    };
    let digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    for number in 0..400u64 {
        let nhs = format!("{}", 400_000_000 + number * 1_234_567);
        let sum: u64 = nhs.bytes().zip((2..=10).rev()).map(|(digit, weight)| u64::from(digit - b'0') * weight).sum();
        let expected: Vec<String> =
            [11 - sum % 11].map(|check| check % 11).iter().filter(|c| **c < 10).map(u64::to_string).collect();
        assert_eq!(taken("NHS", &nhs, "", &digits), expected, "{nhs}");

        let mut bsn_digits: Vec<u64> =
            format!("{:08}", 10_000_000 + number * 98_765).bytes().map(|b| u64::from(b - b'0')).collect();
        let head: String = bsn_digits.iter().map(u64::to_string).collect();
        let expected: Vec<String> = (0..10)
            .filter(|check| {
                bsn_digits.push(*check);
                let sum: i64 = bsn_digits
                    .iter()
                    .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
                    .map(|(digit, weight)| *digit as i64 * weight)
                    .sum();
                bsn_digits.pop();
                sum % 11 == 0
            })
            .map(|check| check.to_string())
            .collect();
        assert_eq!(taken("BSN", &head, "", &digits), expected, "{head}");

        let dni = number * 123_457 % 100_000_000;
        let letters: Vec<String> = "TRWAGMYFPDXBNJZSQVHLCKEIOU".chars().map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        let expected = if dni == 0 { vec![] } else { vec![letters[dni as usize % 23].to_owned()] };
        assert_eq!(taken("DNI", &format!("{dni:08}"), "", &letters), expected, "{dni}");
    }
}
