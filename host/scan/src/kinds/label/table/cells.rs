//! Rows of cells in HTML: `<tr><th>Name</th><th>DOB</th></tr><tr><td>Ann</td><td>1985-04-12</td></tr>`.

use crate::text::bytes::{at, back, before};
use crate::text::steps::steps;

/// Of a row before a value, and of the row of headings before that.
const LONGEST_ROW: usize = 128;
const LONGEST_HEADINGS: usize = 192;

/// Where the heading of the cell ends that the value at `start` stands in.
#[inline]
pub(super) fn heading(text: &[u8], start: usize) -> Option<usize> {
    let follows_tag = before(text, start) == b'>' && matches!(back(text, start, 2) | 0x20, b'd' | b'"');
    if follows_tag { in_row(text, start) } else { None }
}

#[cold]
fn in_row(text: &[u8], start: usize) -> Option<usize> {
    let row = start - LONGEST_ROW.min(start);
    steps(start - row);
    let row = row + find_last(&text[row..start], b"<tr")?;
    let column = count(&text[row..start], b"<td").checked_sub(1)?;
    let least = row - LONGEST_HEADINGS.min(row);
    steps(row - least);
    let headings = &text[least..row];
    // Of the row that the headings are in, all of them.
    let from = find_last(headings, b"<tr").filter(|from| count(&headings[*from..], b"<th") > 0);
    let from = from.or_else(|| memchr::memmem::find(headings, b"<th>"))?;
    let cell = memchr::memmem::find_iter(&headings[from..], b"<th").nth(column)?;
    let begin = least + from + cell;
    let end = begin + memchr::memmem::find(&text[begin..row], b"</th")?;
    (at(text, end - 1) != b'>').then_some(end)
}

fn find_last(text: &[u8], tag: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(text, tag)
}

fn count(text: &[u8], tag: &[u8]) -> usize {
    memchr::memmem::find_iter(text, tag).count()
}
