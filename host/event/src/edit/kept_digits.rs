//! The digits of a number that stay where the rest of it is hidden.

/// Digits of a number that stay readable. Of a card never more than PCI DSS 4.0.1 lets anybody see (requirement 3.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeptDigits {
    /// The first ones, which tell who issued a card.
    pub(crate) first: Option<[u8; 6]>,
    pub(crate) last: [u8; 4],
}

/// Digits that are hidden at least: of fewer, a check digit and an area code leave little to guess.
const FEWEST_HIDDEN: usize = 5;

impl KeptDigits {
    /// None where too few would be hidden, and where the value has anything but letters, digits and separators: digits of escapes
    /// are none of the number.
    pub(super) fn of(value: &str, with_first: bool) -> Option<KeptDigits> {
        let separates = |byte: &u8| b" \t+-./_():#".contains(byte);
        if !value.bytes().all(|byte| byte.is_ascii_alphanumeric() || separates(&byte)) {
            return None;
        }
        let digits = || value.bytes().filter(u8::is_ascii_digit);
        let count = digits().count();
        let (mut first, mut last) = ([0; 6], [0; 4]);
        if count < FEWEST_HIDDEN + last.len() {
            return None;
        }
        first.iter_mut().zip(digits()).for_each(|(kept, digit)| *kept = digit);
        last.iter_mut().rev().zip(digits().rev()).for_each(|(kept, digit)| *kept = digit);
        let has_first = with_first && count >= first.len() + FEWEST_HIDDEN + last.len();
        Some(KeptDigits { first: has_first.then_some(first), last })
    }

    /// Of a number in JSON, whose exponent and fraction have digits that are none of it.
    pub(super) fn of_number(token: &str, with_first: bool) -> Option<KeptDigits> {
        let is_whole = token.strip_prefix('-').unwrap_or(token).bytes().all(|byte| byte.is_ascii_digit());
        if is_whole { KeptDigits::of(token, with_first) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::KeptDigits;

    fn kept(value: &str, with_first: bool) -> Option<String> {
        let digits = KeptDigits::of(value, with_first)?;
        let text = |digits: &[u8]| String::from_utf8(digits.to_vec()).unwrap();
        Some(format!("{}*{}", digits.first.map_or_else(String::new, |first| text(&first)), text(&digits.last)))
    }

    #[test]
    fn five_digits_are_hidden_at_least() {
        for (value, last, both) in [
            ("4111 1111 1111 1234", Some("*1234"), Some("411111*1234")),
            ("3782-822463-10005", Some("*0005"), Some("378282*0005")),
            ("30569309025904", Some("*5904"), Some("*5904")),
            ("676100000006", Some("*0006"), Some("*0006")),
            ("DE89 3704 0044 0532 0130 00", Some("*3000"), Some("893704*3000")),
            ("MT84MALT011000012345MTLCAST001S", Some("*5001"), Some("840110*5001")),
            ("+47 23456789", Some("*6789"), Some("*6789")),
            ("23456789", None, None),
            ("DEUTDEFF500", None, None),
            ("", None, None),
        ] {
            assert_eq!(kept(value, false).as_deref(), last, "{value}");
            assert_eq!(kept(value, true).as_deref(), both, "{value}");
        }
    }

    #[test]
    fn what_is_written_with_escapes_or_other_digits_is_hidden_as_a_whole() {
        for value in
            ["4111%201111%201111%201234", r"4111\u00201111111111234", "4111&#32;1111 1111 1234", "４１１１111111111234"]
        {
            assert_eq!(kept(value, true), None, "{value}");
        }
        assert!(KeptDigits::of_number("-4111111111111111", true).is_some());
        for token in ["4111111111111111.0", "4.111111111111111e15", "4111111111111111E0"] {
            assert_eq!(KeptDigits::of_number(token, true), None, "{token}");
        }
    }
}
