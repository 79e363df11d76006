//! SIGTERM, seen from connections in every state.

use sluice_identity::stand_in::Behaviour;
use sluice_tests::{Closed, Filter, Genesys, Raw, Setup, event, until};
use std::net::TcpStream;

const EVENT: &str = r#"{"message":"m"}"#;

#[test]
fn a_request_whose_body_is_on_its_way_is_answered_before_the_end() {
    let genesys = Genesys::start();
    let mut service = Setup::new(&genesys).edge([]).start();
    let mut raw = service.raw();
    raw.send(Raw::head(&format!("content-length: {}\r\n", EVENT.len()))).send(&EVENT[..5]);
    until("the request is in flight", || {
        (service.scrape().get("telemetry_http_in_flight", &[]) == Some(1.0)).then_some(())
    });
    service.terminate();
    service
        .log
        .entry("that it stops", |entry| entry["message"].as_str().is_some_and(|text| text.starts_with("stopping")));
    until("the port is closed", || TcpStream::connect(service.events).is_err().then_some(()));
    raw.send(&EVENT[5..]);
    let reply = raw.reply();
    reply.counts(1, 0, 0);
    assert_eq!(reply.header("connection"), "close");
    assert_eq!(raw.closed(), Closed::Cleanly);
    assert_eq!(service.ended(), Some(0));
    assert_eq!(service.output.read_to_end().len(), 1);
}

#[test]
fn idle_connections_are_closed_and_none_is_reset() {
    let genesys = Genesys::start();
    let mut service = Setup::new(&genesys).edge([]).start();
    let mut used: Vec<_> = (0..5).map(|_| service.raw()).collect();
    for raw in &mut used {
        raw.send(Raw::request(EVENT)).reply().counts(1, 0, 0);
    }
    let mut unused = service.raw();
    service.terminate();
    for raw in used.iter_mut().chain([&mut unused]) {
        assert_eq!(raw.closed(), Closed::Cleanly);
    }
    assert_eq!(service.ended(), Some(0));
}

#[test]
fn while_it_drains_the_service_is_unready_and_still_takes_requests() {
    let genesys = Genesys::start();
    let mut service = Setup::new(&genesys)
        .edge([])
        .set("server.drain_grace_ms", 60_000)
        .set("server.drain_timeout_ms", 120_000)
        .start();
    assert_eq!((service.admin("/live").status, service.admin("/ready").status), (200, 200));
    service.terminate();
    until("the service is unready", || (service.admin("/ready").status == 503).then_some(()));
    assert_eq!(service.admin("/live").status, 200);
    let mut raw = service.raw();
    let reply = raw.send(Raw::request(EVENT)).reply();
    reply.counts(1, 0, 0);
    assert_eq!(reply.header("connection"), "close");
    assert_eq!(raw.closed(), Closed::Cleanly);
    service.kill();
    service.ended();
}

#[test]
fn a_drain_that_takes_too_long_ends_with_its_own_code() {
    let genesys = Genesys::start();
    let mut service =
        Setup::new(&genesys).edge([]).set("auth.timeout_ms", 60_000).set("server.drain_timeout_ms", 300).start();
    genesys.behave(Behaviour::Hang);
    let mut raw = service.raw();
    raw.send(Raw::request(EVENT));
    until("the lookup is in flight", || (genesys.lookups() == 1).then_some(()));
    service.terminate();
    assert_eq!(service.ended(), Some(5));
    assert_eq!(service.output.read_to_end().len(), 0);
}

#[test]
fn a_filter_that_holds_every_thread_does_not_hold_up_the_end() {
    let genesys = Genesys::start();
    let looping = Filter::hostile("loop");
    let setup = Setup::new(&genesys).edge([looping]).set("limits.cpu_ms", 600_000).set("limits.wall_ms", 600_000);
    let mut service = setup.set("server.drain_timeout_ms", 300).start();
    let mut held: Vec<_> = (0..3).map(|_| service.raw()).collect();
    held.iter_mut().for_each(|raw| _ = raw.send(Raw::request(EVENT)));
    until("every thread is held", || (service.scrape().get("telemetry_sandboxes", &[]) == Some(2.0)).then_some(()));
    service.terminate();
    assert_eq!(service.ended(), Some(5));
}

#[test]
fn sigint_stops_like_sigterm() {
    let genesys = Genesys::start();
    let mut service = Setup::new(&genesys).edge([]).start();
    service.post(&event("m")).counts(1, 0, 0);
    service.interrupt();
    assert_eq!(service.ended(), Some(0));
    assert_eq!(service.output.read_to_end().len(), 1);
}
