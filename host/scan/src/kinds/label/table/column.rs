//! Headings of columns: `name;dob` in the line before, or in the first line, of `Ann;1985-04-12`.

use crate::text::bytes::before;
use crate::text::steps::steps;

/// Of a line before a value.
const LONGEST_LINE: usize = 96;
const LONGEST_HEADING: usize = 128;

/// Whether a heading that may stand over the value at `start` tells it, by where the heading ends.
#[inline]
pub(crate) fn is_headed(text: &[u8], start: usize, tells: impl FnMut(usize) -> bool) -> bool {
    let start = start - usize::from(matches!(before(text, start), b'"' | b'\'' | b'+' | b'-'));
    let left = before(text, start);
    let begins = matches!(left, b'\n' | b',' | b';' | b'\t' | b'|') || left == b' ' && before(text, start - 1) == b'|';
    begins && is_in_table(text, start, tells)
}

#[cold]
fn is_in_table(text: &[u8], start: usize, tells: impl FnMut(usize) -> bool) -> bool {
    let Some(line) = line_start(text, start) else { return false };
    let lines = [line_before(text, line), first_line(text)].into_iter().flatten();
    lines.filter_map(|heading| heading_end(text, heading, (line, start))).any(tells)
}

fn line_start(text: &[u8], start: usize) -> Option<usize> {
    let line = newline_before(text, start, LONGEST_LINE)?;
    Some(line + 1)
}

/// The line before the one that begins at `line`, or the one before that where there is nothing but dashes in it.
fn line_before(text: &[u8], line: usize) -> Option<(usize, usize)> {
    let (start, end) = whole_line(text, line - 1)?;
    let is_rule = end > start && text[start..end].iter().all(|byte| matches!(byte, b'|' | b'-' | b'+' | b':' | b' '));
    if is_rule && start > 0 { whole_line(text, start - 1) } else { Some((start, end)) }
}

fn whole_line(text: &[u8], end: usize) -> Option<(usize, usize)> {
    match newline_before(text, end, LONGEST_HEADING) {
        Some(newline) => Some((newline + 1, end)),
        None if end <= LONGEST_HEADING => Some((0, end)),
        None => None,
    }
}

fn first_line(text: &[u8]) -> Option<(usize, usize)> {
    let near = &text[..text.len().min(LONGEST_HEADING)];
    let end = memchr::memchr(b'\n', near);
    steps(end.unwrap_or(near.len()));
    end.map(|end| (0, end))
}

/// The last newline before `end`, if it is so near.
fn newline_before(text: &[u8], end: usize, longest: usize) -> Option<usize> {
    let least = end.saturating_sub(longest);
    let newline = memchr::memrchr(b'\n', &text[least..end]).map(|place| least + place);
    steps(end - newline.unwrap_or(least));
    newline
}

/// The end of the field of a heading that has as many separators before it as the value in its line.
fn heading_end(text: &[u8], (start, end): (usize, usize), (line, value): (usize, usize)) -> Option<usize> {
    if line <= start {
        return None;
    }
    let heading = &text[start..end];
    steps(heading.len());
    let separator = *heading.iter().find(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'))?;
    let column = text[line..value].iter().filter(|byte| **byte == separator).count();
    let mut place = start;
    for _ in 0..column {
        place += text[place..end].iter().position(|byte| *byte == separator)? + 1;
    }
    let field = text[place..end].iter().position(|byte| *byte == separator).map_or(end, |length| place + length);
    let is_end = |place: usize| matches!(before(text, place), b' ' | b'"' | b'\'' | b'\r' | b'*' | b'.' | b':');
    let end = (place..=field).rev().find(|place| !is_end(*place)).unwrap_or(place);
    (end > place).then_some(end)
}
