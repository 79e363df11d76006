//! What browsers report by themselves.

use serde_json::{Value, json};
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Ask, Genesys, PERSONAL, PublishableKey, Service, Setup, personal_in};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

const KEY: &str = "pk_0123456789abcdef0123456789abcdef";
const SHOP: &str = "https://shop.example";

fn setup(genesys: &Genesys) -> Setup {
    Setup::new(genesys).keys_of(TENANT_A, [PublishableKey::new("shop", KEY, SHOP, &["reports"])])
}

fn service() -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = setup(&genesys).start();
    (genesys, service)
}

fn sent<'a>(service: &'a Service, content_type: &str, body: &Value) -> Ask<'a> {
    let ask = service.ask().without("authorization").path(&format!("/v1/reports?key={KEY}")).header("origin", SHOP);
    ask.json(body).header("content-type", content_type)
}

fn delivered(service: &Service, reports: &Value) -> u16 {
    sent(service, "application/reports+json", reports).send().status
}

fn unwritten(service: &Service, reason: &str) -> f64 {
    service
        .scrape()
        .get("telemetry_reports_unwritten_total", &[("reason", reason)])
        .expect("it is there from the start")
}

fn page() -> String {
    format!("{SHOP}/basket?mail={}", PERSONAL[0])
}

fn violation(age: u32) -> Value {
    json!({"age": age, "type": "csp-violation", "url": page(), "user_agent": "Mozilla/5.0", "body": {
        "blockedURL": format!("https://evil.example.net/p.png?mail={}", PERSONAL[0]), "disposition": "enforce",
        "documentURL": page(), "effectiveDirective": "img-src", "lineNumber": 1, "sample": PERSONAL[0], "statusCode": 200}})
}

#[test]
fn a_report_of_any_type_is_a_line_with_everything_redacted() {
    let (_genesys, service) = service();
    let reports = json!([
        violation(31),
        {"age": 5, "type": "deprecation", "url": page(), "user_agent": "Mozilla/5.0", "body": {"id": "UnloadHandler", "message": "gone soon", "anticipatedRemoval": null}},
        {"age": 5, "type": "network-error", "url": page(), "body": {"type": "http.error", "server_ip": "192.0.2.7", "referrer": page(), "status_code": 500}},
        {"age": 5, "type": "crash", "url": page(), "body": {"reason": "oom"}},
        {"age": 5, "type": "made-up", "url": page(), "body": {"a": 1}, "destination": "default"},
        7,
    ]);
    let reply = sent(&service, "application/reports+json", &reports).send();
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    let lines = service.output.lines(5);
    for (line, (name, level)) in lines.iter().zip([
        ("csp-violation", Some("error")),
        ("deprecation", Some("warn")),
        ("network-error", Some("error")),
        ("crash", Some("fatal")),
        ("made-up", None),
    ]) {
        assert_eq!(
            (line.at("/kind"), line.at("/name"), line.at("/sender")),
            (&json!("report"), &json!(name), &json!("key"))
        );
        assert_eq!(line.json["level"].as_str(), level, "{name}");
        assert_eq!(line.at("/page/url"), &json!(format!("{SHOP}/basket?mail=[redacted:email]")));
        assert_eq!(personal_in(&line.text), None, "{}", line.text);
        assert!(line.json.get("values").is_none(), "{}", line.text);
    }
    assert_eq!(lines[0].at("/attributes/report/blockedURL"), "https://evil.example.net/p.png?mail=[redacted:email]");
    assert_eq!(lines[1].at("/message"), "gone soon");
    assert_eq!(lines[2].at("/attributes/report/server_ip"), "[redacted:ipv4]");
    assert_eq!(lines[4].at("/attributes/destination"), "default");
    let (time, received) = (lines[0].at("/timestamp").as_str(), lines[0].at("/received_at").as_str());
    assert!(time < received, "{time:?} {received:?}");
}

#[test]
fn the_older_format_has_the_same_places() {
    let (_genesys, service) = service();
    let body = json!({"csp-report": {"document-uri": page(), "blocked-uri": "inline", "effective-directive": "script-src",
        "disposition": "report", "line-number": 3, "script-sample": ""}});
    let reply = sent(&service, "application/csp-report", &body).header("user-agent", "Mozilla/5.0 (X11)").send();
    assert_eq!(reply.status, 204);
    let line = service.output.lines(1).remove(0);
    assert_eq!(
        (line.at("/kind"), line.at("/name"), line.at("/level")),
        (&json!("report"), &json!("csp-violation"), &json!("warn"))
    );
    assert_eq!(line.at("/attributes/report/blockedURL"), "inline");
    assert_eq!(line.at("/attributes/report/effectiveDirective"), "script-src");
    assert_eq!(line.at("/browser/user_agent"), "Mozilla/5.0 (X11)");
}

#[test]
fn what_comes_again_after_a_lost_reply_is_known_by_all_but_its_age() {
    let (_genesys, service) = service();
    assert_eq!(delivered(&service, &json!([violation(100), violation(5_000)])), 204);
    service.output.lines(2);
    assert_eq!(delivered(&service, &json!([violation(150)])), 204);
    assert_eq!(unwritten(&service, "repeated"), 1.0);
    // The same happened earlier too.
    assert_eq!(delivered(&service, &json!([violation(60_000)])), 204);
    service.output.lines(3);
    service_wrote_no_more(&service, 3);
}

#[test]
fn the_same_a_thousand_times_in_a_second_is_one_line_with_its_number() {
    let (_genesys, service) = service();
    let reports: Vec<_> = (0..1_000).map(|age| violation(age / 2)).collect();
    assert_eq!(delivered(&service, &json!(reports)), 204);
    let line = service.output.lines(1).remove(0);
    assert_eq!(line.at("/values"), &json!({"count": 1_000, "window_ms": 1_000}));
    service_wrote_no_more(&service, 1);
}

#[test]
fn those_that_come_one_by_one_are_a_line_at_once_and_then_one_line_a_second_with_their_number() {
    const REPORTS: usize = 1_000;
    let genesys = Genesys::start();
    let key = PublishableKey::new("shop", KEY, SHOP, &["reports"]).set("burst", 2_000).set("client_burst", 2_000);
    let service = Setup::new(&genesys).keys_of(TENANT_A, [key]).start();
    let body = json!({"csp-report": {"document-uri": page(), "blocked-uri": "inline", "disposition": "enforce"}});
    let started = AtomicUsize::new(0);
    // While one of them waits, the others go on.
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while started.fetch_add(1, Relaxed) < REPORTS {
                    assert_eq!(sent(&service, "application/csp-report", &body).send().status, 204);
                }
            });
        }
    });
    let lines = service.output.so_far();
    assert!(lines[0].json.get("values").is_none(), "{}", lines[0].text);
    let counts = lines.iter().map(|line| line.json["values"]["count"].as_u64().unwrap_or(1));
    assert_eq!(counts.sum::<u64>(), REPORTS as u64, "{lines:#?}");
    assert!(lines.iter().skip(1).any(|line| line.at("/values/window_ms") == 1_000), "{lines:#?}");
    assert_eq!(unwritten(&service, "merged"), (REPORTS - lines.len()) as f64);
    assert!(lines.len() < REPORTS / 10, "{} lines", lines.len());
}

#[test]
fn switched_off_is_204_and_writes_nothing() {
    let genesys = Genesys::start();
    for (key, value) in [("reports.enabled".to_owned(), false), (format!("tenants.{TENANT_A}.reports"), false)] {
        let service = setup(&genesys).set(&key, value).start();
        assert_eq!(delivered(&service, &json!([violation(1)])), 204, "{key}");
        assert_eq!(unwritten(&service, "switched_off"), 1.0);
        service_wrote_no_more(&service, 0);
    }
}

#[test]
fn a_preflight_is_answered_as_browsers_ask_it() {
    let (_genesys, service) = service();
    let ask = service.ask().method("OPTIONS").without("authorization").without("content-type");
    let ask = ask.path(&format!("/v1/reports?key={KEY}")).header("origin", SHOP);
    let reply = ask
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type")
        .send();
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    assert_eq!(reply.header("access-control-allow-origin"), SHOP);
    assert_eq!(reply.header("access-control-allow-headers"), "content-type");
}

#[test]
fn what_is_no_report_is_refused_by_type_and_by_shape() {
    let (_genesys, service) = service();
    let reports = json!([violation(1)]);
    sent(&service, "text/html", &reports).send().refuses(415, "unsupported_type");
    for body in [json!({}), json!(7), json!({"csp-report": []}), json!([7]), json!([[]])] {
        sent(&service, "application/reports+json", &body).send().refuses(400, "unreadable");
    }
    let many: Vec<_> = (0..1_001).map(|_| json!({})).collect();
    sent(&service, "application/reports+json", &json!(many)).send().refuses(400, "unreadable");
    sent(&service, "application/reports+json", &reports).path("/v1/reports").send().refuses(401, "token_missing");
    for age in [json!(-5), json!(1e300), json!("x"), json!(null)] {
        let mut odd = violation(0);
        odd["age"] = age.clone();
        odd["body"]["statusCode"] = age;
        assert_eq!(delivered(&service, &json!([odd])), 204);
    }
    service.output.lines(4);
}

fn service_wrote_no_more(service: &Service, before: usize) {
    service.wrote_nothing(before);
}
