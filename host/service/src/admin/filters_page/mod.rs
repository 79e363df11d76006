//! `/filters` for a person: chains as events flow through them, with what each filter does at the moment. The page looks as it
//! should without its script; with it, it shows rates and stays up to date.

mod candidate;
mod filter;
mod html;

use super::filters::Filters;
use crate::{
    browser_page::Asset,
    reload::{LastReload, Problem},
};
use html::Html;
use sluice_sandbox::{FilterStatus, metrics::activity::Activities};
use std::collections::BTreeMap;

/// What this page loads beside what all pages do.
pub(super) static ASSETS: [Asset; 2] = [
    Asset::style("/assets/filters.css", include_str!("filters.css")),
    Asset::script("/assets/filters.js", include_str!("filters.js")),
];

const HEAD: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Sluice: chains</title>\
<link rel=\"icon\" href=\"assets/icon.svg\"><link rel=\"stylesheet\" href=\"assets/base.css\">\
<link rel=\"stylesheet\" href=\"assets/filters.css\"><script type=\"module\" src=\"assets/filters.js\"></script></head><body>\
<header class=\"bar\"><div class=\"brand\"><img src=\"assets/icon.svg\" alt=\"\"><h1>Sluice chains</h1></div>\
<nav aria-label=\"Pages\"><a href=\"filters\" aria-current=\"page\">Chains</a><a href=\"map\">Data map</a>\
<a href=\"metrics\">Metrics</a></nav>\
<span class=\"end\"><button id=\"pause\" type=\"button\" aria-pressed=\"false\" hidden>Pause</button></span></header>";

/// The document.
pub(super) fn render(filters: &Filters, activities: &Activities) -> String {
    let mut page = Html::default();
    page.markup(HEAD).markup("<main>");
    if let Some(last) = &filters.last_reload {
        last_reload(&mut page, last);
    }
    if !filters.problems.is_empty() {
        problems(&mut page, &filters.problems);
    }
    let has_filters = |(_, filters): &(&String, &Vec<FilterStatus>)| !filters.is_empty();
    let (with, without): (Vec<_>, Vec<_>) = filters.chains.iter().partition(has_filters);
    for (name, filters) in with {
        chain(&mut page, name, filters, activities);
    }
    if !without.is_empty() {
        let names: Vec<&str> = without.iter().map(|(name, _)| name.as_str()).collect();
        without_filters(&mut page, &names);
    }
    page.markup("</main></body></html>");
    page.finish()
}

fn last_reload(page: &mut Html, last: &LastReload) {
    let LastReload { at, cause, result, changed, refused } = last;
    page.markup("<p class=\"faint small\">Last reload ").text(at).markup(" (").text(cause).markup("): ");
    page.tag(if *refused == 0 { "good" } else { "bad" }, result);
    page.number(*changed as u64).markup(" changed, ").number(*refused as u64).markup(" refused</p>");
}

fn problems(page: &mut Html, problems: &BTreeMap<String, Problem>) {
    page.markup(
        "<section class=\"card chain\" aria-labelledby=\"problems\"><h2 id=\"problems\">Not as its files say</h2>",
    );
    page.markup("<table><thead><tr><th scope=\"col\">Chain</th><th scope=\"col\">Since</th><th scope=\"col\">Why</th></tr></thead><tbody>");
    for (chain, Problem { since, why, .. }) in problems {
        let why = if why.is_empty() { "waits to be compiled".to_owned() } else { why.join("\n") };
        page.markup("<tr><td class=\"mono\">").text(chain).markup("</td><td>").text(since);
        page.markup("</td><td><div class=\"notice\">").text(&why).markup("</div></td></tr>");
    }
    page.markup("</tbody></table></section>");
}

fn chain(page: &mut Html, name: &str, filters: &[FilterStatus], activities: &Activities) {
    page.markup("<section class=\"card chain\"><div class=\"row\"><h2>")
        .text(name)
        .markup("</h2><span class=\"faint small\">");
    page.markup(match name {
        "edge" => "the operator's filters, for every tenant",
        "default" => "for tenants without filters of their own",
        _ => "a tenant's own filters, after the edge chain",
    });
    page.markup("</span></div><ol class=\"flow\"><li class=\"end\">events</li>");
    for status in filters {
        let key = (name.to_owned(), status.name.clone());
        filter::write(page, name, status, &activities.get(&key).copied().unwrap_or_default());
    }
    page.markup("<li class=\"end\">").markup(if name == "edge" { "tenant's chain" } else { "lines" });
    page.markup("</li></ol></section>");
}

fn without_filters(page: &mut Html, names: &[&str]) {
    page.markup("<details class=\"card chain\" data-key=\"without filters\"><summary>").number(names.len() as u64);
    page.markup(if names.len() == 1 { " chain" } else { " chains" })
        .markup(" without filters of their own</summary><ul class=\"names\">");
    for name in names {
        page.markup("<li class=\"mono\">").text(name).markup("</li>");
    }
    page.markup("</ul></details>");
}
