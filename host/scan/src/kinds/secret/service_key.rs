//! Keys of services, whose published shapes give them away: a start that nothing else has, and letters of one alphabet.

use crate::text::bytes::{back, before, is_digit, is_word, touches_word};
use crate::text::steps::{step, steps};

/// Longer than any of these keys.
const LONGEST: usize = 256;

/// What a key consists of after its start.
#[derive(Clone, Copy, PartialEq)]
enum Alphabet {
    /// Letters and digits.
    Word,
    /// Those of base64url, which are also those of tokens in parts.
    Url,
    /// Upper case and digits.
    Upper,
    Hex,
    /// Two parts of base64url with a dot between.
    Dotted,
    /// Those of base64.
    Base64,
}
use Alphabet::{Base64, Dotted, Hex, Upper, Url, Word};

/// Start, alphabet of the rest, and its fewest letters; of upper case and hex, how many. Sources: the services' own documentation of their tokens, such as
/// <https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/>.
#[rustfmt::skip]
const SHAPES: &[(&[u8], Alphabet, usize)] = &[
    (b"AKIA", Upper, 16), (b"ASIA", Upper, 16), (b"AIza", Url, 30), (b"SG.", Dotted, 40), (b"SK", Hex, 32),
    (b"ATATT3", Base64, 100), (b"ATBB", Word, 32), (b"AGE-SECRET-KEY-1", Upper, 58),
    (b"ghp_", Word, 36), (b"gho_", Word, 36), (b"ghu_", Word, 36), (b"ghs_", Word, 36), (b"ghr_", Word, 36),
    (b"github_pat_", Url, 40), (b"glpat-", Url, 20), (b"glrt-", Url, 20), (b"gldt-", Url, 20), (b"glptt-", Url, 20),
    (b"sk_live_", Word, 16), (b"sk_test_", Word, 16), (b"rk_live_", Word, 16), (b"rk_test_", Word, 16), (b"whsec_", Word, 24),
    (b"xoxb-", Url, 20), (b"xoxp-", Url, 20), (b"xoxa-", Url, 20), (b"xoxr-", Url, 20), (b"xoxs-", Url, 20), (b"xapp-", Url, 20),
    (b"npm_", Word, 36), (b"pypi-", Url, 40), (b"rubygems_", Hex, 48), (b"hf_", Word, 30),
    (b"dop_v1_", Hex, 64), (b"doo_v1_", Hex, 64), (b"dor_v1_", Hex, 64),
    (b"shpat_", Hex, 32), (b"shpss_", Hex, 32), (b"shpca_", Hex, 32), (b"shppa_", Hex, 32),
    (b"sk-ant-", Url, 40), (b"sk-proj-", Url, 40), (b"sk-", Word, 40), (b"lin_api_", Word, 32), (b"figd_", Url, 36),
    (b"glsa_", Url, 32), (b"ntn_", Word, 40), (b"sq0atp-", Url, 22), (b"sq0csp-", Url, 40), (b"PMAK-", Url, 24),
    (b"GOCSPX-", Url, 28), (b"NRAK-", Word, 27), (b"sntrys_", Base64, 40), (b"sntryu_", Hex, 64), (b"dckr_pat_", Url, 27),
    (b"pscale_tkn_", Url, 32), (b"pscale_pw_", Url, 32), (b"sbp_", Hex, 40), (b"nfp_", Word, 36), (b"HRKU-", Url, 36),
    (b"pul-", Hex, 40), (b"pnu_", Word, 36), (b"rdme_", Word, 70), (b"CFPAT-", Url, 43), (b"gsk_", Word, 48), (b"r8_", Word, 37),
    (b"pplx-", Word, 48), (b"xai-", Word, 70), (b"aio_", Word, 28), (b"xkeysib-", Url, 64), (b"duffel_live_", Url, 43),
    (b"duffel_test_", Url, 43), (b"CLOJARS_", Word, 60), (b"gloas-", Hex, 64), (b"glcbt-", Url, 20), (b"glft-", Url, 20),
    (b"glsoat-", Url, 20), (b"glimt-", Url, 20), (b"glagent-", Url, 50), (b"sk_sbox_", Word, 20), (b"lsv2_pt_", Url, 40),
    (b"CCIPAT_", Url, 40), (b"CCIPRJ_", Url, 40), (b"phx_", Word, 40), (b"phc_", Word, 40), (b"sqp_", Hex, 40), (b"squ_", Hex, 40),
    (b"sqa_", Hex, 40), (b"fo1_", Url, 40), (b"fm2_", Base64, 40), (b"glc_", Base64, 32), (b"shippo_live_", Hex, 40),
    (b"shippo_test_", Hex, 40), (b"key-", Hex, 32), (b"pat-na1-", Url, 36), (b"pat-eu1-", Url, 36), (b"re_", Url, 32),
    (b"apify_api_", Word, 36), (b"rzp_live_", Word, 14), (b"tfp_", Url, 40), (b"fio-u-", Url, 40), (b"v1.0-", Url, 150),
    (b"rzp_test_", Word, 14), (b"FLWSECK-", Url, 32), (b"FLWSECK_TEST-", Url, 32),
    (b"waka_", Url, 36), (b"tskey-auth-", Url, 24), (b"tskey-api-", Url, 24), (b"nvapi-", Url, 60), (b"bkua_", Hex, 40),
    (b"vercel_", Word, 24), (b"sk-or-", Url, 60), (b"sk-lf-", Url, 36), (b"tvly-", Url, 30),
];

/// Keys that begin with capitals of which the one that is looked for is not the first: where it is, start, alphabet and fewest letters.
const CAPITAL_SHAPES: &[(usize, &[u8], Alphabet, usize)] = &[
    (0, b"AKID", Word, 32),
    (0, b"AKCp", Word, 60),
    (2, b"LTAI", Word, 12),
    (2, b"EZAK", Word, 54),
    (1, b"EAAC", Word, 60),
    (1, b"EAAG", Word, 60),
    (1, b"EAAB", Word, 60),
];

/// Starts that words begin with too: their keys have a digit.
const WORD_LIKE: &[&[u8]] = &[b"sk-", b"re_", b"pat-na1-", b"pat-eu1-"];

/// The low five bits of a byte.
const LOW: u8 = 0x1f;

/// For each pair of bytes before the `_` or `-` that ends a start, by their low five bits, the index in `SHAPES`, plus one, of a
/// start, and for each start that of the next.
static CHAINS: ([u8; 1024], [u8; SHAPES.len()]) = {
    let (mut heads, mut nexts, mut index) = ([0; 1024], [0; SHAPES.len()], 0);
    while index < SHAPES.len() {
        let start = SHAPES[index].0;
        if matches!(start[start.len() - 1], b'_' | b'-') {
            let pair = pair(start[start.len() - 3], start[start.len() - 2]);
            nexts[index] = heads[pair];
            heads[pair] = index as u8 + 1;
        }
        index += 1;
    }
    (heads, nexts)
};

const fn pair(first: u8, second: u8) -> usize {
    (first & LOW) as usize * 32 + (second & LOW) as usize
}

/// Whether the `_` or `-` at `place` may end the start of a key: a quick look.
#[inline(always)]
pub(crate) fn may_end_start(text: &[u8], place: usize) -> bool {
    let (first, second) = (before(text, place.saturating_sub(1)), before(text, place));
    CHAINS.0[pair(first, second)] != 0 && ending_at(text, place + 1).is_some()
}

/// Whether a key begins at the capital letter at `place`.
#[inline(never)]
pub(crate) fn begins_with_capital(text: &[u8], place: usize) -> bool {
    capital_start(text, place).is_some() || around_capital(text, place).is_some()
}

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for anchor in memchr::memchr_iter(b'_', text).chain(memchr::memchr_iter(b'-', text)) {
        step();
        if anchor < floor && text[anchor] == b'_' {
            continue;
        }
        if let Some((start, end)) = may_end_start(text, anchor).then(|| ending_at(text, anchor + 1)).flatten() {
            found(start, end);
            floor = end;
        }
    }
    for place in memchr::memchr2_iter(b'A', b'S', text) {
        step();
        if let Some(end) = capital_start(text, place) {
            found(place, end);
        }
        if let Some((start, end)) = around_capital(text, place) {
            found(start, end);
        }
    }
}

/// The key whose start ends at `end`.
#[inline(never)]
fn ending_at(text: &[u8], end: usize) -> Option<(usize, usize)> {
    let chained = |index: &usize| usize::from(CHAINS.1[*index]).checked_sub(1);
    let first = usize::from(CHAINS.0[pair(back(text, end, 3), back(text, end, 2))]).checked_sub(1);
    std::iter::successors(first, chained).find_map(|index| {
        let (start, alphabet, least) = &SHAPES[index];
        let from = end.checked_sub(start.len()).filter(|from| text[*from..end] == **start)?;
        let key = is_free(text, from).then(|| key_end(text, end, *alphabet, *least)).flatten()?;
        (!WORD_LIKE.contains(start) || text[end..key].iter().any(u8::is_ascii_digit)).then_some((from, key))
    })
}

fn capital_start(text: &[u8], place: usize) -> Option<usize> {
    if !is_free(text, place) {
        return None;
    }
    let shapes = SHAPES.iter().take_while(|(start, ..)| matches!(start[0], b'A' | b'S'));
    shapes
        .filter(|(start, ..)| text[place..].starts_with(start))
        .find_map(|(start, alphabet, least)| key_end(text, place + start.len(), *alphabet, *least))
}

/// The key whose start has the capital letter at `place` in it.
fn around_capital(text: &[u8], place: usize) -> Option<(usize, usize)> {
    if let Some(key) = bot_token(text, place) {
        return Some(key);
    }
    CAPITAL_SHAPES.iter().find_map(|(offset, start, alphabet, least)| {
        let from =
            place.checked_sub(*offset).filter(|from| text[*from..].starts_with(start) && is_free(text, *from))?;
        Some((from, key_end(text, from + start.len(), *alphabet, *least)?))
    })
}

/// `123456789:AA…`, with the `A` at `place`: <https://core.telegram.org/bots/features#generating-an-authentication-token>
fn bot_token(text: &[u8], place: usize) -> Option<(usize, usize)> {
    const LETTERS: usize = 35;
    const DIGITS: std::ops::RangeInclusive<usize> = 8..=10;
    if before(text, place) != b':' || !text[place..].starts_with(b"AA") {
        return None;
    }
    let number = text[..place - 1].iter().rev().take(DIGITS.end() + 1).take_while(|byte| is_digit(**byte)).count();
    steps(number);
    let from = place - 1 - number;
    let end = key_end(text, place, Url, LETTERS)?;
    (DIGITS.contains(&number) && is_free(text, from)).then_some((from, end))
}

fn is_free(text: &[u8], from: usize) -> bool {
    !touches_word(text, from) && !matches!(before(text, from), b'_' | b'-')
}

/// The end of the letters from `start` on, where there are enough of them.
fn key_end(text: &[u8], start: usize, alphabet: Alphabet, least: usize) -> Option<usize> {
    let is_part = |byte: &&u8| match alphabet {
        Word => is_word(**byte),
        Url => is_word(**byte) || matches!(byte, b'_' | b'-'),
        Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        Hex => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        Base64 => is_word(**byte) || matches!(byte, b'_' | b'-' | b'+' | b'/' | b'='),
        Dotted => is_word(**byte) || matches!(byte, b'_' | b'-' | b'.'),
    };
    let letters = text.get(start..)?.iter().take(LONGEST).take_while(is_part).count();
    steps(letters);
    let key = &text[start..start + letters];
    let dots = key.iter().rev().take_while(|byte| **byte == b'.').count();
    let end = start + letters - dots;
    // Those of a fixed length.
    let is_exact = matches!(alphabet, Upper | Hex);
    let is_whole = !is_exact || end - start == least && !is_word(text.get(end).copied().unwrap_or(0));
    (end - start >= least && is_whole).then_some(end)
}
