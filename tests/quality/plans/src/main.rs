//! Prints numbers of many regions, as libphonenumber's metadata has them, whose last digits may be any.
//! Usage: `cargo run --release >../data/phones.tsv`.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region};

/// ISO 3166-1.
const REGIONS: &str = "AE AL AM AR AT AU AZ BA BD BE BG BR BY CA CH CL CM CN CO CR CY CZ DE DK DO DZ EC EE EG ES ET FI \
    FR GB GE GH GR HK HR HU ID IE IL IN IR IS IT JM JO JP KE KR KW KZ LB LK LT LU LV MA MD MK MT MX MY NG NL NO NP NZ PA \
    PE PH PK PL PT QA RO RS RU SA SE SG SI SK SN TH TN TR TW TZ UA UG US UY VE VN ZA";
/// Numbers of each region and type.
const NUMBERS: usize = 6;
/// Last digits that may be any.
const FREE: usize = 4;
/// Tries to find each.
const TRIES: u64 = 400;

fn main() {
    println!(
        "# libphonenumber 9.0.42, by plans/: region, type, international and national format; the last 4 digits may be any"
    );
    for code in REGIONS.split_whitespace() {
        let region: Region = code.parse().unwrap_or_else(|_| panic!("{code} is no region"));
        for (kind, name) in [(PhoneNumberType::Mobile, "mobile"), (PhoneNumberType::FixedLine, "fixed")] {
            for number in numbers(region, kind) {
                let format = |format| number.format_as(format).into_owned();
                let [international, national] =
                    [PhoneNumberFormat::International, PhoneNumberFormat::National].map(format);
                println!("{code}\t{name}\t{international}\t{national}");
            }
        }
    }
}

/// The example, and others whose digits before the last four differ from it.
fn numbers(region: Region, kind: PhoneNumberType) -> Vec<PhoneNumber> {
    let Ok(example) = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind) else { return Vec::new() };
    let digits = example.format_as(PhoneNumberFormat::E164).into_owned();
    let mut found: Vec<PhoneNumber> = Vec::new();
    for attempt in 0..TRIES {
        let changed = 1 + attempt as usize % 4;
        let Some(head) = digits.len().checked_sub(FREE + changed) else { continue };
        let middle =
            if attempt == 0 { digits[head..head + changed].to_owned() } else { random_digits(attempt, changed) };
        let start = format!("{}{middle}", &digits[..head]);
        let Some(number) = any_end_is_valid(&start, region) else { continue };
        if !found.contains(&number) {
            found.push(number);
        }
        if found.len() == NUMBERS {
            break;
        }
    }
    found
}

/// A number that begins so, if its last digits may be any: each of many is valid, and is grouped alike.
fn any_end_is_valid(start: &str, region: Region) -> Option<PhoneNumber> {
    let shape = |number: &PhoneNumber, format| {
        let text = number.format_as(format).into_owned();
        text.chars().map(|character| if character.is_ascii_digit() { '9' } else { character }).collect::<String>()
    };
    let mut first: Option<PhoneNumber> = None;
    for end in (0..10_000).step_by(97) {
        let number = PHONE_NUMBER_UTIL.parse(format!("{start}{end:04}"), None).ok()?;
        if !number.is_valid_for_region(region) {
            return None;
        }
        let alike = |first: &PhoneNumber| {
            [PhoneNumberFormat::National, PhoneNumberFormat::International]
                .into_iter()
                .all(|format| shape(first, format) == shape(&number, format))
        };
        match &first {
            Some(first) if !alike(first) => return None,
            Some(_) => {}
            None => first = Some(number),
        }
    }
    first
}

fn random_digits(seed: u64, count: usize) -> String {
    let mut mixed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut digit = || {
        mixed = mixed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'0' + (mixed >> 33) as u8 % 10)
    };
    (0..count).map(|_| digit()).collect()
}
