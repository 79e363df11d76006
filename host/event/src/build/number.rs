//! Numbers of an event in the making.

use super::value_writer::ValueWriter;
use crate::json::number_end;
use crate::tape::node::Shape;
use std::fmt::{Display, Write};

impl ValueWriter<'_, '_> {
    /// A number that a double holds, as JSON writes it.
    pub fn number(&mut self, number: impl Display) {
        // A text takes everything.
        self.number_by(|made| _ = write!(made, "{number}"));
    }

    /// An integer.
    pub fn integer(&mut self, number: i64) {
        self.number_by(|made| {
            if number < 0 {
                made.push('-');
            }
            push_digits(made, number.unsigned_abs());
        });
    }

    /// An integer that is not negative.
    pub fn count(&mut self, number: u64) {
        self.number_by(|made| push_digits(made, number));
    }

    /// Nanoseconds, written as milliseconds.
    pub fn milliseconds(&mut self, nanoseconds: u64) {
        self.number_by(|made| {
            push_digits(made, nanoseconds / 1_000_000);
            made.push('.');
            let fraction = nanoseconds % 1_000_000;
            [fraction / 10_000, fraction / 100, fraction].into_iter().for_each(|pair| push_pair(made, pair));
        });
    }

    /// A number by its digits; a text where no double holds it.
    pub fn digits(&mut self, digits: &str) {
        if number_end::find(digits.as_bytes(), 0) == Ok((digits.len(), true)) {
            self.number_by(|made| made.push_str(digits));
        } else {
            self.text(digits);
        }
    }

    /// A float; what JSON has no number for is a text, as protobuf's JSON has it.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            self.number_by(|made| {
                if !push_short(made, value) {
                    // A text takes everything.
                    _ = write!(made, "{value:?}");
                }
            });
        } else if value.is_nan() {
            self.text("NaN");
        } else {
            self.text(if value > 0.0 { "Infinity" } else { "-Infinity" });
        }
    }

    #[inline]
    fn number_by(&mut self, write: impl FnOnce(&mut String)) {
        self.comma_before_value();
        let span = self.buffers.make(write);
        self.push_value(Shape::Number, span, true);
    }
}

/// Two digits of each number below 100.
const PAIRS: &str = "\
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

fn push_digits(made: &mut String, number: u64) {
    if number < 10 {
        return made.push(char::from(b'0' + number as u8));
    }
    if number >= 100 {
        push_digits(made, number / 100);
    }
    push_pair(made, number);
}

/// Appends the last two digits of a number.
#[inline]
fn push_pair(made: &mut String, number: u64) {
    let at = (number % 100) as usize * 2;
    made.push_str(&PAIRS[at..at + 2]);
}

/// Appends a number of few digits, as most are; says whether it is one.
fn push_short(made: &mut String, value: f64) -> bool {
    /// With three digits after the point, numbers below this have fifteen at the most. Two of so many are never the same
    /// double, so that one which stands for the value is the shortest that does.
    const LIMIT: f64 = 1e12;
    let thousandths = (value * 1e3 + 0.5) as u64;
    if value.is_sign_negative() || value >= LIMIT || thousandths as f64 / 1e3 != value {
        return false;
    }
    let fraction = thousandths % 1000;
    push_digits(made, thousandths / 1000);
    made.push('.');
    made.push(char::from(b'0' + (fraction / 100) as u8));
    if !fraction.is_multiple_of(100) {
        made.push(char::from(b'0' + (fraction / 10 % 10) as u8));
    }
    if !fraction.is_multiple_of(10) {
        made.push(char::from(b'0' + (fraction % 10) as u8));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn short_numbers_are_written_as_all_are(
            (number, scale) in (any::<u64>(), 0_u32..20), other: f64, thousandths in 0_u64..3_000_000_000_000_000,
        ) {
            let whole = number / 10_u64.pow(scale);
            let near = f64::from_bits((thousandths as f64 / 1e3).to_bits() + number % 3);
            let values = [whole as f64, whole as f64 / 10.0, whole as f64 / 1e3, near, thousandths as f64 / 1e4, -near, other];
            for value in values {
                let mut made = String::new();
                if push_short(&mut made, value) {
                    prop_assert_eq!(made, format!("{value:?}"));
                }
            }
            let mut made = String::new();
            push_digits(&mut made, whole);
            prop_assert_eq!(made, whole.to_string());
        }
    }

    #[test]
    fn numbers_at_the_edges_of_the_short_ones_are_written_as_all_are() {
        for value in
            [0.0, -0.0, 0.001, 0.1, 0.0005, 1e-5, 291.0, 383.8, 100.07, 999_999_999_999.999, 1e12, 1e15, 1e16, f64::MAX]
        {
            let mut made = String::new();
            let is_short = push_short(&mut made, value);
            assert!(!is_short || made == format!("{value:?}"), "{value} {made}");
            assert!(is_short || !matches!(value, 0.001 | 0.1 | 291.0 | 383.8 | 100.07), "{value}");
        }
    }
}
