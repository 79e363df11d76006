//! Every run has a sandbox of its own: nothing goes from one request to another.

use serde_json::json;
use sluice_identity::stand_in::{AGENT_1, AGENT_2, TENANT_A};
use sluice_tests::{Filter, Genesys, Setup, event, personal_batch, personal_in, user_agent};
use std::collections::HashSet;

#[test]
fn a_secret_that_a_filter_keeps_in_a_global_is_gone_in_the_next_request() {
    let genesys = Genesys::start();
    // One slot: the next sandbox is in the memory that the last one has left.
    let setup = Setup::new(&genesys).set("pool.sandboxes", 1).set("pool.slots", 1).set("server.worker_threads", 1);
    let service = setup.edge([Filter::hostile("keep-secret")]).start();
    for number in 0..50 {
        service.post(&json!({"message": format!("secret-{number}")})).counts(1, 0, 0);
    }
    for (number, line) in service.output.lines(50).iter().enumerate() {
        assert_eq!(line.at("/message"), &json!(format!("secret-{number}")));
        assert_eq!(line.at("/attributes/previous"), "", "a filter remembers an earlier request");
    }
}

#[test]
fn a_run_that_failed_leaves_nothing_to_the_next() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).set("pool.sandboxes", 1).set("pool.slots", 1).set("breaker.failures", 1_000_000);
    let service =
        setup.edge([Filter::hostile("keep-secret"), Filter::hostile("trap").set("on_failure", "skip")]).start();
    for number in 0..20 {
        service.post(&json!({"message": format!("secret-{number}")})).counts(1, 0, 0);
    }
    for line in service.output.lines(20) {
        assert_eq!(line.at("/attributes/previous"), "");
    }
}

#[test]
fn a_filter_is_told_what_it_may_know_of_the_request_and_the_edge_knows_no_tenant() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([Filter::hostile("tell-context")]);
    let service = setup.start();
    let reply = service.post(&event("m"));
    let line = &service.output.lines(1)[0];
    let seen = line.at("/attributes/seen");
    assert_eq!((&seen[0], &seen[1], &seen[7]), (&json!(null), &json!(null), &json!(null)));
    assert_eq!((&seen[2], &seen[3]), (&json!("wwe_ui"), &json!(user_agent())));
    assert_eq!(seen[5], line.at("/received_at").clone());
    assert_eq!(seen[6], reply.header("x-request-id"));

    let service = Setup::new(&genesys).edge([]).chain_of(TENANT_A, [Filter::hostile("tell-context")]).start();
    service.post(&event("m")).counts(1, 0, 0);
    let line = &service.output.lines(1)[0];
    let seen = line.at("/attributes/seen");
    assert_eq!((&seen[0], &seen[1]), (&json!(TENANT_A), &json!("Tenant A")));
    assert_eq!((&seen[7], &seen[8]), (&json!(AGENT_1.user), &json!("127.0.0.1")));
}

#[test]
fn requests_of_two_tenants_at_once_never_meet() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).start();
    let agents = [AGENT_1, AGENT_2];
    std::thread::scope(|scope| {
        for client in 0..8 {
            let service = &service;
            scope.spawn(move || {
                for number in 0..25 {
                    let mut batch = personal_batch(3);
                    for event in batch.as_array_mut().expect("a batch") {
                        event["name"] = json!(format!("{}-{client}-{number}", client % 2));
                    }
                    service.ask().token(agents[client % 2].token).json(&batch).send().counts(3, 0, 0);
                }
            });
        }
    });
    let mut names = HashSet::new();
    for line in service.output.lines(8 * 25 * 3) {
        let name = line.at("/name").as_str().unwrap_or_default().to_owned();
        let agent = agents[usize::from(name.starts_with('1'))];
        assert_eq!(line.at("/tenant/id"), agent.tenant.unwrap_or_default());
        assert_eq!(line.at("/user"), agent.user);
        assert_eq!(personal_in(&line.text), None);
        names.insert(name);
    }
    assert_eq!(names.len(), 8 * 25);
}
