//! The lines of a filter's source by function and instruction, as a file that is searched without being read whole.
//! Numbers are little-endian: a mark, the number of rows, the rows in order, and the names of files that rows point to.

use std::{collections::HashMap, fs::File, io, os::unix::fs::FileExt};

use crate::printable::printable;

const MARK: u32 = u32::from_le_bytes(*b"sll1");
const HEAD_BYTES: u64 = 8;
/// Function, offset in its body, offset of the file's name, line.
const ROW_BYTES: usize = 16;
/// Larger tables are not made: 4 MB.
const MAX_ROWS: usize = 250_000;
const MAX_NAME_BYTES: usize = 1 << 20;
const FILE_CHARS: usize = 100;

/// A table as it is in its file.
pub(crate) struct LineTable(Vec<u8>);

/// Rows in the order of functions, and of their instructions.
#[derive(Default)]
pub(crate) struct LineTableBuilder {
    rows: Vec<[u32; 4]>,
    names: Vec<u8>,
    offsets: HashMap<String, u32>,
}

/// Where a table can be read from.
pub(crate) trait LineSource {
    /// Fills the buffer with what is at an offset.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()>;
}

impl LineTable {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl LineSource for LineTable {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        let start = usize::try_from(offset).map_err(io::Error::other)?;
        let end = start.saturating_add(buffer.len());
        let found = self.0.get(start..end).ok_or(io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(found);
        Ok(())
    }
}

impl LineSource for File {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<()> {
        self.read_exact_at(buffer, offset)
    }
}

impl LineTableBuilder {
    /// Adds the line of what begins at an offset in a function's body. What has no line of its own, as compilers put
    /// between statements, gets that of what is before it. None if the table has become too large.
    pub(super) fn add(&mut self, function: u32, offset: usize, file: &str, line: u32) -> Option<()> {
        let row = [function, u32::try_from(offset).ok()?, self.name(file)?, line];
        if self.rows.last().is_some_and(|last| (last[0], last[2], last[3]) == (row[0], row[2], row[3])) {
            return Some(());
        }
        self.rows.push(row);
        (self.rows.len() <= MAX_ROWS).then_some(())
    }

    fn name(&mut self, file: &str) -> Option<u32> {
        let file = short_name(file);
        if let Some(offset) = self.offsets.get(&file) {
            return Some(*offset);
        }
        let offset = u32::try_from(self.names.len()).ok()?;
        self.names.extend(u16::try_from(file.len()).ok()?.to_le_bytes());
        self.names.extend(file.as_bytes());
        self.offsets.insert(file, offset);
        (self.names.len() <= MAX_NAME_BYTES).then_some(offset)
    }

    /// None if there are no rows.
    pub(super) fn build(mut self) -> Option<LineTable> {
        self.rows.sort_by_key(|row| (row[0], row[1]));
        let rows = u32::try_from(self.rows.len()).ok().filter(|rows| *rows > 0)?;
        let numbers = [MARK, rows].into_iter().chain(self.rows.into_iter().flatten());
        let mut bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        bytes.append(&mut self.names);
        Some(LineTable(bytes))
    }
}

/// The end of a path, from the directory of its crate on: what is before that says where somebody's home is.
fn short_name(path: &str) -> String {
    let cut = path.rfind("/src/").or_else(|| path.rfind('/')).unwrap_or(0);
    let start = path.get(..cut).and_then(|before| before.rfind('/')).map_or(0, |slash| slash + 1);
    printable(path.get(start..).unwrap_or(path), FILE_CHARS)
}

/// The file and the line of an instruction, by its function and the offset in the function's body. None if the table
/// does not say, or cannot be read.
pub(crate) fn find_line(table: &impl LineSource, function: u32, offset: u32) -> Option<(String, u32)> {
    let numbers = |at: u64| -> Option<[u32; 4]> {
        let mut bytes = [0; ROW_BYTES];
        table.read_at(&mut bytes, at).ok()?;
        let number = |index: usize| bytes[4 * index..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes));
        Some([number(0), number(1), number(2), number(3)])
    };
    let row_at = |row: u64| numbers(HEAD_BYTES + row * ROW_BYTES as u64);
    let [mark, rows, ..] = numbers(0)?;
    if mark != MARK {
        return None;
    }
    let (mut first, mut end) = (0, u64::from(rows));
    while first < end {
        let middle = first + (end - first) / 2;
        let [at_function, at_offset, ..] = row_at(middle)?;
        if (at_function, at_offset) <= (function, offset) { first = middle + 1 } else { end = middle }
    }
    let [in_function, _, name, line] = row_at(first.checked_sub(1)?)?;
    if in_function != function {
        return None;
    }
    let names = HEAD_BYTES + u64::from(rows) * ROW_BYTES as u64;
    let mut length = [0; 2];
    table.read_at(&mut length, names + u64::from(name)).ok()?;
    let mut file = vec![0; usize::from(u16::from_le_bytes(length)).min(4 * FILE_CHARS)];
    table.read_at(&mut file, names + u64::from(name) + 2).ok()?;
    Some((printable(&String::from_utf8(file).ok()?, FILE_CHARS), line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> LineTable {
        let mut lines = LineTableBuilder::default();
        for (function, offset, line) in [(7, 0, 10), (7, 4, 11), (7, 12, 12), (9, 2, 20)] {
            lines.add(function, offset, "/home/someone/mask/src/lib.rs", line).expect("room");
        }
        lines.build().expect("rows")
    }

    #[test]
    fn an_instruction_has_the_line_of_the_row_that_it_is_in() {
        let line = |function, offset| find_line(&table(), function, offset).map(|(_, line)| line);
        assert_eq!((line(7, 0), line(7, 3), line(7, 4), line(7, 8)), (Some(10), Some(10), Some(11), Some(11)));
        assert_eq!((line(7, 13), line(8, 0), line(9, 1), line(9, 5)), (Some(12), None, None, Some(20)));
        assert_eq!(find_line(&table(), 9, 2).map(|(file, _)| file).as_deref(), Some("mask/src/lib.rs"));
    }

    #[test]
    fn a_table_that_is_none_has_no_lines() {
        let whole = table();
        for bytes in [&[][..], &whole.as_bytes()[..30], &[0xff; 64]] {
            assert_eq!(find_line(&LineTable(bytes.to_vec()), 9, 5), None);
        }
    }

    #[test]
    fn names_of_files_are_short_and_printable() {
        assert_eq!(short_name("/a/b/mask/src/rules/card.rs"), "mask/src/rules/card.rs");
        assert_eq!(short_name("/home/someone/filter/main.c"), "filter/main.c");
        assert_eq!(short_name("main.c\u{1b}"), "main.c\\u{1b}");
        assert!(short_name(&"x".repeat(10_000)).chars().count() <= FILE_CHARS + 1);
    }
}
