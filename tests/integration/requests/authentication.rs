//! Genesys Authentication as the service meets it: well, slow, broken and gone.

use crate::plain;
use sluice_identity::stand_in::{AGENT_1, AGENT_2, Behaviour, SUPERVISOR_1};
use sluice_tests::{Genesys, Reply, Setup, event, until};

fn is_unavailable(reply: &Reply) {
    reply.refuses(503, "authentication_unavailable");
    let wait = reply.header("retry-after");
    assert!(wait.parse::<u32>().is_ok_and(|seconds| (1..=60).contains(&seconds)), "retry-after: {wait:?}");
}

#[test]
fn a_token_is_asked_about_once_and_remembered() {
    let (genesys, service) = plain();
    for _ in 0..10 {
        service.post(&event("m")).counts(1, 0, 0);
    }
    assert_eq!(genesys.lookups(), 1);
    let checks = |result| service.scrape().sum("telemetry_auth_checks_total", &[("result", result)]);
    assert_eq!(checks("good"), 1.0);
    assert!(checks("hit") >= 9.0);
}

#[test]
fn requests_with_one_token_share_one_lookup() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.timeout_ms", 30_000).start();
    genesys.behave(Behaviour::Hang);
    std::thread::scope(|scope| {
        let waiting: Vec<_> = (0..16).map(|_| scope.spawn(|| service.post(&event("m")))).collect();
        until("all requests are in flight", || {
            (service.scrape().get("telemetry_http_in_flight", &[]) == Some(16.0)).then_some(())
        });
        assert_eq!(service.output.count(), 0);
        genesys.behave(Behaviour::Normal);
        for reply in waiting {
            reply.join().expect("a reply").counts(1, 0, 0);
        }
    });
    assert_eq!(genesys.lookups(), 1);
    service.output.lines(16);
}

#[test]
fn while_genesys_is_gone_known_tokens_go_on_and_unknown_ones_get_503() {
    let (genesys, service) = plain();
    service.post(&event("known")).counts(1, 0, 0);
    genesys.kill();
    for _ in 0..10 {
        is_unavailable(&service.ask().token(AGENT_2.token).json(&event("unknown")).send());
        is_unavailable(&service.ask().token("no-token-of-anybody").json(&event("unknown")).send());
        service.post(&event("known")).counts(1, 0, 0);
    }
    until("the metric says that genesys is down", || {
        let up = service.scrape().values_of("telemetry_dependency_status", "serviceName").len();
        (up == 1 && service.scrape().sum("telemetry_dependency_status", &[]) == 0.0).then_some(())
    });
    genesys.revive();
    until("the unknown token is known", || {
        let reply = service.ask().token(AGENT_2.token).json(&event("back")).send();
        if reply.status == 503 {
            is_unavailable(&reply);
            return None;
        }
        reply.counts(1, 0, 0);
        Some(())
    });
    service.ask().token("no-token-of-anybody").json(&event("bad")).send().refuses(401, "token_refused");
    let lines = service.output.lines(12);
    assert!(lines.iter().all(|line| line.at("/message") != "unknown"));
    until("the metric says that genesys is up", || {
        (service.scrape().sum("telemetry_dependency_status", &[]) == 1.0).then_some(())
    });
}

#[test]
fn a_known_identity_holds_after_its_time_while_genesys_is_gone() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.good_seconds", 0).start();
    service.post(&event("m")).counts(1, 0, 0);
    genesys.kill();
    for _ in 0..10 {
        service.post(&event("m")).counts(1, 0, 0);
    }
    assert!(service.scrape().sum("telemetry_auth_checks_total", &[("result", "stale")]) >= 10.0);
}

#[test]
fn an_identity_that_is_too_old_does_not_hold() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.good_seconds", 0).set("auth.stale_seconds", 0).start();
    service.post(&event("m")).counts(1, 0, 0);
    genesys.kill();
    is_unavailable(&service.post(&event("m")));
}

#[test]
fn an_answer_that_is_none_is_never_a_refusal_and_never_a_free_pass() {
    let answers = [
        Behaviour::Status(500),
        Behaviour::Status(502),
        Behaviour::Status(302),
        Behaviour::Status(404),
        Behaviour::Body("".into()),
        Behaviour::Body("<html>".into()),
        Behaviour::EndlessBody,
        Behaviour::CloseConnection,
    ];
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.breaker_failures", 1_000).start();
    for (number, answer) in answers.into_iter().enumerate() {
        genesys.behave(answer.clone());
        let reply = service.ask().token(&format!("token-{number}")).json(&event("m")).send();
        assert_eq!(reply.status, 503, "{answer:?}: {}", reply.text());
        is_unavailable(&reply);
    }
    genesys.behave(Behaviour::Normal);
    service.wrote_nothing(0);
}

#[test]
fn a_token_whose_answer_names_nobody_is_refused_and_the_others_are_let_in() {
    let (genesys, service) = plain();
    for (number, answer) in
        ["{}", r#"{"username":7}"#, r#"{"username":"u","contactCenterId":"a b"}"#].iter().enumerate()
    {
        genesys.behave(Behaviour::Body((*answer).into()));
        let refused = || service.ask().token(&format!("token-{number}")).json(&event("m")).send();
        refused().refuses(401, "token_refused");
        refused().refuses(401, "token_refused");
    }
    genesys.behave(Behaviour::Normal);
    service.post(&event("m")).counts(1, 0, 0);
    assert_eq!(genesys.lookups(), 4);
}

#[test]
fn an_answer_that_does_not_come_is_given_up() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.timeout_ms", 100).start();
    for behaviour in [Behaviour::Hang, Behaviour::StalledBody] {
        genesys.behave(behaviour);
        is_unavailable(&service.ask().token(SUPERVISOR_1.token).json(&event("m")).send());
    }
    assert_eq!(service.output.count(), 0);
}

#[test]
fn tokens_are_in_no_line_no_log_entry_and_no_metric() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).set("log.level", "trace").start();
    service.post(&event("m")).counts(1, 0, 0);
    genesys.behave(Behaviour::Status(500));
    service.ask().token(AGENT_2.token).json(&event("m")).send();
    service.ask().token("malformed token").json(&event("m")).send().refuses(401, "token_malformed");
    let everything = [service.output.text(), service.log.text(), service.admin("/metrics").text()].concat();
    for token in [AGENT_1.token, AGENT_2.token, "malformed token"] {
        assert!(!everything.contains(token), "{token} was said");
    }
}

#[test]
fn the_service_starts_while_genesys_is_gone() {
    let genesys = Genesys::start();
    genesys.kill();
    let service = Setup::new(&genesys).edge([]).start();
    is_unavailable(&service.post(&event("m")));
    assert_eq!(service.admin("/live").status, 200);
    genesys.revive();
    until("genesys is found", || (service.post(&event("m")).status == 200).then_some(()));
}

#[test]
fn genesys_is_found_through_the_variable_of_the_original_service() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("auth.url", "http://127.0.0.1:9");
    let service = setup.variable("TELEMETRY_SERVICES_AUTH", &genesys.url()).start();
    service.post(&event("m")).counts(1, 0, 0);
}
