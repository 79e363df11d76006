//! National telephone numbers by the numbering plans of chosen regions.

use super::marked::{find, mark};
use crate::{Kind, Matcher, Options, Pattern, Replacement, ScanError, Scanner};

fn compile(countries: &[&str]) -> Result<Scanner, ScanError> {
    let matcher = Matcher::Kind(Kind::Phone);
    let pattern = Pattern { rule: "phone".into(), matcher, replacement: Replacement::Mask };
    let countries = countries.iter().map(|country| (*country).to_string()).collect();
    Scanner::compile_with(&[pattern], Options { countries, ..Options::default() })
}

#[test]
fn numbers_match_as_they_are_written_in_the_chosen_regions() {
    let cases = [
        ("DE", "0151 23456789"),
        ("ES", "612 34 56 78"),
        ("BR", "(11) 91234-5678"),
        ("RU", "8 (912) 345-67-89"),
        ("HU", "06 20 123 4567"),
        ("IN", "98765 43210"),
        ("SE", "08-12 34 77 78"),
        ("PL", "512 345 678"),
        ("NO", "412 34 567"),
        ("CN", "138 0013 8000"),
    ];
    for (country, number) in cases {
        let scanner = compile(&[country]).unwrap();
        for text in
            [number.to_string(), format!("wrong person at {number}, sorry"), format!("{}{number} x", "- ".repeat(40))]
        {
            let marked = text.replace(number, &format!("«{number}»"));
            assert_eq!(mark(&text, &find(&scanner, &text)), marked, "{country}");
        }
    }
    let none = compile(&[]).unwrap();
    assert_eq!(find(&none, "seen 612 34 56 78 and 98765 43210"), []);
}

#[test]
fn dates_lists_and_numbers_of_other_regions_do_not_match() {
    let scanner = compile(&["es", "IN"]).unwrap();
    for text in [
        "2026-11-22 10:00:00",
        "612 34 56 78 90 12",
        "6 1 2 3 4 5 6 7 8",
        "212 34 56 78",
        "612345678",
        "192.168.100.200",
        "61.23.45.678",
        "7 612 34 56 78",
    ] {
        assert_eq!(mark(text, &find(&scanner, text)), text);
    }
}

#[test]
fn a_region_without_a_plan_is_refused() {
    assert!(matches!(compile(&["Germany"]), Err(ScanError::UnknownCountry)));
    assert!(matches!(compile(&["DE", "ZZ"]), Err(ScanError::UnknownCountry)));
}
