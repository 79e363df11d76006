//! The playground of `sluice dev`, in a real Chromium.

use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Browser, Dev, Filter, Genesys, Page, Reply, Setup, until};
use std::{env, fs, path::Path};

const WIDE: (u32, u32) = (1280, 700);
/// The root of the workspace, if its pictures are to be drawn anew (`make pictures`).
const PICTURES: &str = "PICTURES";
const MAX_PICTURE_BYTES: usize = 150_000;
/// What a page does whose script has run an event.
const MARKUP: &str = r#"<img src=x onerror=alert(1)><script>throw "ran"</script>"><svg onload=alert(2)>{{1}}"#;

/// `sluice dev` with two filters for everybody.
fn dev(edge: impl IntoIterator<Item = Filter>) -> Dev {
    let genesys = Genesys::start();
    Dev::start(&Setup::new(&genesys).set("guard.default", "mask").edge(edge))
}

fn with_examples() -> Dev {
    dev([Filter::named("enrich-client"), Filter::named("redact-pii")])
}

/// The playground, when its first example has run.
fn open(dev: &Dev, path: &str) -> Page {
    let mut page = Page::open(&dev.page(path), WIDE);
    page.wait("document.querySelector('#state')?.textContent.startsWith('Done')");
    page
}

fn text(page: &mut Page, selector: &str) -> String {
    let text = page.evaluate(&format!("document.querySelector({})?.innerText", json!(selector)));
    text.as_str().unwrap_or_default().to_owned()
}

fn step(number: u32) -> String {
    format!("#steps > .step:nth-child({number})")
}

pub(super) fn draw(page: &mut Page, file: &str) {
    // Colours that are on their way are not drawn.
    page.evaluate("Promise.all(document.getAnimations().map((it) => it.finished))");
    let picture = page.picture();
    assert!(picture.starts_with(b"\x89PNG"), "{file} is no picture");
    if let Some(root) = env::var_os(PICTURES) {
        assert!(picture.len() < MAX_PICTURE_BYTES, "{file} has {} bytes", picture.len());
        fs::write(Path::new(&root).join(file), picture).expect("it can be written");
    }
}

/// Nothing of the page is cut off at its right.
pub(super) fn fits(page: &mut Page) {
    let over = page.evaluate("document.scrollingElement.scrollWidth - innerWidth");
    assert!(over.as_i64().is_some_and(|over| over <= 0), "{over} pixels are cut off");
}

#[test]
fn a_batch_with_each_kind_goes_through_step_by_step_and_settings_are_seen_at_once() {
    let dev = with_examples();
    let mut page = open(&dev, "/playground");
    assert!(text(&mut page, &step(1)).contains("/browser"), "{}", text(&mut page, &step(1)));
    let redacted = text(&mut page, &step(2));
    for words in ["took email", "took card", "[redacted:phone]", "CPU", "host calls", "ann@example.com"] {
        assert!(redacted.contains(words), "{words} is not in {redacted}");
    }
    let kinds = "[...document.querySelectorAll('.lines summary .tag')].map((it) => it.textContent)";
    assert_eq!(page.evaluate(kinds), json!(["log", "event", "exception", "measurement", "span", "report"]));
    let lines = page.evaluate("document.querySelector('.lines').textContent").to_string();
    assert!(lines.contains("[redacted:card]") && lines.contains(TENANT_A) && !lines.contains("ann@"), "{lines}");
    fits(&mut page);
    draw(&mut page, "guest-sdk/playground.png");

    page.evaluate("document.querySelectorAll('.settings').forEach((it) => (it.open = true))");
    let settings = format!("{} textarea", step(2));
    page.fill(&settings, r#"{"kinds": ["card"]}"#);
    page.wait("!document.querySelector('.chips').textContent.includes('email')");
    // The guard finds what the filter leaves.
    page.wait("document.querySelector('#lines .chips')?.textContent.includes('guard: mask email')");
    page.fill(&settings, r#"{"kinds": ["cart"]}"#);
    page.wait("document.querySelector('#chain-problem:not([hidden])')?.textContent.includes('cart')");
    page.fill(&settings, "{");
    page.wait("document.querySelector('#chain-problem:not([hidden])')?.textContent.includes('not JSON')");
    page.evaluate(&format!("document.querySelector({}).click()", json!(format!("{} .settings button", step(2)))));
    page.wait("document.querySelector('#chain-problem[hidden]') && document.querySelector('.chips').textContent.includes('email')");
    page.resize(800, 1000);
    fits(&mut page);
    assert_eq!(
        page.console().into_iter().filter(|said| !said.contains("status of 422")).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}

#[test]
fn two_versions_are_compared_side_by_side() {
    let dev = with_examples();
    let mut page = open(&dev, "/playground#compare");
    assert!(text(&mut page, "#verdict").contains("does the same"), "{}", text(&mut page, "#verdict"));
    page.fill("[data-version=new] textarea", r#"{"kinds": ["card", "phone", "url-credentials"]}"#);
    page.wait("document.querySelector('#verdict .notice').textContent.includes('takes less away')");
    let differences = text(&mut page, "#differences");
    assert!(differences.contains("fewer") && differences.contains("email"), "{differences}");
    let values = text(&mut page, "#side-by-side");
    assert!(values.contains("[redacted:email]") && values.contains("ann@example.com"), "{values}");
    fits(&mut page);
    page.prefer("dark");
    draw(&mut page, "guest-sdk/playground-compare.png");
    page.resize(800, 1000);
    fits(&mut page);
    let offered =
        page.evaluate("[...document.querySelector('[data-version=new] select').options].map((it) => it.value)");
    page.fill("[data-version=new] textarea", "{}");
    page.fill("[data-version=new] select", &that_does_nothing(&offered));
    page.wait("document.querySelector('#differences').innerText.includes('phone')");
    assert_eq!(page.console(), Vec::<String>::new());
}

/// The path of the component that does nothing.
fn that_does_nothing(paths: &Value) -> String {
    let mut paths = paths.as_array().expect("a list").iter().filter_map(Value::as_str);
    paths.find(|path| path.ends_with("pass-through.wasm")).expect("it is offered").to_owned()
}

#[test]
fn markup_in_every_field_of_an_event_and_in_what_a_filter_says_stays_text() {
    let dev = dev([Filter::named("redact-pii"), Filter::hostile("trap")]);
    let mut page = open(&dev, "/playground");
    let mail = format!("{MARKUP} ann@example.com \u{202e}\u{0}");
    let events = json!([{
        "kind": "log", "level": MARKUP, "name": mail, "message": mail, "session": MARKUP, "app": {"name": MARKUP, MARKUP: MARKUP},
        "page": {"url": mail}, "trace": {"trace_id": MARKUP}, "values": {MARKUP: 1}, "attributes": {mail.as_str(): {MARKUP: [mail, MARKUP]}},
    }]);
    page.fill("#events", &events.to_string());
    page.wait("document.querySelector('.changes')?.innerText.includes('onerror')");
    page.wait("document.querySelector('#steps > .step:nth-child(2).is-failed .notice')");
    let failed = text(&mut page, &step(2));
    assert!(failed.contains("trapped on <img src=x onerror"), "{failed}");
    let shown = text(&mut page, &step(1));
    assert!(shown.contains("<script>throw") && shown.contains("\\u202e"), "{shown}");
    page.evaluate("document.querySelectorAll('details').forEach((it) => (it.open = true))");
    page.evaluate("location.hash = '#compare'");
    for version in ["old", "new"] {
        page.evaluate(&format!(
            "(() => {{ const select = document.querySelector('[data-version={version}] select'); \
             select.value = [...select.options].find((it) => it.value.endsWith('redact-pii.wasm')).value; \
             select.dispatchEvent(new Event('change')); }})()"
        ));
        page.fill(&format!("[data-version={version}] textarea"), "{}");
    }
    page.wait("document.querySelector('#side-by-side:not([hidden])')?.innerText.includes('onerror')");
    let odd = "document.querySelectorAll('main img, main svg, main script, [onerror], [onload]').length";
    assert_eq!(page.evaluate(odd), 0);
    assert_eq!(page.console(), Vec::<String>::new());
}

#[test]
fn what_comes_to_port_8107_is_followed() {
    let dev = with_examples();
    let mut page = open(&dev, "/playground");
    page.evaluate("document.querySelector('#follow').click()");
    let token = sluice_identity::stand_in::AGENT_1.token;
    dev.post(&json!([{"message": format!("one that came, of bob@example.org, {token}")}])).counts(1, 0, 0);
    page.wait("document.querySelector('#events').value.includes('one that came')");
    page.wait("document.querySelector('#steps').innerText.includes('bob@example.org')");
    assert!(!page.evaluate("document.querySelector('#events').value").to_string().contains(token));
    (0..25).for_each(|_| dev.post(&json!([{"message": "m"}])).counts(1, 0, 0));
    let kept = page.evaluate("fetch('/playground/recent').then((reply) => reply.json())");
    assert_eq!((kept.as_array().map(Vec::len), &kept[0]["number"]), (Some(20), &json!(26)));
    assert_eq!(page.console(), Vec::<String>::new());
}

#[test]
fn the_keyboard_reaches_everything_and_runs_a_batch() {
    let dev = with_examples();
    let mut page = open(&dev, "/playground");
    let mut reached = Vec::new();
    for _ in 0..12 {
        page.press("Tab");
        let name = page.evaluate("document.activeElement.id || document.activeElement.innerText");
        reached.push(name.as_str().unwrap_or_default().to_owned());
    }
    let expected = [
        "to-chain",
        "to-compare",
        "filters-page",
        "source",
        "follow",
        "events",
        "run",
        "chain",
        "Edit settings",
        "Edit settings",
    ];
    assert_eq!(reached[..expected.len()], expected);
    page.evaluate("document.querySelector('#to-compare').focus()");
    page.press("Enter");
    page.wait("document.querySelector('#compare-view:not([hidden])') && document.querySelector('#chain-view[hidden]')");
}

/// A request to the playground that no page of its own has made.
fn ask(dev: &Dev, path: &str, headers: &[(&str, &str)], body: String) -> Reply {
    let browser = Browser::to(&format!("http://{}", dev.playground));
    let ask = browser.ask().path(path).without("authorization");
    headers.iter().fold(ask, |ask, (name, value)| ask.header(name, value)).body(body).send()
}

#[test]
fn pages_of_other_sites_get_nothing_and_do_nothing_and_bodies_are_bounded() {
    let dev = with_examples();
    let own = dev.page("");
    let run = json!({"chain": TENANT_A, "events": r#"{"message":"m"}"#}).to_string();
    let good = ask(&dev, "/playground/run", &[("origin", &own)], run.clone());
    assert_eq!((good.status, good.json()["runs"][0]["events"].clone()), (200, json!(1)), "{}", good.text());
    assert_eq!(good.header("access-control-allow-origin"), "");
    for headers in [
        &[][..],
        &[("origin", "http://localhost:8080")],
        &[("origin", "null")],
        &[("origin", own.as_str()), ("host", "evil.example")],
        &[("origin", "http://evil.example"), ("host", "evil.example")],
        &[("origin", own.as_str()), ("sec-fetch-site", "cross-site")],
    ] {
        let refused = ask(&dev, "/playground/run", headers, run.clone());
        assert_eq!(refused.status, 403, "{headers:?}: {}", refused.text());
    }
    let form = [("origin", own.as_str()), ("content-type", "text/plain")];
    assert_eq!(ask(&dev, "/playground/run", &form, run.clone()).status, 415);
    let long = json!({"chain": TENANT_A, "events": "x".repeat(2 << 20)}).to_string();
    assert_eq!(ask(&dev, "/playground/run", &[("origin", &own)], long).status, 413);
    let many: String = (0..501).map(|_| "{\"message\":\"m\"}\n").collect();
    let many = json!({"chain": TENANT_A, "events": many}).to_string();
    let refused = ask(&dev, "/playground/run", &[("origin", &own)], many);
    assert_eq!(refused.status, 422, "{}", refused.text());
    for path in ["/playground/run/..", "/playground/recent/7", "/assets/../Cargo.toml", "/etc/passwd"] {
        let browser = Browser::to(&own);
        assert_eq!(browser.ask().method("GET").path(path).send().status, 404, "{path}");
    }
    let page = Browser::to(&own).ask().method("GET").path("/playground").without("authorization").send();
    assert!(page.header("content-security-policy").starts_with("default-src 'none'; script-src 'self';"));
    let outside = until("the metrics answer", || {
        Browser::to(&format!("http://{}", dev.metrics)).ask().method("GET").path("/playground").try_send().ok()
    });
    assert_eq!(outside.status, 404, "port 9107 has no playground");
}
