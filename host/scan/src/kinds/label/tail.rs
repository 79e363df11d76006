//! Labels by where they end, and the punctuation between that and a value.

use super::told::{Labels, Told};
use super::words::{are_fillers, may_end, of_phrase};
use crate::kinds::secret::Name;
use crate::text::bytes::{at, back, before, follows, is_digit, is_word};
use crate::text::steps::steps;

/// Punctuation between a label and its value: `"bsn":"`, `['bsn'] => '`. A row of blanks or dots counts once.
const MOST_BETWEEN: usize = 8;
/// The same in bytes, before a letter and before a digit. The windows of the prefilter overlap by enough to see a letter before it.
const LONGEST_BETWEEN: [usize; 2] = [12, 14];
const MOST_TAGS: usize = 3;
/// Words of one letter between a label and its value, in several languages.
const SINGLE: &[u8] = b"anoyeidzA";
/// Beyond ASCII: arrows, quotes, brackets, commas and colons. What is folded to ASCII is not among them.
const WIDE_MARKS: [&str; 30] = [
    "：", "→", "⇒", "➔", "➜", "“", "”", "„", "‘", "’", "«", "»", "‹", "›", "「", "」", "『", "』", "【", "】", "《",
    "》", "、", "،", "؛", "•", "·", "≔", "│", "…",
];

/// What is told by the label that ends at `end`.
pub(super) fn before_end(text: &[u8], end: usize) -> Labels {
    before_end_or_words(text, end).0
}

/// The same, and the words that end there if they were looked at.
pub(super) fn before_end_or_words(text: &[u8], end: usize) -> (Labels, Option<Name>) {
    // Of Poland; without the dot it is another word.
    if at(text, end) == b'.' && follows(text, end, b"ur") {
        return (Labels::of(Told::Birth), None);
    }
    if back(text, end, 3) == b'/' && before(text, end) >= 0x80 {
        return (slashed(text, end), None);
    }
    if may_end(text, end) {
        let phrase = Name::phrase_before(text, end);
        // A sign stands for `number`.
        let is_numbered = at(text, end) == b'#' || at(text, end) == b' ' && at(text, end + 1) == b'#';
        let told = of_phrase(&phrase);
        let told = if is_numbered { told.numbered() } else { told };
        let told = if told == Labels::NONE { before_gender(text, &phrase) } else { told };
        return (told, Some(phrase));
    }
    (before_marks(text, end), None)
}

/// What is told by a label with digits or single letters behind it.
fn before_marks(text: &[u8], end: usize) -> Labels {
    // `passport 2`, `dob_1`, `fodselsnummer_11`.
    if is_digit(before(text, end)) {
        let number = end - 1 - usize::from(is_digit(back(text, end, 2)));
        let apart = usize::from(matches!(before(text, number), b' ' | b'_' | b'-' | b'#'));
        return if is_digit(before(text, number)) { Labels::NONE } else { before_plain(text, number - apart) };
    }
    let mark = back(text, end, 2);
    // `né(e)`, `nato/a`, `Passaporto n.`
    let is_apart = match mark {
        b'(' => at(text, end) == b')',
        b'/' => matches!(at(text, end), b' ' | b':'),
        b' ' | b'\n' => SINGLE.contains(&before(text, end)),
        _ => false,
    };
    match () {
        () if mark == b'/' && slashed(text, end) != Labels::NONE => slashed(text, end),
        // `conto n. `
        () if mark == b' ' && matches!(before(text, end), b'n' | b'N') => {
            before_plain(text, label_end(text, end - 1)).numbered()
        }
        () if is_apart => {
            before_plain(text, if matches!(mark, b' ' | b'\n') { label_end(text, end - 1) } else { end - 2 })
        }
        () => Labels::NONE,
    }
}

/// What is told by a label whose other gender, or more punctuation, ends before the words of a phrase: `né(e) le`, `nato/a il`,
/// `SSN # is`, `passport (no. `, `DOB? customer: `.
fn before_gender(text: &[u8], phrase: &Name) -> Labels {
    let end = phrase.start;
    match (back(text, end, 3), back(text, end, 2), before(text, end)) {
        (b'(', _, b')') => before_plain(text, end - 3),
        (.., b'/') if at(text, end + 1) == b' ' => match slashed(text, end + 1) {
            Labels::NONE => before_plain(text, end - 1),
            told => told,
        },
        (.., b'#' | b'(' | b'[' | b'?' | b':' | b',') if are_fillers(phrase) => {
            before_plain(text, label_end(text, end))
        }
        _ => Labels::NONE,
    }
}

/// What `S/C`, `A/C`, `C/C` of Romance languages and `Р/с` of Slavic ones that end at `end` tell.
fn slashed(text: &[u8], end: usize) -> Labels {
    const CYRILLIC: [&str; 7] = ["р/с", "Р/с", "Р/С", "к/с", "К/с", "р/р", "Р/р"];
    match () {
        () if before(text, end) >= 0x80 => {
            let is_one = CYRILLIC.iter().any(|word| text[..end].ends_with(word.as_bytes()));
            if is_one { Labels::of(Told::Account) } else { Labels::NONE }
        }
        () if follows(text, end, b"s/c") => Labels::of(Told::SortCode),
        () if follows(text, end, b"a/c") || follows(text, end, b"c/c") => Labels::of(Told::Account),
        () => Labels::NONE,
    }
}

fn before_plain(text: &[u8], end: usize) -> Labels {
    if may_end(text, end) { of_phrase(&Name::phrase_before(text, end)) } else { Labels::NONE }
}

/// What the first of two labels before a colon tells: `CPF/CNPJ: `, `sort code / account: `.
pub(super) fn alternative(text: &[u8], end: usize) -> Labels {
    const LONGEST: usize = 24;
    let is_part = |byte: u8| is_word(byte) || byte >= 0x80 || matches!(byte, b' ' | b'.');
    let word = (1..=LONGEST).take_while(|distance| is_part(back(text, end, *distance))).count();
    let slash = end - word;
    if word > 0 && before(text, slash) == b'/' { before_end(text, label_end(text, slash)) } else { Labels::NONE }
}

/// Where a label ends whose punctuation ends at `place`. A tag is punctuation too: `BSN: <b>`, `<td>BSN</td><td>`.
pub(crate) fn label_end(text: &[u8], place: usize) -> usize {
    let left = before(text, place);
    if is_word(left) || left < 0x80 && left != b'>' && is_between(left) && is_word(back(text, place, 2)) {
        return place - usize::from(!is_word(left));
    }
    let (mut end, mut between, mut tags, mut begun) = (place, 0, 0, place);
    let longest = LONGEST_BETWEEN[usize::from(is_digit(at(text, place)))];
    while between < MOST_BETWEEN && begun - end < longest {
        let byte = before(text, end);
        if byte == b'[' && text[..end].ends_with(b"<![CDATA[") {
            (end, between) = (end - b"<![CDATA[".len(), between + 1);
            begun = end;
            continue;
        }
        // A place for a value: `"dob: {}", "1985-04-12"`.
        if byte == b'}' && back(text, end, 2) == b'{' || byte == b's' && back(text, end, 2) == b'%' {
            (end, between) = (end - 2, between + 1);
            continue;
        }
        if !is_between(byte) {
            let Some(mark) = wide_mark(text, end) else { break };
            (end, between) = (end - mark, between + 1);
            begun = end;
            continue;
        }
        // The name of a tag may be the label.
        let is_tag = byte == b'>' && tags < MOST_TAGS && before_end(text, end - 1) == Labels::NONE;
        if let Some(start) = if is_tag { tag_start(text, end) } else { None } {
            // What stands between tags counts anew.
            (end, between, tags, begun) = (start, 0, tags + 1, start);
            continue;
        }
        let further = back(text, end, 2);
        let is_row = is_blank(byte) && is_blank(further) || byte == b'.' && further == b'.';
        (end, between) = (end - 1, between + usize::from(!is_row));
    }
    end
}

/// The bytes of a mark beyond ASCII that ends at `end`.
pub(crate) fn wide_mark(text: &[u8], end: usize) -> Option<usize> {
    if before(text, end) < 0x80 {
        return None;
    }
    WIDE_MARKS.iter().find(|mark| text[..end].ends_with(mark.as_bytes())).map(|mark| mark.len())
}

/// The `<` of the tag that ends at `end`.
fn tag_start(text: &[u8], end: usize) -> Option<usize> {
    const LONGEST: usize = 64;
    let least = end.saturating_sub(LONGEST);
    steps(LONGEST);
    let open = least + text[least..end - 1].iter().rposition(|byte| matches!(byte, b'<' | b'>' | b'\n'))?;
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || byte == b'/';
    (text[open] == b'<' && is_name(at(text, open + 1))).then_some(open)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a byte may stand between a label and its value.
pub(crate) fn is_between(byte: u8) -> bool {
    const MARKS: &[u8] = b" \t\r\n:=\"'#.()+>-/_[]*`|,;{<?^~";
    const SET: u128 = {
        let (mut set, mut index) = (0, 0);
        while index < MARKS.len() {
            set |= 1 << MARKS[index];
            index += 1;
        }
        set
    };
    byte < 0x80 && SET >> byte & 1 == 1
}
