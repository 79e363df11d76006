//! Country codes of telephone numbers (ITU-T E.164 Annex, <https://www.itu.int/pub/T-SP-E.164D>).

use crate::kinds::check_digits;

/// Whether ASCII digits are an assigned country code.
pub(crate) fn is_country_code(digits: &[u8]) -> bool {
    const LONGEST: usize = 3;
    if digits.len() > LONGEST {
        return false;
    }
    let value = check_digits::number(digits);
    match digits.len() {
        1 => matches!(value, 1 | 7),
        2 => matches!(
            value,
            20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98
        ),
        3 => matches!(
            value,
            211..=213 | 216 | 218 | 220..=258 | 260..=269 | 290 | 291 | 297..=299
                | 350..=359 | 370..=378 | 380..=389 | 420 | 421 | 423
                | 500..=509 | 590..=599 | 670 | 672..=692
                | 800 | 808 | 850 | 852 | 853 | 855 | 856 | 870 | 878 | 880..=883 | 886 | 888
                | 960..=968 | 970..=979 | 992..=998
        ),
        _ => false,
    }
}
