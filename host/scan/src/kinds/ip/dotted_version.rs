//! Dotted numbers that look like IPv4 addresses and are versions of software:
//!
//! - after `v` (a letter touches it, so `ipv4` does not come here) or a word such as `version`, `FileVersion`, `release` and `build`, with
//!   up to six spaces, colons, equals signs and quotes between;
//! - after a product and `/` (`Chrome/142.0.7444.60`, RFC 9110 section 10.1.5), but not in a path (`/clients/192.0.2.1`),
//!   after the name of a host (`host.example.com/192.0.2.1`, as Java writes addresses), nor before a port;
//! - in a path before a file of a page (`/ui/10.0.189.98/main.js`), which is where releases are served;
//! - what ends in `.0.0`: a network, or the version that browsers give nowadays (`142.0.0.0`), and nobody's address;
//! - after what is numbered by parts (`room 4.12.6.53`, `section 1.2.3.4`), with a blank between;
//! - before what only a version has: `10.1.2.3 (build 7)`, `10.1.2.3-rc1`, `10.1.2.3-SNAPSHOT`;
//! - the releases of Genesys: 7 to 9, one digit, three digits from 1 or 2 on, two digits (`8.5.202.17`, `9.0.100.05`),
//!   without a port. Of all addresses, one in 10,000 looks like that. Also 10.0 and 100.0, in a list with such releases or after
//!   the name of a product of theirs.

use crate::text::bytes::{at, back, before, follows, is_digit, is_word};

/// How long the name of a product can be.
const LONGEST_PRODUCT: usize = 32;
/// Releases in a list that are looked at.
const MOST_IN_LIST: usize = 4;
/// `9.0.100.05`, and more than it.
const LONGEST_RELEASE: usize = 12;
const WORDS: &[&[u8]] = &[b"version", b"ver", b"rv", b"release", b"build", b"revision", b"firmware", b"edition"];
/// Servers and pages of Genesys, as they are named before their releases.
const PRODUCTS: &[&[u8]] = &[
    b"gws",
    b"pcs",
    b"wwe",
    b"wwe-ui",
    b"wwe_ui",
    b"gwe",
    b"gax",
    b"gir",
    b"gcxi",
    b"ors",
    b"urs",
    b"gms",
    b"workspace",
];
/// Applications that are written before their versions with a blank between, and are no hosts.
const APPLICATIONS: &[&[u8]] = &[
    b"citrix workspace",
    b"citrix receiver",
    b"chrome",
    b"chromium",
    b"webview2",
    b"electron",
    b"jabber",
    b"webex",
    b"jre",
    b"jdk",
];
/// After a version, after up to two spaces, parentheses and dashes.
const BUILDS: &[&[u8]] =
    &[b"build", b"rev ", b"rev.", b"rc", b"beta", b"alpha", b"snapshot", b"hotfix", b"final", b"release"];
/// What is numbered by parts, before a blank: rooms, and the parts of a text.
#[rustfmt::skip]
const NUMBERED: &[&[u8]] = &[
    b"room", b"raum", b"zimmer", b"salle", b"sala", b"stanza", b"rum", b"floor", b"desk", b"seat", b"section", b"sections", b"sec.", b"sect.",
    b"chapter", b"clause", b"paragraph", b"para", b"para.", b"article", b"art.", b"appendix", b"annex", b"figure", b"fig.", b"table",
    b"step", b"rule", b"requirement", b"req.", b"lesson", b"exercise", b"oid", b"\xc2\xa7", b"abschnitt", b"kapitel", b"ziffer", b"punkt",
    b"abs.", b"artikel", b"secci\xc3\xb3n", b"cap\xc3\xadtulo", b"apartado", b"se\xc3\xa7\xc3\xa3o", b"chapitre", b"sezione",
    b"capitolo", b"paragrafo", b"hoofdstuk", b"paragraaf", b"avsnitt", b"rozdzia\xc5\x82", b"kapitola",
    "раздел".as_bytes(), "пункт".as_bytes(), "п.".as_bytes(), "глава".as_bytes(), "комната".as_bytes(), "кабинет".as_bytes(),
];
/// Between such a word and the number.
const MOST_BETWEEN: usize = 6;

/// Whether the four numbers `start..end` are a version.
pub(crate) fn is_version(text: &[u8], start: usize, end: usize) -> bool {
    let has_port = at(text, end) == b':' && is_digit(at(text, end + 1));
    text[start..end].ends_with(b".0.0")
        || !has_port
            && (is_genesys_release(&text[start..end])
                || is_listed_with_releases(text, start, end)
                || APPLICATIONS.iter().any(|application| follows_name(text, start, application))
                || before(text, start) == b' ' && NUMBERED.iter().any(|word| follows_numbered(text, start - 1, word))
                || is_later_release(&text[start..end])
                    && PRODUCTS.iter().any(|product| follows_name(text, start, product))
                || precedes_build(text, end)
                || follows_product(text, start)
                || is_release_directory(text, start, end))
        || follows_word(text, start)
}

fn is_genesys_release(number: &[u8]) -> bool {
    match number {
        [b'7'..=b'9', b'.', minor, b'.', b'1' | b'2', r2, r3, b'.', b1, b2] => {
            [minor, r2, r3, b1, b2].into_iter().all(|byte| is_digit(*byte))
        }
        _ => false,
    }
}

/// `10.0.246.68` in `pcs 9.0.152.56, gws 9.0.210.55, wwe-ui 10.0.246.68`: a list in which at least one is a release of Genesys.
fn is_listed_with_releases(text: &[u8], start: usize, end: usize) -> bool {
    is_later_release(&text[start..end]) && (is_followed_by_release(&text[end..]) || follows_release(&text[..start]))
}

fn is_later_release(number: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 4] = [b"10.0.1", b"10.0.2", b"100.0.1", b"100.0.2"];
    BEGINNINGS.iter().any(|beginning| number.starts_with(beginning))
}

fn is_followed_by_release(mut rest: &[u8]) -> bool {
    for _ in 0..MOST_IN_LIST {
        let Some(item) = rest.strip_prefix(b", ") else { return false };
        let name = item.iter().take(LONGEST_PRODUCT).take_while(|byte| is_part_of_name(**byte)).count();
        let Some(number) = item[name..].strip_prefix(b" ").filter(|_| name > 0) else { return false };
        let length = number.iter().take(LONGEST_RELEASE).take_while(|byte| is_part_of_number(**byte)).count();
        if !is_later_release(&number[..length]) {
            return is_genesys_release(&number[..length]);
        }
        rest = &number[length..];
    }
    false
}

fn follows_release(mut rest: &[u8]) -> bool {
    for _ in 0..MOST_IN_LIST {
        let Some(item) = rest.strip_suffix(b" ") else { return false };
        let name = item.iter().rev().take(LONGEST_PRODUCT).take_while(|byte| is_part_of_name(**byte)).count();
        let Some(before) = item[..item.len() - name].strip_suffix(b", ").filter(|_| name > 0) else { return false };
        let length = before.iter().rev().take(LONGEST_RELEASE).take_while(|byte| is_part_of_number(**byte)).count();
        let number = &before[before.len() - length..];
        if !is_later_release(number) {
            return is_genesys_release(number);
        }
        rest = &before[..before.len() - length];
    }
    false
}

fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_')
}

fn is_part_of_number(byte: u8) -> bool {
    is_digit(byte) || byte == b'.'
}

/// Whether a name and a space stand before the number.
fn follows_name(text: &[u8], start: usize, name: &[u8]) -> bool {
    before(text, start) == b' ' && follows(text, start - 1, name)
}

/// Whether a whole word that is numbered ends at `end`.
fn follows_numbered(text: &[u8], end: usize, word: &[u8]) -> bool {
    let left = back(text, end, word.len() + 1);
    follows(text, end, word) && left < 0x80 && !matches!(left, b'-' | b'_' | b'.' | b'/')
}

fn precedes_build(text: &[u8], end: usize) -> bool {
    const MOST: usize = 2;
    let marks = (0..MOST).take_while(|offset| matches!(at(text, end + offset), b' ' | b'(' | b'-' | b'+')).count();
    let rest = text.get(end + marks..).unwrap_or_default();
    let is_build = |word: &&[u8]| rest.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
    // `10.1.2.3 rc=0` has the reply of a program behind it.
    let goes_on = |next: u8| next.is_ascii_alphabetic() || next == b'=';
    marks > 0 && BUILDS.iter().any(|word| is_build(word) && !goes_on(at(rest, word.len())))
}

fn follows_product(text: &[u8], start: usize) -> bool {
    if before(text, start) != b'/' {
        return false;
    }
    let name = &text[start.saturating_sub(LONGEST_PRODUCT + 1)..start - 1];
    let word = name.iter().rev().take_while(|byte| is_word(**byte) || matches!(byte, b'-' | b'_' | b'.')).count();
    let in_path = back(text, start, word + 2) == b'/';
    let is_host = name[name.len() - word..].contains(&b'.') || name.ends_with(b"localhost");
    back(text, start, 2).is_ascii_alphabetic() && !in_path && !is_host
}

fn is_release_directory(text: &[u8], start: usize, end: usize) -> bool {
    const FILES: [&[u8]; 5] = [b".js", b".mjs", b".css", b".map", b".html"];
    const LONGEST: usize = 64;
    if before(text, start) != b'/' || !is_word(back(text, start, 2)) || at(text, end) != b'/' {
        return false;
    }
    let path = &text[end..text.len().min(end + LONGEST)];
    let length = path.iter().take_while(|byte| is_word(**byte) || matches!(byte, b'/' | b'-' | b'_' | b'.')).count();
    FILES.iter().any(|file| path[..length].ends_with(file))
}

fn follows_word(text: &[u8], start: usize) -> bool {
    let mut end = start;
    const QUOTE: &[u8] = b"&quot;";
    if text[..end].ends_with(QUOTE) {
        end -= QUOTE.len();
    }
    let quoted = end;
    while matches!(before(text, end), b' ' | b':' | b'=' | b'\'' | b'"' | b'\\') && quoted - end < MOST_BETWEEN {
        end -= 1;
    }
    let ends_in = |word: &&[u8]| {
        let letters = end.checked_sub(word.len()).and_then(|from| text.get(from..end)).unwrap_or_default();
        let left = back(text, end, word.len() + 1);
        // `FileVersion`
        let is_hump = || left.is_ascii_lowercase() && letters == b"Version";
        letters.eq_ignore_ascii_case(word) && (!is_word(left) || is_hump())
    };
    end < start && WORDS.iter().any(ends_in)
}
