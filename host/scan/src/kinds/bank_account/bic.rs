//! Business identifier codes: four letters of a bank, two of a country, two letters or digits of a place, and three more of a
//! branch. In lower case most words of eight letters look like one, so the country must be one, and the word none that is said
//! of a code.

use crate::text::bytes::{at, before, is_digit, is_word};

/// ISO 3166-1, in lower case and in order.
const COUNTRIES: &[u8] = b"adaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjblbmbnbobqbrbsbtbvbwbybzcacccdcfcgchcickclcmcncocrcucvcwcxcyczdedjdkdmdodz\
eceeegeheresetfifjfkfmfofrgagbgdgegfggghgiglgmgngpgqgrgsgtgugwgyhkhmhnhrhthuidieiliminiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvly\
mamcmdmemfmgmhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancnenfngninlnonpnrnunzompapepfpgphpkplpmpnprpsptpwpyqarerorsrurwsasbscsdsesgshsisjskslsmsnsosrssstsv\
sxsysztctdtftgthtjtktltmtntotrtttvtwtzuaugumusuyuzvavcvevgvivnvuwfwsxkyeytzazmzw";
/// Words of eight or eleven letters that a country stands in.
const WORDS: &[&str] = &[
    "required",
    "standard",
    "disabled",
    "provided",
    "accepted",
    "verified",
    "supplied",
    "customer",
    "creditor",
    "domestic",
    "obtained",
    "directly",
    "mandated",
    "extended",
    "formatted",
    "complain",
    "currency",
    "security",
    "validate",
    "identity",
    "bankcode",
    "personal",
    "official",
    "european",
    "referral",
    "together",
    "checkout",
    "instance",
    "national",
];

/// The end of the code that begins at `start`.
pub(super) fn end_of(text: &[u8], start: usize) -> Option<usize> {
    const LENGTHS: [usize; 2] = [11, 8];
    let is_bic = |length: &usize| {
        let code = text.get(start..start + length);
        code.is_some_and(|code| is_in_capitals(code) || is_in_lower_case(text, start, code))
            && !is_word(at(text, start + length))
    };
    LENGTHS.into_iter().find(is_bic).map(|length| start + length).or_else(|| grouped_end(text, start))
}

/// `DEUT DE FF`, `DEUT DE FF 500`.
fn grouped_end(text: &[u8], start: usize) -> Option<usize> {
    const GROUPS: [usize; 4] = [4, 2, 2, 3];
    let (mut code, mut count, mut end, mut whole) = ([0; 11], 0, start, None);
    for group in GROUPS {
        let begin = end + usize::from(count > 0);
        let letters = text.get(begin..begin + group).filter(|_| count == 0 || matches!(at(text, end), b' ' | b'-'));
        let Some(letters) = letters else { break };
        code[count..count + group].copy_from_slice(letters);
        (count, end) = (count + group, begin + group);
        let is_code = count >= 8 && is_in_capitals(&code[..count]) && !is_word(at(text, end));
        whole = if is_code && is_country(&code[4..6].to_ascii_lowercase()) { Some(end) } else { whole };
        if count == 8 && whole.is_none() || at(text, end) == 0 {
            break;
        }
    }
    whole
}

fn is_country(letters: &[u8]) -> bool {
    COUNTRIES.chunks_exact(2).any(|country| country == letters)
}

fn is_in_capitals(code: &[u8]) -> bool {
    code[..6].iter().all(u8::is_ascii_uppercase)
        && code[6..].iter().all(|byte| is_digit(*byte) || byte.is_ascii_uppercase())
}

/// Not after a blank alone: `swift transfer`.
fn is_in_lower_case(text: &[u8], start: usize, code: &[u8]) -> bool {
    let sign = if before(text, start) == b' ' { before(text, start - 1) } else { before(text, start) };
    let is_assigned = matches!(sign, 0 | b':' | b'=' | b'"' | b'\'' | b'#' | b'-' | b'\t' | b'|' | b'>' | 0x80..);
    is_assigned
        && code[..6].iter().all(u8::is_ascii_lowercase)
        && code[6..].iter().all(|byte| is_digit(*byte) || byte.is_ascii_lowercase())
        && is_country(&code[4..6])
        && !WORDS.iter().any(|word| word.as_bytes() == code)
}
