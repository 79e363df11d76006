//! Random values of each kind that are valid by construction.

use proptest::prelude::*;

pub(super) fn email() -> impl Strategy<Value = String> {
    (
        "[A-Za-z0-9]([A-Za-z0-9._+-]{0,10}[A-Za-z0-9])?",
        "([a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\\.){1,3}",
        "com|org|net|example",
    )
        .prop_map(|(local, domain, top)| format!("{local}@{domain}{top}"))
}

pub(super) fn phone() -> impl Strategy<Value = String> {
    let digits = ("[2-9][0-9]{2}", "[2-9][0-9]{2}", "[0-9]{4}");
    let form = prop::sample::select(vec![
        "+1-A-B-C",
        "(A) B-C",
        "A.B.C",
        "A-B-C",
        "1 A B C",
        "+1ABC",
        "+1 (A) B-C",
        "+44 A B C",
    ]);
    (digits, form)
        .prop_map(|((area, exchange, line), form)| form.replace('A', &area).replace('B', &exchange).replace('C', &line))
}

pub(super) fn card() -> impl Strategy<Value = String> {
    let separator = prop::sample::select(vec!["", " ", "-"]);
    ("4[0-9]{14}|5[1-5][0-9]{13}|3[47][0-9]{12}|6011[0-9]{11}|22[3-9][0-9]{12}|62[0-9]{16}|4[0-9]{11}", separator)
        .prop_map(|(mut digits, separator)| {
            let check = (0..10u32).find(|check| luhn(&format!("{digits}{check}"))).unwrap();
            digits.push_str(&check.to_string());
            let groups: Vec<&str> =
                (0..digits.len()).step_by(4).map(|at| &digits[at..digits.len().min(at + 4)]).collect();
            groups.join(separator)
        })
}

/// The textbook's way, from the right.
pub(super) fn luhn(digits: &str) -> bool {
    let double = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| (place, u32::from(byte - b'0')))
        .map(|(place, digit)| if place % 2 == 1 { double(digit) } else { digit })
        .sum();
    sum.is_multiple_of(10)
}

pub(super) fn iban() -> impl Strategy<Value = String> {
    let country = prop::sample::select(vec![
        ("DE", "[0-9]{18}"),
        ("GB", "[A-Z]{4}[0-9]{14}"),
        ("FR", "[0-9]{10}[0-9]{11}[0-9]{2}"),
        ("NO", "[0-9]{11}"),
        ("NL", "[A-Z]{4}[0-9]{10}"),
    ]);
    (country.prop_flat_map(|(country, account)| (Just(country), account)), any::<bool>()).prop_map(
        |((country, account), grouped)| {
            let number = |text: &str| -> u32 {
                text.chars().fold(0, |rest, one| {
                    let value = one.to_digit(36).unwrap();
                    (rest * if value < 10 { 10 } else { 100 } + value) % 97
                })
            };
            let check = 98 - number(&format!("{account}{country}00"));
            let whole = format!("{country}{check:02}{account}");
            if !grouped {
                return whole;
            }
            let groups: Vec<&str> = (0..whole.len()).step_by(4).map(|at| &whole[at..whole.len().min(at + 4)]).collect();
            groups.join(" ")
        },
    )
}
