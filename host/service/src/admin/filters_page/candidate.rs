//! A filter's candidate, and what became of one that was promoted.

use super::html::Html;
use sluice_sandbox::{CandidateStatus, ComparisonStatus, PromotionStatus};

pub(super) fn write(page: &mut Html, candidate: &CandidateStatus) {
    let CandidateStatus { component, share, refused, comparison, not_promotable } = candidate;
    page.markup("<section class=\"candidate\"><h4>Candidate <span class=\"mono\">")
        .text(component)
        .markup("</span></h4>");
    if let Some(refused) = refused {
        page.markup("<div class=\"notice small\">It does not run: ").text(refused).markup("</div></section>");
        return;
    }
    page.markup("<p class=\"faint small\">on ")
        .text(&format!("{:.0} %", share * 100.0))
        .markup(" of batches, after the reply</p>");
    comparison.iter().for_each(|comparison| write_comparison(page, comparison));
    match not_promotable {
        Some(why) => {
            page.markup("<div class=\"notice small\">It may not replace the filter: it ").text(why).markup("</div>");
        }
        None => {
            page.markup("<div class=\"notice good small\">It may replace the filter.</div>");
        }
    }
    page.markup("</section>");
}

pub(super) fn write_promotion(page: &mut Html, promotion: &PromotionStatus) {
    let PromotionStatus { state, predecessor, why, comparison } = promotion;
    page.markup("<section class=\"candidate\"><h4>Promoted in the place of ").text(predecessor).markup("</h4><p>");
    let class = if *state == "rolled-back" {
        "bad"
    } else if *state == "kept" {
        "good"
    } else {
        "warn"
    };
    page.tag(class, state).markup("</p>");
    write_comparison(page, comparison);
    if let Some(why) = why {
        page.markup("<div class=\"notice small\">It ").text(why).markup("</div>");
    }
    page.markup("</section>");
}

fn write_comparison(page: &mut Html, comparison: &ComparisonStatus) {
    let counts = &comparison.batches;
    let results = [
        ("good", "equal", counts.equal),
        ("bad", "fewer", counts.fewer),
        ("note", "more", counts.more),
        ("warn", "other", counts.other),
        ("bad", "failed", counts.failed),
    ];
    bar(page, &results);
    page.markup("<p class=\"chips numbers\">");
    for (class, name, count) in results.into_iter().filter(|(_, name, count)| *count > 0 || *name == "equal") {
        page.tag(class, &format!("{count} {name}"));
    }
    if counts.slower > 0 {
        page.tag("warn", &format!("{} slower", counts.slower));
    }
    if counts.dropped > 0 {
        page.tag("", &format!("{} not compared", counts.dropped));
    }
    page.markup("</p>");
    if !comparison.differences.is_empty() {
        page.markup("<table class=\"small numbers\"><thead><tr><th scope=\"col\">It takes</th><th scope=\"col\">In</th><th scope=\"col\">Rule</th><th scope=\"col\">Count</th></tr></thead><tbody>");
        for difference in &comparison.differences {
            let class = if difference.result == "fewer" {
                "bad"
            } else if difference.result == "more" {
                "note"
            } else {
                "warn"
            };
            page.markup("<tr><td>")
                .tag(class, difference.result)
                .markup("</td><td class=\"mono\">")
                .text(difference.place);
            page.markup("</td><td>")
                .text(&difference.rule)
                .markup("</td><td>")
                .number(difference.count)
                .markup("</td></tr>");
        }
        page.markup("</tbody></table>");
    }
    if let Some(failure) = &comparison.last_failure {
        page.markup("<div class=\"notice small\">").text(failure.outcome).markup(": ");
        page.text(failure.detail.as_deref().unwrap_or_default()).markup("</div>");
    }
}

/// Shares of the results, one beside the other.
fn bar(page: &mut Html, results: &[(&'static str, &'static str, u64)]) {
    let all: u64 = results.iter().map(|(.., count)| count).sum();
    page.markup("<svg class=\"shares\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    let mut from = 0.0;
    for (class, _, count) in results.iter().filter(|(.., count)| *count > 0) {
        let width = *count as f64 * 100.0 / all as f64;
        page.markup("<rect height=\"4\" class=\"").markup(class).markup("\" x=\"").text(&format!("{from:.2}"));
        page.markup("\" width=\"").text(&format!("{width:.2}")).markup("\"/>");
        from += width;
    }
    page.markup("</svg>");
}
