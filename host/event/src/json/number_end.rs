//! Where a JSON number ends (RFC 8259, section 6). It is written as it came.

/// The byte after the number that starts at `at`, and whether a double holds it; or where it is wrong.
#[inline(always)]
pub(crate) fn find(bytes: &[u8], at: usize) -> Result<(usize, bool), usize> {
    let whole = digits_end(bytes, at);
    let has_fraction = bytes.get(whole) == Some(&b'.');
    let end = if has_fraction { digits_end(bytes, whole + 1) } else { whole };
    // Most numbers have no sign and no exponent, and do not begin with 0.
    let has_digits = whole > at && bytes[at] != b'0' && (!has_fraction || end > whole + 1);
    if has_digits && end - at <= LONG && !matches!(bytes.get(end), Some(b'e' | b'E')) {
        return Ok((end, true));
    }
    find_any(bytes, at)
}

#[inline(never)]
fn find_any(bytes: &[u8], at: usize) -> Result<(usize, bool), usize> {
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
fn digits(bytes: &[u8], at: usize) -> Result<usize, usize> {
    let end = digits_end(bytes, at);
    if end == at { Err(at) } else { Ok(end) }
}

/// The byte after the digits at `at`, of which there may be none.
#[inline(always)]
fn digits_end(bytes: &[u8], at: usize) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let mut end = at;
    while let Some(eight) = bytes.get(end..).and_then(|rest| rest.first_chunk()) {
        // What is no digit gets its highest bit set, and may carry it on to bytes behind it.
        let values = u64::from_le_bytes(*eight) ^ (EACH * u64::from(b'0'));
        let others = (values.wrapping_add(EACH * 0x76) | values) & (EACH * 0x80);
        if others != 0 {
            return end + others.trailing_zeros() as usize / 8;
        }
        end += 8;
    }
    while bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    end
}
