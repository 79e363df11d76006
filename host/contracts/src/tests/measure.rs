//! How long it takes: `cargo test --release -p sluice-contracts measure -- --ignored --nocapture`.

use super::*;
use std::{hint::black_box, time::Instant};

/// The least time of many, in microseconds: other work on the machine only adds.
fn micros(mut work: impl FnMut()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..2_000 {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed().as_secs_f64() * 1e6);
    }
    best
}

#[test]
#[ignore = "a measurement"]
#[expect(clippy::print_stdout, reason = "it is what this is for")]
fn measure() {
    let (contracts, _registry) = compile(&config(sample()));
    let event = |number: u32| {
        let name =
            if number.is_multiple_of(4) { "error_http_sync_req_Complete" } else { "http_sync_req_AttachUserData" };
        json!({"app": {"name": "wwe_ui", "version": "9.0"}, "name": name, "message": "m", "values": {"value": number},
               "connId": "1", "agentSessionId": "2", "attributes": {"interactionId": "3", "other": "4", "more": 5}})
    };
    let with_contract = json!((0..20).map(event).collect::<Vec<_>>());
    let mut without = with_contract.clone();
    for event in without.as_array_mut().expect("a list") {
        event["app"]["name"] = "another".into();
    }
    for (what, events) in [("with the sample's contract", with_contract), ("without one for the application", without)]
    {
        let body = Bytes::from(events.to_string());
        let decode = || Batch::from_json(body.clone(), &DecodeLimits::default()).expect("events");
        let decoding = micros(|| _ = black_box(decode()));
        let restricting = micros(|| {
            let mut batch = decode();
            contracts.restrict(&mut batch);
            black_box(&batch);
        });
        let mut batch = decode();
        contracts.restrict(&mut batch);
        let counting = micros(|| contracts.count(&batch, ORIGIN));
        println!("20 events {what}: {:.2} µs to restrict, {counting:.2} µs to count", restricting - decoding);
    }
}
