//! `/map`: which kinds of personal data come from where, as CSV or as a page for a person.

use crate::{
    browser_page::escaped,
    data_map::{DataMap, Row},
};
use std::fmt::Write;

/// One line for each row, after one with the names of the columns. <https://www.rfc-editor.org/rfc/rfc4180>
pub(super) fn csv(map: &DataMap) -> String {
    let mut text = Row::COLUMNS.join(",");
    text.push_str("\r\n");
    for row in map.rows() {
        let cells = row.cells().map(|cell| quoted(&cell));
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

pub(super) fn page(map: &DataMap) -> String {
    let mut page = PAGE.to_owned();
    for name in Row::COLUMNS {
        let _ = write!(page, "<th>{name}");
    }
    page.push_str("</tr>");
    for row in map.rows() {
        let class = if row.outcome == "observed" { " class=bad" } else { "" };
        let _ = write!(page, "<tr{class}>");
        row.cells().iter().for_each(|cell| _ = write!(page, "<td>{}", escaped(cell)));
        page.push_str("</tr>");
    }
    page.push_str("</table>");
    if map.omitted() > 0 {
        let _ = write!(page, "<p>{} more were found for which there was no row left.", map.omitted());
    }
    page
}

/// A spreadsheet takes what begins like a formula for one.
fn quoted(cell: &str) -> String {
    let formula = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{formula}{}\"", cell.replace('"', "\"\""))
}

const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Sluice: data map</title><style>
body{font:14px system-ui;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em .6em;
text-align:left;vertical-align:top}.bad td{background:#fde8e8}</style><h1>Data map</h1><p>What was found where, and what became
of it: a filter or the guard removed it, the guard withheld its event, or observed it and let it through (red). Values are not
kept. In a place, * stands for an index, an id, or a name that may be a value. <a href=/map.csv>CSV</a><table><tr>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_ends_where_it_should() {
        assert_eq!(quoted("/a"), "\"/a\"");
        assert_eq!(quoted("=1+\"2\""), "\"'=1+\"\"2\"\"\"");
    }
}
