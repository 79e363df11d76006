//! One filter of a chain.

use super::{candidate, html::Html};
use sluice_sandbox::{FailureStatus, FilterStatus, metrics::activity::Activity};

pub(super) fn write(page: &mut Html, chain: &str, filter: &FilterStatus, activity: &Activity) {
    let key = format!("{chain}/{}", filter.name);
    page.markup("<li class=\"filter\" data-key=\"").text(&key).markup("\">");
    page.markup("<div class=\"row\"><h3>").text(&filter.name).markup("</h3><span class=\"faint small\">");
    page.text(&filter.version).markup("</span><span class=\"state\">");
    page.tag(if filter.state == "active" { "good" } else { "bad" }, filter.state).markup("</span></div>");
    page.markup("<svg class=\"spark\" viewBox=\"0 0 120 28\" preserveAspectRatio=\"none\" aria-hidden=\"true\"></svg>");
    totals(page, activity);
    facts(page, filter);
    if let Some(failure) = &filter.last_failure {
        last_failure(page, failure);
    }
    filter.candidate.iter().for_each(|it| candidate::write(page, it));
    filter.promotion.iter().for_each(|it| candidate::write_promotion(page, it));
    more(page, &key, filter);
    page.markup("</li>");
}

fn totals(page: &mut Html, activity: &Activity) {
    let Activity { runs, failures, events, changed, dropped, withheld, taken, cpu_seconds } = *activity;
    page.markup(
        "<table class=\"numbers\"><thead><tr><th></th><th scope=\"col\">per second</th><th scope=\"col\">in all</th></tr></thead><tbody>",
    );
    let rows = [
        ("events", "events", events),
        ("changed", "changed", changed),
        ("dropped", "dropped", dropped),
        ("taken", "values taken", taken),
        ("withheld", "withheld", withheld),
        ("runs", "batches", runs),
        ("failures", "failures", failures),
    ];
    for (name, shown, count) in rows {
        let is_bad = count > 0 && matches!(name, "failures" | "withheld");
        page.markup(if is_bad { "<tr class=\"is-bad\" data-count=\"" } else { "<tr data-count=\"" });
        page.markup(name)
            .markup("\"><th scope=\"row\">")
            .markup(shown)
            .markup("</th><td class=\"rate\">–</td><td data-value=\"");
        page.text(&count.to_string()).markup("\">").number(count).markup("</td></tr>");
    }
    let micros = cpu_seconds * 1e6;
    page.markup("<tr data-count=\"cpu\"><th scope=\"row\">CPU a batch</th><td class=\"rate\">–</td><td data-value=\"");
    page.text(&format!("{micros:.1}")).markup("\">");
    match runs {
        0 => page.markup("–"),
        runs => page.text(&format!("{:.1} µs", micros / runs as f64)),
    };
    page.markup("</td></tr></tbody></table>");
}

fn facts(page: &mut Html, filter: &FilterStatus) {
    page.markup("<p class=\"facts small\"><span class=\"faint\">may</span> ");
    for interface in &filter.allow {
        page.tag("", interface.as_str());
    }
    if filter.allow.is_empty() {
        page.markup("only read ");
    }
    let on_failure = serde_json::to_string(&filter.on_failure).unwrap_or_default();
    page.markup("<span class=\"faint\">if it fails</span> ").tag("", on_failure.trim_matches('"')).markup("</p>");
}

fn last_failure(page: &mut Html, failure: &FailureStatus) {
    page.markup("<div class=\"notice small\">Last failure ").text(&failure.at).markup(": ").text(failure.outcome);
    if let Some(detail) = &failure.detail {
        page.markup("\n").text(detail);
    }
    page.markup("</div>");
}

fn more(page: &mut Html, key: &str, filter: &FilterStatus) {
    page.markup("<details class=\"small\" data-key=\"").text(key).markup(" more\"><summary>More</summary><dl>");
    let digest: String = filter.digest.chars().take(12).collect();
    let kibibytes = |bytes: u64| format!("{} KiB", bytes.div_ceil(1024));
    let rows = [
        ("imports", filter.imports.join("\n")),
        ("digest", digest),
        ("component", kibibytes(filter.component_bytes as u64)),
        ("native code and snapshot", kibibytes(filter.artifact_bytes)),
        ("memory of the snapshot", kibibytes(filter.memory_bytes)),
    ];
    for (name, value) in rows {
        page.markup("<dt>").markup(name).markup("</dt><dd class=\"mono\">").text(&value).markup("</dd>");
    }
    page.markup("</dl></details>");
}
