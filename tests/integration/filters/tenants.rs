//! Tenants with chains of their own: whose filter runs, what happens without one, and what one may take of the service.

use serde_json::json;
use sluice_identity::stand_in::{AGENT_1, TENANT_A, TENANT_B};
use sluice_tests::{Filter, Genesys, Reply, Setup, TenantDirectory, personal_in, until};

/// A member that says which chain a line went through.
fn marked(mark: &str) -> Filter {
    Filter::named("enrich-client").config(json!({"fields": {"/attributes/chain": mark}}))
}

fn event() -> serde_json::Value {
    json!({"kind": "log", "message": "hello"})
}

#[test]
fn each_tenant_has_its_own_chain_and_the_others_have_the_default_one() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [marked("own")]);
    tenants.write(TENANT_B, []);
    let setup = Setup::new(&genesys).without_tenants().edge([]).set("reload.tenants_directory", tenants.path());
    let service = setup.default_chain([marked("default")]).start();
    until("tenant A is served", || (service.post(&event()).status == 200).then_some(()));
    until("tenant B is served", || {
        (service.ask().token(other_token()).json(&event()).send().status == 200).then_some(())
    });
    let lines = service.output.lines(2);
    let of = |tenant: &str| lines.iter().find(|line| line.at("/tenant/id") == tenant).expect("it has a line").clone();
    assert_eq!(of(TENANT_A).at("/attributes/chain"), "own");
    assert_eq!(of(TENANT_B).at("/attributes/chain"), "default");
    assert_eq!(of(TENANT_A).at("/tenant/name"), "From a directory");
}

fn other_token() -> &'static str {
    sluice_identity::stand_in::AGENT_2.token
}

#[test]
fn a_tenant_whose_chain_is_refused_at_the_start_is_refused_and_the_others_are_served() {
    let (genesys, tenants) = (Genesys::start(), TenantDirectory::new());
    tenants.write(TENANT_A, [Filter::hostile("loop").config(json!({"behaviour": "trap", "in": "configure"}))]);
    tenants.write(TENANT_B, [marked("own")]);
    let setup = Setup::new(&genesys).without_tenants().edge([]).set("reload.tenants_directory", tenants.path());
    let service = setup.set("ceiling.allow", vec!["redact", "enrich", "context", "personal"]).start();
    until("tenant B is served", || {
        (service.ask().token(other_token()).json(&event()).send().status == 200).then_some(())
    });
    service.log.entry("that it was refused", |entry| {
        entry["tenant"] == TENANT_A && entry["error"].as_str().is_some_and(|error| error.contains("configure"))
    });
    service.post(&event()).refuses(503, "tenant_unavailable");
    let filters = service.admin("/filters").json();
    assert_eq!(filters["problems"][TENANT_A]["state"], "refused");
    assert_eq!(service.scrape().get("telemetry_chain_state", &[("chain", TENANT_A)]), Some(-1.0));
    tenants.write(TENANT_A, [marked("mended")]);
    until("tenant A is served", || (service.post(&event()).status == 200).then_some(()));
    assert_eq!(service.admin("/filters").json()["problems"], json!({}));
    assert_eq!(service.scrape().get("telemetry_chain_state", &[("chain", TENANT_A)]), Some(1.0));
}

#[test]
fn a_tenant_past_its_rate_gets_429_and_the_others_do_not_notice() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys)
        .set(&format!("tenants.{TENANT_A}.fairness.requests_per_second"), 1)
        .set(&format!("tenants.{TENANT_A}.fairness.burst"), 3)
        .start();
    (0..3).for_each(|_| service.post(&event()).counts(1, 0, 0));
    let refused = until("it is past its rate", || Some(service.post(&event())).filter(|reply| reply.status != 200));
    refused.refuses(429, "tenant_limited");
    // One after another, as there will be room for them.
    let told = |reply: &Reply| reply.header("retry-after").parse::<u64>().expect("seconds");
    let turns = [told(&refused), told(&service.post(&event())), told(&service.post(&event()))];
    assert!((1..=2).contains(&turns[0]) && turns.is_sorted_by(|one, next| one < next), "{turns:?}");
    service.ask().token(other_token()).json(&event()).send().counts(1, 0, 0);
    assert!(service.scrape().sum("telemetry_tenant_limited_total", &[("tenant", TENANT_A)]) >= 1.0);
}

#[test]
fn what_a_client_says_of_itself_does_not_give_it_the_rate_of_another() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys)
        .set(&format!("tenants.{TENANT_A}.fairness.requests_per_second"), 1)
        .set(&format!("tenants.{TENANT_A}.fairness.burst"), 1)
        .start();
    let ask = |tenant: &str| {
        let claims = json!({"tenant": {"id": tenant}, "message": "m"});
        service.ask().header("x-scope-orgid", tenant).header("x-tenant", tenant).json(&claims).send()
    };
    let mut others = (0..).map(|number| ask(&format!("tenant-{number}")));
    until("it is past its rate", || others.next().filter(|reply| reply.status == 429));
}

#[test]
fn the_default_chain_gives_one_value_another_pseudonym_for_each_tenant() {
    let genesys = Genesys::start();
    let filter = Filter::named("redact-pii").config(json!({"kinds": ["email"], "action": "pseudonymise"}));
    let service = Setup::new(&genesys).edge([]).default_chain([filter]).start();
    let event = json!({"message": "ann@example.com"});
    for token in [AGENT_1.token, AGENT_1.token, other_token()] {
        service.ask().token(token).json(&event).send().counts(1, 0, 0);
    }
    let lines = service.output.lines(3);
    let messages: Vec<_> = lines.iter().map(|line| line.at("/message").clone()).collect();
    assert!(lines.iter().all(|line| personal_in(&line.text).is_none()));
    assert_eq!(messages[0], messages[1]);
    assert_ne!(messages[0], messages[2]);
}

#[test]
fn a_slow_chain_leaves_the_threads_that_serve_and_its_batches_are_treated_all_the_same() {
    let genesys = Genesys::start();
    let filter = Filter::hostile("loop").set("on_failure", "withhold");
    let service = Setup::new(&genesys)
        .set("limits.cpu_ms", 20)
        .set("breaker.failures", 1_000_000)
        .edge([])
        .chain_of(TENANT_A, [filter])
        .start();
    for _ in 0..20 {
        service.post(&event()).counts(0, 0, 1);
    }
    let limits = &[("chain", TENANT_A), ("outcome", "cpu_limit")];
    assert_eq!(service.scrape().sum("telemetry_filter_runs_total", limits), 20.0);
    assert_eq!(service.scrape().get("telemetry_slow_lane_batches", &[]), Some(0.0));
    service.ask().token(other_token()).json(&event()).send().counts(1, 0, 0);
}

#[test]
fn filters_that_do_not_fit_into_memory_together_take_turns() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys)
        .set("pool.loaded_bytes", 1)
        .set("pool.recorded_bytes", 0)
        .edge([])
        .chain_of(TENANT_A, [marked("a")])
        .chain_of(TENANT_B, [marked("b")])
        .start();
    for _ in 0..3 {
        service.post(&event()).counts(1, 0, 0);
        service.ask().token(other_token()).json(&event()).send().counts(1, 0, 0);
    }
    for (line, mark) in service.output.lines(6).iter().zip(["a", "b"].iter().cycle()) {
        assert_eq!(line.at("/attributes/chain"), mark);
    }
    assert!(service.scrape().sum("telemetry_filter_unloads_total", &[]) >= 5.0);
}
