//! Ids that states give out. Check digits are found by trying all of them.

mod alone;
mod told;

pub use alone::alone;
pub use told::told;

use crate::random::{DIGITS, Random};

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Random digits of that length that the check takes.
fn digits(random: &mut Random, length: usize, is_valid: impl Fn(&[u32]) -> bool) -> String {
    searched(|| random.text(DIGITS, length), |text| is_valid(&values(text)))
}

/// What the check takes first.
fn searched(mut next: impl FnMut() -> String, is_valid: impl Fn(&str) -> bool) -> String {
    loop {
        let text = next();
        if is_valid(&text) {
            return text;
        }
    }
}

fn values(text: &str) -> Vec<u32> {
    text.chars().map(|one| one.to_digit(10).expect("a digit")).collect()
}

fn number(text: &str) -> u64 {
    text.parse().expect("digits")
}

fn weighted(digits: &[u32], weights: &[i64]) -> i64 {
    digits.iter().zip(weights).map(|(digit, weight)| i64::from(*digit) * weight).sum()
}

/// A day of birth as `YYYYMMDD`.
fn birth(random: &mut Random) -> String {
    format!("{}{:02}{:02}", random.between(1930, 2009), random.between(1, 12), random.between(1, 28))
}
