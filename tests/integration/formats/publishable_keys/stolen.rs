//! What somebody can do who has read a key in a page's source, and what not.

use super::{KEY, SHOP, key, requests, service_with, with_key};
use serde_json::json;
use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Genesys, Setup};

#[test]
fn who_says_the_right_origin_may_write_as_much_as_the_key_and_the_tenants_tokens_do_not_notice() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys)
        .edge([])
        .set("fairness.requests_per_second", 1)
        .set("fairness.burst", 5)
        .keys_of(TENANT_A, [key().set("requests_per_second", 1).set("burst", 1).set("client_burst", 2)])
        .start();
    let statuses: Vec<u16> = (0..5).map(|_| with_key(&service, KEY, &json!({"message": "m"})).send().status).collect();
    assert_eq!(statuses, [200, 429, 429, 429, 429]);
    for _ in 0..5 {
        service.post(&json!({"message": "m"})).counts(1, 0, 0);
    }
    let lines = service.output.lines(6);
    assert!(lines[0].json["user"].is_null() && lines[0].json["sender"] == "key");
    assert!(lines[1..].iter().all(|line| line.json["user"].is_string()));
}

#[test]
fn it_opens_nothing_that_a_token_opens() {
    let (_genesys, service) = service_with(key());
    let event = json!({"message": "m"});
    let ask = || service.ask().without("authorization").header("origin", SHOP).json(&event);
    ask().token(KEY).send().refuses(401, "token_refused");
    ask().path(&format!("/v1/events?access_token={KEY}")).send().refuses(401, "token_missing");
    ask().json(&json!({"access_token": KEY, "events": [event]})).send().refuses(401, "token_refused");
    ask().path("/v1/events").header("x-api-key", KEY).send().refuses(401, "token_missing");
    service.wrote_nothing(0);
}

#[test]
fn ten_thousand_guesses_find_nothing_take_no_memory_and_disturb_nobody() {
    let (_genesys, service) = service_with(key().set("client_burst", 1_000));
    // After so many, the memory that any load takes has been taken.
    const WARM_UP: usize = 1_000;
    let (mut memory, mut statuses) = (0, [0; 2]);
    for number in 0..10_000 {
        if number == WARM_UP {
            memory = service.memory();
        }
        let reply = with_key(&service, &format!("pk_{number:032x}"), &json!({"message": "m"})).send();
        match reply.status {
            403 => statuses[0] += 1,
            429 => statuses[1] += 1,
            other => panic!("{other}: {}", reply.text()),
        }
    }
    assert!(statuses[0] >= 20 && statuses[1] > statuses[0], "{statuses:?}");
    // The same client, with the right key.
    with_key(&service, KEY, &json!({"message": "m"})).send().counts(1, 0, 0);
    assert_eq!(requests(&service, "admitted"), 1.0);
    assert_eq!(service.scrape().values_of("telemetry_key_requests_total", "key"), ["shop"; 5]);
    assert!(service.memory() < memory + (8 << 20), "{} of {memory}", service.memory());
    service.wrote_nothing(1);
}
