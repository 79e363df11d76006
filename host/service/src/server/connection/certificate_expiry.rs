//! When the certificates that the service shows end. Of an X.509 certificate, only the way to its validity is read.
//! <https://www.rfc-editor.org/rfc/rfc5280#section-4.1>

use jiff::{civil, tz::TimeZone};
use rustls::pki_types::CertificateDer;

const INTEGER: u8 = 0x02;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
/// `[0] EXPLICIT Version`
const VERSION: u8 = 0xa0;

/// When the first of a chain of certificates ends, seconds since 1970. Those that cannot be read are passed over.
pub(crate) fn earliest(chain: &[CertificateDer<'_>]) -> Option<i64> {
    chain.iter().filter_map(|certificate| not_after(certificate)).min()
}

fn not_after(mut certificate: &[u8]) -> Option<i64> {
    let (_, mut certificate) = take(&mut certificate, &[SEQUENCE])?;
    let (_, mut fields) = take(&mut certificate, &[SEQUENCE])?;
    if fields.first() == Some(&VERSION) {
        take(&mut fields, &[VERSION])?;
    }
    // The serial number, the algorithm of the signature, and the issuer.
    for tag in [INTEGER, SEQUENCE, SEQUENCE] {
        take(&mut fields, &[tag])?;
    }
    let (_, mut validity) = take(&mut fields, &[SEQUENCE])?;
    take(&mut validity, &[UTC_TIME, GENERALIZED_TIME])?;
    let (tag, time) = take(&mut validity, &[UTC_TIME, GENERALIZED_TIME])?;
    seconds(tag, std::str::from_utf8(time).ok()?)
}

/// Takes an element with one of these tags, and returns its tag and content.
fn take<'a>(input: &mut &'a [u8], tags: &[u8]) -> Option<(u8, &'a [u8])> {
    let (&tag, rest) = input.split_first().filter(|(tag, _)| tags.contains(tag))?;
    let (&first, rest) = rest.split_first()?;
    // From 128 on, it says how many bytes the length has.
    let bytes = if first < 0x80 { 0 } else { usize::from(first & 0x7f) };
    let (length, rest) = rest.split_at_checked(bytes).filter(|_| bytes <= 3)?;
    let length = length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    let (content, rest) = rest.split_at_checked(if bytes == 0 { usize::from(first) } else { length })?;
    *input = rest;
    Some((tag, content))
}

/// `YYMMDDHHMMSSZ`, of the years 1950 to 2049, or `YYYYMMDDHHMMSSZ`.
fn seconds(tag: u8, time: &str) -> Option<i64> {
    let digits = time.strip_suffix('Z').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (year, rest) = digits.split_at_checked(if tag == UTC_TIME { 2 } else { 4 })?;
    let year: i16 = year.parse().ok()?;
    let year = if tag == GENERALIZED_TIME {
        year
    } else if year < 50 {
        2000 + year
    } else {
        1900 + year
    };
    let part = |at: usize| rest.get(at..at + 2)?.parse::<i8>().ok();
    let time = civil::DateTime::new(year, part(0)?, part(2)?, part(4)?, part(6)?, part(8)?, 0).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_time_are_read() {
        assert_eq!(seconds(UTC_TIME, "700101000001Z"), Some(1));
        assert_eq!(seconds(UTC_TIME, "491231235959Z"), Some(2_524_607_999));
        assert_eq!(seconds(GENERALIZED_TIME, "20500101000000Z"), Some(2_524_608_000));
        for wrong in ["", "Z", "7001010000Z", "701301000000Z", "700101000000", "70010100000xZ", "+00101000000Z"] {
            assert_eq!(seconds(UTC_TIME, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_no_certificate_has_no_end() {
        let whole = [&[SEQUENCE, 0x82, 0xff, 0xff][..], &[0; 9]].concat();
        for wrong in [&b""[..], b"\x30", b"\x30\x00", b"\x30\x84\xff\xff\xff\xff", b"\x30\x80", &whole] {
            assert_eq!(not_after(wrong), None, "{wrong:?}");
        }
    }
}
