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
        let _ = write!(page, "<th scope=\"col\">{name}</th>");
    }
    page.push_str("</tr></thead><tbody>");
    for row in map.rows() {
        page.push_str("<tr>");
        for (name, cell) in Row::COLUMNS.iter().zip(row.cells()) {
            let cell = escaped(&cell);
            let _ = match *name {
                "outcome" => write!(page, "<td><span class=\"tag {}\">{cell}</span></td>", class_of(&row.outcome)),
                _ => write!(page, "<td class=\"mono\">{cell}</td>"),
            };
        }
        page.push_str("</tr>");
    }
    page.push_str("</tbody></table></section>");
    if map.omitted() > 0 {
        let _ = write!(
            page,
            "<p class=\"notice warn\">{} more were found for which there was no row left.</p>",
            map.omitted()
        );
    }
    page.push_str("</main></body></html>");
    page
}

/// The colour of what became of something: what was let through is what a reader looks for.
fn class_of(outcome: &str) -> &'static str {
    match outcome {
        "removed" => "good",
        "observed" => "bad",
        _ => "warn",
    }
}

/// A spreadsheet takes what begins like a formula for one.
fn quoted(cell: &str) -> String {
    let formula = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{formula}{}\"", cell.replace('"', "\"\""))
}

const PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Sluice: data map</title>\
<link rel=\"icon\" href=\"assets/icon.svg\"><link rel=\"stylesheet\" href=\"assets/base.css\">\
<link rel=\"stylesheet\" href=\"assets/filters.css\"></head><body>\
<header class=\"bar\"><div class=\"brand\"><img src=\"assets/icon.svg\" alt=\"\"><h1>Sluice data map</h1></div>\
<nav aria-label=\"Pages\"><a href=\"filters\">Chains</a><a href=\"map\" aria-current=\"page\">Data map</a>\
<a href=\"metrics\">Metrics</a></nav><span class=\"end\"><a href=\"map.csv\">CSV</a></span></header><main>\
<p class=\"faint small\">Which kinds of personal data were found where, and what became of them: a filter or the guard removed \
them, the guard withheld their event, or it observed them and let them through. Values are not kept. In a place, * stands for an \
index, an id, or a name that may be a value.</p><section class=\"card chain\"><table><thead><tr>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_ends_where_it_should() {
        assert_eq!(quoted("/a"), "\"/a\"");
        assert_eq!(quoted("=1+\"2\""), "\"'=1+\"\"2\"\"\"");
    }
}
