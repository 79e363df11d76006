//! `/filters`: every chain with its filters, what was refused, and the last reload; as JSON, or as a page for a person.

use super::candidates;
use crate::{
    reload::{LastReload, Problem},
    service::Service,
};
use serde::Serialize;
use sluice_sandbox::FilterStatus;
use std::{collections::BTreeMap, fmt::Write};

/// What is shown.
#[derive(Serialize)]
pub(super) struct Filters {
    last_reload: Option<LastReload>,
    /// By tenant, and `configuration` for the operator's file.
    problems: BTreeMap<String, Problem>,
    /// By name: `edge`, `default`, or a tenant's id; empty for a tenant without filters of its own.
    chains: BTreeMap<String, Vec<FilterStatus>>,
}

impl Filters {
    pub(super) fn of(service: &Service) -> Self {
        let tenants = service.tenants.load();
        Self {
            last_reload: service.reload.last(),
            problems: service.reload.problems(),
            chains: tenants
                .without_chain()
                .map(|id| (id.to_owned(), Vec::new()))
                .chain(tenants.chains().map(|(name, chain)| (name.to_owned(), chain.describe())))
                .collect(),
        }
    }

    pub(super) fn json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    pub(super) fn page(&self) -> String {
        let mut page = PAGE.to_owned();
        if let Some(LastReload { at, cause, result, changed, refused }) = &self.last_reload {
            let _ = write!(page, "<p>Last reload {at} ({cause}): {result}, {changed} changed, {refused} refused.</p>");
        }
        if !self.problems.is_empty() {
            page.push_str("<h2>Not as its files say</h2><table><tr><th>chain<th>since<th>why</tr>");
            for (chain, problem) in &self.problems {
                let why =
                    if problem.why.is_empty() { "waits to be compiled".to_owned() } else { problem.why.join("; ") };
                let (chain, why) = (escaped(chain), escaped(&why));
                let _ = write!(page, "<tr class=bad><td>{chain}<td>{}<td>{why}</tr>", problem.since);
            }
            page.push_str("</table>");
        }
        page.push_str("<h2>Chains</h2><table><tr><th>chain<th>filter<th>version<th>may<th>imports<th>on failure<th>state<th>last failure<th>digest</tr>");
        for (chain, filters) in &self.chains {
            if filters.is_empty() {
                let _ = write!(page, "<tr><td>{}<td colspan=8>no filters of its own</tr>", escaped(chain));
            }
            filters.iter().for_each(|filter| row(&mut page, chain, filter));
        }
        page.push_str("</table>");
        page
    }
}

fn row(page: &mut String, chain: &str, filter: &FilterStatus) {
    let failure = filter.last_failure.as_ref().map_or_else(String::new, |failure| {
        format!("{} at {}: {}", failure.outcome, failure.at, failure.detail.as_deref().unwrap_or_default())
    });
    let allow: Vec<_> = filter.allow.iter().map(|interface| interface.as_str()).collect();
    let on_failure = serde_json::to_string(&filter.on_failure).unwrap_or_default();
    let digest: String = filter.digest.chars().take(12).collect();
    let class = if filter.state == "active" { "" } else { " class=bad" };
    let _ = write!(page, "<tr{class}>");
    let imports = filter.imports.join(", ");
    let cells = [
        chain,
        &filter.name,
        &filter.version,
        &allow.join(", "),
        &imports,
        on_failure.trim_matches('"'),
        filter.state,
        &failure,
        &digest,
    ];
    cells.iter().for_each(|cell| {
        let _ = write!(page, "<td>{}", escaped(cell));
    });
    page.push_str("</tr>");
    for text in candidates::describe(filter) {
        let _ = write!(page, "<tr><td><td colspan=8>{}</tr>", escaped(&text));
    }
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

const PAGE: &str = "<!doctype html><meta charset=utf-8><title>Sluice: filters</title><style>
body{font:14px system-ui;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em .6em;
text-align:left;vertical-align:top}.bad td{background:#fde8e8}</style><h1>Filters</h1>";

#[cfg(test)]
mod tests {
    #[test]
    fn what_a_filter_says_of_itself_is_text_on_the_page() {
        assert_eq!(super::escaped("<script>&"), "&lt;script&gt;&amp;");
    }
}
