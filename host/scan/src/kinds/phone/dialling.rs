//! Phone numbers as plain digits, for JSON numbers only: there is no `+` in a number, and no separator.
//!
//! Country code and length must fit a national plan (ITU-T E.164, <https://www.itu.int/oth/T0202.aspx?parent=T0202>).
//! Ten digits or fewer never match: they are byte counts, identifiers and seconds. Nor do 13 digits from 1: milliseconds.

/// Country code, fewest and most digits including it. Larger countries and those with numbers of a fixed length;
/// others would cost more wrong matches than they find.
const PLANS: &[(&[u8], usize, usize)] = &[
    (b"20", 12, 12),
    (b"27", 11, 11),
    (b"30", 12, 12),
    (b"31", 11, 11),
    (b"32", 11, 11),
    (b"33", 11, 11),
    (b"34", 11, 11),
    (b"351", 12, 12),
    (b"353", 11, 12),
    (b"358", 11, 13),
    (b"36", 11, 11),
    (b"380", 12, 12),
    (b"39", 11, 13),
    (b"40", 11, 11),
    (b"41", 11, 11),
    (b"420", 12, 12),
    (b"43", 11, 13),
    (b"44", 12, 12),
    (b"46", 11, 11),
    (b"48", 11, 11),
    (b"49", 11, 13),
    (b"52", 12, 12),
    (b"54", 12, 13),
    (b"55", 12, 13),
    (b"57", 12, 12),
    (b"61", 11, 11),
    (b"62", 11, 13),
    (b"63", 12, 12),
    (b"66", 11, 11),
    (b"7", 11, 11),
    (b"81", 11, 12),
    (b"82", 11, 12),
    (b"86", 13, 13),
    (b"90", 12, 12),
    (b"91", 12, 12),
    (b"92", 12, 12),
    (b"966", 12, 12),
    (b"971", 12, 12),
    (b"972", 12, 12),
];

/// Whether ASCII digits are a whole international number.
pub(crate) fn is_dialled(digits: &[u8]) -> bool {
    if let [b'1', rest @ ..] = digits {
        // North American plan: area and exchange begin with 2 to 9.
        return rest.len() == 10 && matches!((rest[0], rest[3]), (b'2'..=b'9', b'2'..=b'9'));
    }
    PLANS.iter().any(|(code, fewest, most)| {
        (*fewest..=*most).contains(&digits.len()) && digits.starts_with(code) && digits[code.len()] != b'0'
    })
}
