//! Where a JSON number ends (RFC 8259, section 6). It is written as it came.

/// The byte after the number that starts at `at`, and whether a double holds it; or where it is wrong.
pub(crate) fn find(bytes: &[u8], at: usize) -> Result<(usize, bool), usize> {
    let start = at;
    let sign = usize::from(bytes.get(at) == Some(&b'-'));
    let mut at = match bytes.get(at + sign) {
        Some(b'0') => at + sign + 1,
        _ => digits(bytes, at + sign)?,
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    let has_exponent = matches!(bytes.get(at), Some(b'e' | b'E'));
    if has_exponent {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at = digits(bytes, at + 1 + sign)?;
    }
    let fits = !has_exponent && at - start <= LONG || !is_beyond(&bytes[start..at]);
    Ok((at, fits))
}

/// Shorter numbers without an exponent fit.
const LONG: usize = 300;

/// No double holds it: readers of lines would take it for infinity, or refuse the line.
#[cold]
fn is_beyond(number: &[u8]) -> bool {
    std::str::from_utf8(number).ok().and_then(|number| number.parse::<f64>().ok()).is_none_or(f64::is_infinite)
}

/// The byte after the digits at `at`, of which there is at least one.
#[inline]
fn digits(bytes: &[u8], at: usize) -> Result<usize, usize> {
    let mut end = at;
    while bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    if end == at { Err(at) } else { Ok(end) }
}
