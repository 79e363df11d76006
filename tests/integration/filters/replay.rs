//! Runs without a sandbox, whose calls are known, leave the same lines as runs with one.

use serde_json::{Value, json};
use sluice_tests::{Dice, Filter, Genesys, Service, Setup};

/// Requests that each service gets.
const REQUESTS: usize = 60;
const USER_AGENTS: [&str; 3] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0",
    "something else",
];
/// What lines of the same request do not have in common.
const OF_A_REQUEST: [&str; 4] = ["timestamp", "received_at", "request_id", "event_id"];

fn chain() -> [Filter; 4] {
    [
        Filter::named("enrich-client").config(json!({"fields": {"/attributes/site": "vie-1"}})),
        Filter::named("redact-pii"),
        Filter::named("pseudonymise-users"),
        Filter::named("keep-listed").config(json!({"allow": ["/message", "/attributes/site", "/browser/*"]})),
    ]
}

/// Events of a few shapes, in batches of a few sizes.
fn batch(dice: &mut Dice, number: usize) -> Value {
    let event = |place: usize| match (number + place) % 4 {
        0 => {
            json!({"message": format!("jane.doe{place}@example.com called +49 30 901820"), "attributes": {"odd": dice.text()}})
        }
        1 => json!({"message": "nothing", "browser": {"name": "own"}, "attributes": {"site": "own"}}),
        2 => json!({"level": "warn", "message": dice.text(), "attributes": {"user": {"name": "jane"}}}),
        _ => json!({"message": "4111 1111 1111 1111", "session": "s1"}),
    };
    (0..[1, 2, 5][number % 3]).map(event).collect::<Vec<_>>().into()
}

fn lines_of(service: &Service) -> Vec<Value> {
    let mut dice = Dice::new(7);
    let mut written = 0;
    for number in 0..REQUESTS {
        let events = batch(&mut dice, number);
        written += events.as_array().map_or(0, Vec::len);
        let reply = service.ask().json(&events).header("User-Agent", USER_AGENTS[number % 7 % 3]).send();
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
    let without_ids = |line: &sluice_tests::Line| {
        let mut line: Value = serde_json::from_str(&line.text).expect("JSON");
        OF_A_REQUEST.iter().for_each(|name| line[*name] = Value::Null);
        line
    };
    service.output.lines(written).iter().map(without_ids).collect()
}

#[test]
fn lines_are_the_same_with_a_sandbox_for_each_run_and_without() {
    let genesys = Genesys::start();
    let directory = tempfile::TempDir::new().expect("a directory");
    let key = directory.path().join("key");
    std::fs::write(&key, "the same key for both of the services").expect("it can be written");
    let setup = || Setup::new(&genesys).set("pseudonyms.key_file", key.display().to_string()).edge(chain());
    let always = setup().set("pool.recorded_bytes", 0).start();
    let seldom = setup().start();
    let replayed = |service: &Service| service.scrape().sum("telemetry_filter_replayed_runs_total", &[]);
    let (with, without) = (lines_of(&always), lines_of(&seldom));
    for (with, without) in with.iter().zip(&without) {
        assert_eq!(with, without);
    }
    assert_eq!(with.len(), without.len());
    assert_eq!(replayed(&always), 0.0);
    let runs = seldom.scrape().sum("telemetry_filter_runs_total", &[("outcome", "ok")]);
    assert!(replayed(&seldom) > runs / 4.0, "{} of {runs} runs had no sandbox", replayed(&seldom));
}
