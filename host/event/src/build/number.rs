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
            push_digits(made, number.unsigned_abs(), 1);
        });
    }

    /// An integer that is not negative.
    pub fn count(&mut self, number: u64) {
        self.number_by(|made| push_digits(made, number, 1));
    }

    /// Nanoseconds, written as milliseconds.
    pub fn milliseconds(&mut self, nanoseconds: u64) {
        self.number_by(|made| {
            push_digits(made, nanoseconds / 1_000_000, 1);
            made.push('.');
            push_digits(made, nanoseconds % 1_000_000, 6);
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
            self.number(format_args!("{value:?}"));
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

/// Appends a number with so many digits at the least.
fn push_digits(made: &mut String, number: u64, least: usize) {
    const MOST: usize = 20;
    let (mut digits, mut at, mut rest) = ([b'0'; MOST], MOST, number);
    while rest > 0 || MOST - at < least {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    // Digits are ASCII.
    made.push_str(std::str::from_utf8(&digits[at..]).unwrap_or_default());
}
