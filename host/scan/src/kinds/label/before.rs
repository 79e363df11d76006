//! Labels that stand before a value.

use super::beside::{beside_name, in_tag, is_plain};
use super::column::is_headed;
use super::fillers::MONTHS;
use super::maps;
use super::phrase::{may_end, of_phrase};
use super::told::{Labels, Told};
use crate::kinds::secret::Name;
use crate::text::bytes::{at, back, before, follows, is_digit, is_word};
use crate::text::steps::steps;

/// Punctuation between a label and its value: `"bsn":"`, `['bsn'] => '`. A row of blanks or dots counts once.
const MOST_BETWEEN: usize = 8;
/// The same in bytes, before a letter and before a digit. The windows of the prefilter overlap by enough to see a letter before it.
const LONGEST_BETWEEN: [usize; 2] = [12, 14];
const MOST_TAGS: usize = 3;
/// Words of one letter between a label and its value, in several languages.
const SINGLE: &[u8] = b"anoyeidz";
/// Beyond ASCII: arrows, quotes, brackets, commas and colons. What is folded to ASCII is not among them.
const WIDE_MARKS: [&str; 29] = [
    "：", "→", "⇒", "➔", "➜", "“", "”", "„", "‘", "’", "«", "»", "‹", "›", "「", "」", "『", "』", "【", "】", "《",
    "》", "、", "،", "؛", "•", "·", "≔", "│",
];

/// What is told of the value that begins at `start`.
pub(crate) fn before_value(text: &[u8], start: usize) -> Labels {
    let end = label_end(text, start);
    // Scripts without spaces need nothing between.
    let told = if end == start && before(text, end) < 0x80 { Labels::NONE } else { before_end(text, end) };
    let told = if at(text, end) == b':' { told.with(alternative(text, end)) } else { told };
    if told != Labels::NONE {
        return told;
    }
    let left = before(text, start);
    if matches!(left, b'@' | b'=' | b'/' | b'(' | b'-') {
        let told = maps::pair_before(text, start);
        if told != Labels::NONE {
            return told;
        }
    }
    // `Date of birth (DD/MM/YYYY): `, and `DOB: April ` or `生年月日: 昭和` before a day.
    let apart = match left {
        0x80.. => era_before(text, start),
        _ if at(text, end) == b')' => hint_start(text, end, start),
        b' ' | b'+' => month_before(text, start),
        _ => None,
    };
    match apart {
        Some(place) => before_end(text, label_end(text, place)),
        None if end == start => Labels::NONE,
        None => beside_value(text, end, start),
    }
}

/// What the heading of the column tells that a value stands in.
fn in_column(text: &[u8], start: usize) -> Labels {
    let mut told = Labels::NONE;
    is_headed(text, start, |end| {
        told = before_end(text, end);
        told != Labels::NONE
    });
    told
}

/// What stands beside a value whose name, or tag, tells nothing, or above it.
fn beside_value(text: &[u8], end: usize, start: usize) -> Labels {
    let mut told = if is_plain(text, end) { beside_name(text, end) } else { Labels::NONE };
    if told == Labels::NONE && matches!(before(text, start), b'>' | b' ' | b'\n' | b'"') {
        let tag = text[end..start].iter().rposition(|byte| *byte == b'>').map(|place| end + place + 1);
        told = tag.map_or(Labels::NONE, |tag| in_tag(text, tag));
    }
    if told == Labels::NONE { in_column(text, start) } else { told }
}

/// What is told by the label that ends at `end`.
pub(super) fn before_end(text: &[u8], end: usize) -> Labels {
    // Of Poland; without the dot it is another word.
    if at(text, end) == b'.' && follows(text, end, b"ur") {
        return Labels::of(Told::Birth);
    }
    if may_end(text, end) {
        let phrase = Name::phrase_before(text, end);
        let told = of_phrase(&phrase);
        return if told == Labels::NONE { before_gender(text, phrase.start) } else { told };
    }
    // `né(e)`, `nato/a`, `Passaporto n.`
    let mark = back(text, end, 2);
    let is_apart = match mark {
        b'(' => at(text, end) == b')',
        b'/' => matches!(at(text, end), b' ' | b':'),
        b' ' => SINGLE.contains(&before(text, end)),
        _ => false,
    };
    match () {
        () if mark == b'/' && follows(text, end, b"s/c") => Labels::of(Told::SortCode),
        () if is_apart => before_plain(text, end - 2),
        () => Labels::NONE,
    }
}

/// What is told by a label whose other gender ends at `end`, or a sign, before more words: `né(e) le`, `nato/a il`, `SSN # is`.
fn before_gender(text: &[u8], end: usize) -> Labels {
    match (back(text, end, 3), back(text, end, 2), before(text, end)) {
        (b'(', _, b')') => before_plain(text, end - 3),
        (.., b'/') if at(text, end + 1) == b' ' => before_plain(text, end - 1),
        (.., b'#') => before_plain(text, label_end(text, end)),
        _ => Labels::NONE,
    }
}

fn before_plain(text: &[u8], end: usize) -> Labels {
    if may_end(text, end) { of_phrase(&Name::phrase_before(text, end)) } else { Labels::NONE }
}

/// What the first of two labels before a colon tells: `CPF/CNPJ: `, `sort code / account: `.
fn alternative(text: &[u8], end: usize) -> Labels {
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

/// The start of the words in parentheses that end between `end` and `start`.
fn hint_start(text: &[u8], end: usize, start: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    if end == start || at(text, end) != b')' || text[end..start].contains(&b'(') {
        return None;
    }
    (1..=LONGEST.min(end)).map(|distance| end - distance).find(|place| text[*place] == b'(')
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a byte may stand between a label and its value.
pub(crate) fn is_between(byte: u8) -> bool {
    const MARKS: &[u8] = b" \t\r\n:=\"'#.()+>-/_[]*`|,;{<?";
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

/// The start of the Japanese era that stands before a year: `昭和49年`.
pub(crate) fn era_before(text: &[u8], year: usize) -> Option<usize> {
    const ERAS: [&str; 6] = ["明治", "大正", "昭和", "平成", "令和", "民國"];
    if before(text, year) < 0x80 {
        return None;
    }
    ERAS.iter().find(|era| text[..year].ends_with(era.as_bytes())).map(|era| year - era.len())
}

/// The start of the month's name that stands before `day`, with a blank between: `April 12, 1985`.
pub(crate) fn month_before(text: &[u8], day: usize) -> Option<usize> {
    if !matches!(before(text, day), b' ' | b'+') {
        return None;
    }
    let end = day - 1;
    let word = (1..=9).take_while(|distance| back(text, end, *distance).is_ascii_alphabetic()).count();
    let start = end - word;
    let is_month = |month: &&str| text[start..end].eq_ignore_ascii_case(month.as_bytes());
    (!is_word(before(text, start)) && MONTHS.iter().any(is_month)).then_some(start)
}
