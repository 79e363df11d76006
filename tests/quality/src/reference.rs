//! The slow reference: what the standards say of a value, read plainly and independently of the scanners.

/// ISO/IEC 7812-1, annex B.
pub fn luhn(digits: &str) -> bool {
    let sum: u32 = digits.chars().rev().enumerate().map(|(place, digit)| weigh(place, digit)).sum();
    sum.is_multiple_of(10)
}

fn weigh(place: usize, digit: char) -> u32 {
    let digit = digit.to_digit(10).expect("digits only");
    let weighed = digit * if place % 2 == 1 { 2 } else { 1 };
    weighed / 10 + weighed % 10
}

/// ISO 7064, MOD 97-10, of an IBAN whose first four characters go to its end. None where it is not letters and digits.
pub fn mod_97(iban: &str) -> Option<u32> {
    let (head, account) = iban.split_at_checked(4)?;
    account.chars().chain(head.chars()).try_fold(0, |remainder, character| {
        let value = character.to_digit(36)?;
        Some((remainder * if value > 9 { 100 } else { 10 } + value) % 97)
    })
}

/// Whether any run of 12 to 19 digits, or of groups of four, is a number with a valid check digit: such a text is not
/// harmless to somebody who knows no more than the text.
pub fn holds_a_card(text: &str) -> bool {
    let joined: String = text.chars().filter(|character| !matches!(character, ' ' | '-')).collect();
    [text, &joined].iter().any(|text| {
        let runs = text.split(|character: char| !character.is_ascii_digit());
        runs.into_iter().any(|run| (12..=19).contains(&run.len()) && luhn(run))
    })
}

/// RFC 5321 with the letters of RFC 6531: a dot-string or a quoted string, `@`, and a domain or an address literal.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let atom = |text: &str| {
        !text.is_empty()
            && text.chars().all(|c| c.is_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~".contains(c))
    };
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let label = |text: &str| atom(text) && !text.starts_with('-') && !text.ends_with('-') && text.len() < 64;
    let literal = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let host = domain.contains('.') && domain.split('.').all(label);
    (quoted || local.split('.').all(atom))
        && (host || literal.is_some_and(|address| address.parse::<std::net::IpAddr>().is_ok()))
}
