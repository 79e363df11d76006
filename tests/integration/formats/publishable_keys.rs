//! Keys that everybody can read: what may be sent with one, by which pages, and how often.

mod configuration;
mod stolen;

use serde_json::{Value, json};
use sluice_identity::stand_in::{AGENT_1, TENANT_A, TENANT_B};
use sluice_tests::{Ask, Filter, Genesys, PERSONAL, PublishableKey, Service, Setup, personal_in};

const KEY: &str = "pk_0123456789abcdef0123456789abcdef";
const SHOP: &str = "https://shop.example";

fn key() -> PublishableKey {
    PublishableKey::new("shop", KEY, SHOP, &["events"])
}

fn service_with(key: PublishableKey) -> (Genesys, Service) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).keys_of(TENANT_A, [key]).start();
    (genesys, service)
}

/// A request with a key and without a token, of a page of the shop.
fn with_key<'a>(service: &'a Service, key: &str, event: &Value) -> Ask<'a> {
    let path = format!("/v1/events?v=1&key={key}");
    service.ask().without("authorization").path(&path).header("origin", SHOP).json(event)
}

fn requests(service: &Service, result: &str) -> f64 {
    let labels = [("tenant", TENANT_A), ("key", "shop"), ("result", result)];
    service.scrape().get("telemetry_key_requests_total", &labels).expect("the key has its series from the start")
}

#[test]
fn a_key_stands_for_its_tenant_and_for_no_user_and_nobody_is_asked() {
    let (genesys, service) = service_with(key());
    genesys.kill();
    let reply = with_key(&service, KEY, &json!({"message": format!("of {}", PERSONAL[0])})).send();
    reply.counts(1, 0, 0);
    assert_eq!(reply.header("access-control-allow-origin"), SHOP);
    let line = service.output.lines(1).remove(0);
    assert_eq!(line.at("/tenant"), &json!({"id": TENANT_A, "name": "Tenant A"}));
    assert_eq!((line.at("/user"), line.at("/sender")), (&Value::Null, &json!("key")));
    assert_eq!(personal_in(&line.text), None);
    assert_eq!(requests(&service, "admitted"), 1.0);
    assert!(!service.admin("/metrics").text().contains(&KEY[3..]) && !service.log.text().contains(&KEY[3..]));
}

#[test]
fn lines_of_a_token_do_not_say_what_they_were_sent_with() {
    let (_genesys, service) = service_with(key());
    let line = service.line_of(&json!({"message": "m"}));
    assert_eq!(line.at("/user"), AGENT_1.user);
    assert!(line.json.get("sender").is_none());
}

#[test]
fn the_tenants_chain_runs() {
    let genesys = Genesys::start();
    let chain = [Filter::named("redact-pii").config(json!({"kinds": ["email"]}))];
    let service = Setup::new(&genesys).edge([]).keys_of(TENANT_A, [key()]).chain_of(TENANT_A, chain).start();
    with_key(&service, KEY, &json!({"message": PERSONAL[0]})).send().counts(1, 0, 0);
    assert_eq!(service.output.lines(1)[0].at("/message"), "[redacted:email]");
}

#[test]
fn it_is_good_for_the_pages_the_formats_and_the_kinds_that_it_is_for() {
    let (_genesys, service) = service_with(key().set("kinds", vec!["log"]));
    let event = json!({"kind": "log", "message": "m"});
    with_key(&service, KEY, &event).without("origin").send().refuses(403, "origin_not_allowed");
    // Nobody's page at all, which is refused before the key is looked at.
    with_key(&service, KEY, &event).header("origin", "http://shop.example").send().refuses(403, "origin_not_allowed");
    // The page that the address of the service shows itself is none of the shop either.
    let own = format!("http://{}", service.events);
    with_key(&service, KEY, &event).header("origin", &own).send().refuses(403, "origin_not_allowed");
    let otlp = with_key(&service, KEY, &json!({"resourceLogs": []})).path(&format!("/v1/logs?key={KEY}")).send();
    assert_eq!(otlp.status, 403, "{}", otlp.text());
    assert!(otlp.text().contains("not for this format"), "{}", otlp.text());

    let mixed = json!([{"kind": "span", "name": "s"}, {"kind": "log", "message": "taken"}, {"message": "no kind"}]);
    let reply = with_key(&service, KEY, &mixed).send();
    assert_eq!(reply.status, 200);
    let said = reply.json();
    assert_eq!((&said["written"], &said["rejected_count"]), (&json!(1), &json!(2)), "{said}");
    assert_eq!(said["warning"], "2 left out: the publishable key is not for their kinds");
    assert_eq!(service.output.lines(1)[0].at("/message"), "taken");
    assert_eq!((requests(&service, "origin"), requests(&service, "format")), (2.0, 1.0));
    let refused = service.scrape().get("telemetry_key_events_refused_total", &[("key", "shop")]);
    assert_eq!(refused, Some(2.0));
}

#[test]
fn otlp_is_told_which_records_the_key_is_not_for() {
    let (_genesys, service) = service_with(key().set("formats", vec!["otlp"]).set("kinds", vec!["span"]));
    let logs = json!({"resourceLogs": [{"scopeLogs": [{"logRecords": [{"body": {"stringValue": "m"}}]}]}]});
    let reply = with_key(&service, KEY, &logs).path(&format!("/v1/logs?key={KEY}")).send();
    assert_eq!(reply.status, 200, "{}", reply.text());
    let said = &reply.json()["partialSuccess"];
    assert_eq!(said["rejectedLogRecords"], "1", "{said}");
    assert_eq!(said["errorMessage"], "1 left out: the publishable key is not for their kinds");
}

#[test]
fn a_request_has_a_key_or_a_token() {
    let (_genesys, service) = service_with(key());
    // The token says more.
    let both = with_key(&service, KEY, &json!({"message": "m"})).token(AGENT_1.token).without("origin").send();
    both.counts(1, 0, 0);
    assert_eq!(service.output.lines(1)[0].at("/user"), AGENT_1.user);
    let envelope = json!({"access_token": AGENT_1.token, "events": [{"message": "m"}]});
    with_key(&service, KEY, &envelope).send().refuses(400, "token_twice");
}

#[test]
fn each_client_and_all_of_them_together_have_their_rates() {
    let genesys = Genesys::start();
    let of_clients = key().set("client_requests_per_second", 1).set("client_burst", 3);
    let mut of_all = PublishableKey::new("all", &KEY.replace("pk", "pk2"), SHOP, &["events"]);
    of_all = of_all.set("requests_per_second", 1).set("burst", 2);
    let service = Setup::new(&genesys)
        .set("server.trusted_peers", vec!["127.0.0.1"])
        .keys_of(TENANT_A, [of_clients, of_all])
        .edge([])
        .start();
    let statuses = |key: &str, client: &str, count: usize| -> Vec<u16> {
        let ask = || with_key(&service, key, &json!({"message": "m"})).header("x-forwarded-for", client);
        (0..count).map(|_| ask().send().status).collect()
    };
    assert_eq!(statuses(KEY, "192.0.2.1", 4), [200, 200, 200, 429]);
    assert_eq!(statuses(KEY, "192.0.2.2", 1), [200]);
    let refused = with_key(&service, KEY, &json!({"message": "m"})).header("x-forwarded-for", "192.0.2.1").send();
    refused.refuses(429, "key_limited");
    assert!(refused.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    let all = KEY.replace("pk", "pk2");
    let statuses: Vec<u16> = (0..4).flat_map(|client| statuses(&all, &format!("192.0.2.{client}"), 1)).collect();
    assert_eq!(statuses, [200, 200, 429, 429]);
    assert_eq!(requests(&service, "client_rate"), 2.0);
    // A token of the tenant has its own share.
    service.post(&json!({"message": "m"})).counts(1, 0, 0);
}

#[test]
fn keys_of_two_tenants_are_theirs() {
    let genesys = Genesys::start();
    let other = "pk_ffffffffffffffffffffffffffffffff";
    let service = Setup::new(&genesys)
        .edge([])
        .keys_of(TENANT_A, [key()])
        .keys_of(TENANT_B, [PublishableKey::new("shop", other, "https://other.example", &["events"])])
        .start();
    with_key(&service, KEY, &json!({"message": "m"})).send().counts(1, 0, 0);
    with_key(&service, other, &json!({"message": "m"})).send().refuses(403, "origin_not_allowed");
    with_key(&service, other, &json!({"message": "m"}))
        .header("origin", "https://other.example")
        .send()
        .counts(1, 0, 0);
    let tenants: Vec<_> = service.output.lines(2).iter().map(|line| line.at("/tenant/id").clone()).collect();
    assert_eq!(tenants, [TENANT_A, TENANT_B]);
}
