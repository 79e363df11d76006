//! HTTP/1.1 and HTTP/2 as connections see them, and their limits.

use crate::plain;
use serde_json::json;
use sluice_identity::stand_in::AGENT_1;
use sluice_tests::{Browser, Closed, Genesys, Raw, Setup, event, runtime, until};

#[test]
fn a_connection_is_kept_alive_for_many_requests() {
    let (_genesys, service) = plain();
    let mut raw = service.raw();
    for number in 0..20 {
        raw.send(Raw::request(&event(&format!("{number}")).to_string())).reply().counts(1, 0, 0);
    }
    assert_eq!(service.scrape().get("telemetry_http_connections", &[]), Some(1.0));
    let lines = service.output.lines(20);
    assert!((0..20).all(|number| *lines[number].at("/message") == *format!("{number}")));
}

#[test]
fn pipelined_requests_are_answered_in_order() {
    let (_genesys, service) = plain();
    let mut raw = service.raw();
    let all: String = (0..10).map(|number| Raw::request(&json!(vec![event("m"); number]).to_string())).collect();
    raw.send(all);
    for number in 0..10 {
        raw.reply().counts(number, 0, 0);
    }
    service.output.lines(45);
}

#[test]
fn a_refused_request_leaves_its_connection_in_order() {
    let (_genesys, service) = plain();
    let mut raw = service.raw();
    let (broken, good) = (Raw::request("{"), Raw::request(r#"{"message":"m"}"#));
    raw.send(format!("{broken}{good}"));
    raw.reply().refuses(400, "unreadable");
    raw.reply().counts(1, 0, 0);
}

#[test]
fn http2_is_taken_without_tls_from_clients_that_know() {
    let (_genesys, service) = plain();
    let browser = Browser::http2_to(&format!("http://{}", service.events));
    for _ in 0..5 {
        browser.ask().json(&json!([event("a"), event("b")])).send().counts(2, 0, 0);
    }
    browser.ask().without("authorization").json(&event("m")).send().refuses(401, "token_missing");
    assert_eq!(service.scrape().get("telemetry_http_connections", &[]), Some(1.0));
    service.output.lines(10);
}

#[test]
fn streams_of_one_http2_connection_do_not_wait_for_each_other() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.timeout_ms", 20_000).start();
    genesys.behave(sluice_identity::stand_in::Behaviour::Hang);
    let browser = Browser::http2_to(&format!("http://{}", service.events));
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| browser.ask().json(&event("waits for its identity")).send());
        until("the lookup is in flight", || (genesys.lookups() == 1).then_some(()));
        browser.ask().path("/nowhere").send().refuses(404, "not_found");
        genesys.behave(sluice_identity::stand_in::Behaviour::Normal);
        waiting.join().expect("a reply").counts(1, 0, 0);
    });
}

#[test]
fn a_head_that_does_not_end_is_given_up() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("server.head_timeout_ms", 100).start();
    for begin in ["", "P", "POST /v1/events HTTP/1.1\r\n", "POST /v1/events HTTP/1.1\r\nhost: sluice\r\nx: "] {
        let mut raw = service.raw();
        raw.send(begin);
        assert_eq!(raw.closed(), Closed::Cleanly, "{begin:?}");
    }
    until("no connection is left", || {
        (service.scrape().get("telemetry_http_connections", &[]) == Some(0.0)).then_some(())
    });
    service.wrote_nothing(0);
}

#[test]
fn an_idle_connection_is_closed() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("server.head_timeout_ms", 100).start();
    let mut raw = service.raw();
    raw.send(Raw::request(r#"{"message":"m"}"#)).reply().counts(1, 0, 0);
    assert_eq!(raw.closed(), Closed::Cleanly);
}

#[test]
fn an_http2_connection_that_never_speaks_is_closed() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("server.head_timeout_ms", 100).start();
    let mut raw = service.raw();
    raw.send("PRI * HT");
    assert_eq!(raw.closed(), Closed::Cleanly);
}

#[test]
fn a_head_that_is_too_large_is_refused() {
    let (_genesys, service) = plain();
    let mut raw = service.raw();
    // The service may answer and close before it has read all of it.
    let _ = raw.try_send(Raw::head(&format!("x-long: {}\r\n", "x".repeat(40 << 10))));
    match raw.try_reply() {
        Ok(Some(reply)) => assert_eq!(reply.status, 431),
        Ok(None) => panic!("closed without a reply"),
        // What was not read is answered by a reset, which may overtake the reply.
        Err(_) => {}
    }
    service.wrote_nothing(0);
}

#[test]
fn for_one_connection_more_than_allowed_the_one_goes_that_was_idle_for_longest() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("server.max_connections", 3);
    let service = setup.set("server.max_connections_per_peer", 100).start();
    let mut open: Vec<_> = (0..3).map(|_| service.raw()).collect();
    for raw in open.iter_mut().rev() {
        raw.send(Raw::request(r#"{"message":"m"}"#)).reply().counts(1, 0, 0);
    }
    open.push(service.raw());
    assert_eq!(open.remove(2).closed(), Closed::Cleanly);
    for raw in &mut open {
        raw.send(Raw::request(r#"{"message":"m"}"#)).reply().counts(1, 0, 0);
    }
    let scrape = service.scrape();
    assert_eq!(scrape.get("telemetry_http_connections_evicted_total", &[("bound", "all")]), Some(1.0));
    assert_eq!(scrape.get("telemetry_http_connections_refused_total", &[]), Some(0.0));
    drop(open);
    until("the connections are gone", || {
        (service.scrape().get("telemetry_http_connections", &[]) == Some(0.0)).then_some(())
    });
    service.raw().send(Raw::request(r#"{"message":"m"}"#)).reply().counts(1, 0, 0);
}

#[test]
fn a_client_that_hangs_up_before_its_reply_harms_nobody() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("auth.timeout_ms", 20_000).start();
    genesys.behave(sluice_identity::stand_in::Behaviour::Hang);
    let mut raw = service.raw();
    raw.send(Raw::request(r#"{"message":"gone"}"#));
    until("the lookup is in flight", || (genesys.lookups() == 1).then_some(()));
    drop(raw);
    genesys.behave(sluice_identity::stand_in::Behaviour::Normal);
    service.post(&event("stays")).counts(1, 0, 0);
    until("nothing is in flight", || {
        (service.scrape().get("telemetry_http_in_flight", &[]) == Some(0.0)).then_some(())
    });
}

#[test]
fn expect_100_continue_is_answered_before_the_body() {
    let (_genesys, service) = plain();
    let mut raw = service.raw();
    raw.send(Raw::head("content-length: 15\r\nexpect: 100-continue\r\n"));
    assert_eq!(raw.reply().status, 100);
    raw.send(r#"{"message":"m"}"#).reply().counts(1, 0, 0);
    // A request that is refused by its head is told so instead.
    let mut raw = service.raw();
    raw.send("POST /v1/events HTTP/1.1\r\nhost: sluice\r\ncontent-length: 15\r\nexpect: 100-continue\r\nauthorization: Basic x\r\n\r\n");
    raw.reply().refuses(401, "token_malformed");
}

#[test]
fn many_clients_at_once_each_get_their_own_counts() {
    let (_genesys, service) = plain();
    let replies = runtime().block_on(async {
        let ask = |events: u32| {
            let address = service.events;
            tokio::task::spawn_blocking(move || {
                let browser = Browser::to(&format!("http://{address}"));
                let reply = browser.ask().token(AGENT_1.token).json(&json!(vec![event("m"); events as usize])).send();
                (events, reply)
            })
        };
        let asked: Vec<_> = (1..=40).map(ask).collect();
        let mut replies = Vec::new();
        for reply in asked {
            replies.push(reply.await.expect("a reply"));
        }
        replies
    });
    for (events, reply) in replies {
        reply.counts(events, 0, 0);
    }
    service.output.lines(40 * 41 / 2);
}
