//! The page of `/filters` on port 9107, in a real Chromium.

use super::playground::{draw, fits};
use serde_json::json;
use sluice_tests::{Browser, Filter, Genesys, Page, Service, Setup};

fn asked(service: &Service, accept: &str) -> sluice_tests::Reply {
    let browser = Browser::to(&format!("http://{}", service.metrics));
    browser.ask().method("GET").path("/filters").without("authorization").header("accept", accept).send()
}

#[test]
fn chains_are_shown_with_rates_failures_breakers_and_candidates() {
    let genesys = Genesys::start();
    let candidate = sluice_tests::component("pass-through").display().to_string();
    let breaker = toml::Table::from_iter([("failures".to_owned(), 3.into())]);
    let service = Setup::new(&genesys)
        .edge([
            Filter::named("enrich-client"),
            Filter::named("redact-pii").set("candidate", candidate).set("share", 1.0),
            Filter::hostile("trap").set("on_failure", "skip").set("breaker", breaker),
        ])
        .start();
    let mut page = Page::open(&format!("http://{}/filters", service.metrics), (1280, 860));
    page.wait("document.querySelector('.filter')");
    let event = json!({"message": "card 4111 1111 1111 1111 of <b>ann@example.com</b>"});
    let rate = |name: &str, filter: u32| {
        format!("document.querySelector('.filter:nth-of-type({}) [data-count={name}] .rate')?.textContent", filter + 1)
    };
    // Until the page has seen a rate, a breaker and a difference.
    let seen = format!(
        "Number({}) > 0 && document.querySelector('.state .tag.bad')?.textContent === 'suspended' \
         && document.querySelector('.candidate .tag.bad')?.textContent.includes('fewer')",
        rate("events", 2)
    );
    sluice_tests::until("the page shows what happens", || {
        service.post(&json!([event, event]));
        (page.evaluate(&format!("Boolean({seen})")) == true).then_some(())
    });
    let main = page.evaluate("document.querySelector('main').innerText").to_string();
    for words in ["the operator's filters", "may", "withhold", "Last failure", "may not replace the filter", "email"] {
        assert!(main.contains(words), "{words:?} is not in {main}");
    }
    assert!(!main.contains("ann@"), "{main}");

    draw(&mut page, "deploy/filters.png");

    // What a person has opened stays open while the page is renewed.
    page.evaluate("document.querySelector('.filter summary').focus()");
    page.press("Enter");
    page.evaluate("document.querySelector('main').dataset.before = '1'");
    page.wait("document.querySelector('main:not([data-before])')");
    assert_eq!(page.evaluate("document.querySelector('.filter details').open"), true);
    assert_eq!(page.evaluate("document.activeElement.tagName"), "SUMMARY");
    fits(&mut page);
    page.resize(800, 900);
    page.prefer("dark");
    fits(&mut page);
    assert_eq!(page.console(), Vec::<String>::new());
}

#[test]
fn json_stays_what_it_is_for_everybody_but_a_browser() {
    let (_genesys, service) = crate::service();
    let plain = asked(&service, "*/*");
    for accept in ["application/json", "text/plain", ""] {
        assert_eq!(asked(&service, accept).body, plain.body, "{accept}");
    }
    assert_eq!(plain.header("content-security-policy"), "");
    let pretty = serde_json::to_vec_pretty(&plain.json()).expect("JSON");
    assert_eq!(plain.body.len(), pretty.len());
    let page = asked(&service, "text/html,application/xhtml+xml,*/*;q=0.8");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").starts_with("default-src 'none'; script-src 'self';"));
    let text = page.text();
    assert!(!text.contains("<style") && !text.contains(" style=") && !text.contains(" onclick="), "CSP would block it");
    for asset in ["base.css", "filters.css", "filters.js", "icon.svg"] {
        assert!(text.contains(&format!("assets/{asset}")), "{asset}");
        assert_eq!(service.admin(&format!("/assets/{asset}")).status, 200, "{asset}");
    }
    assert_eq!(service.admin("/assets/../etc/passwd").status, 404);
}
