//! More connections than there are places for.

use sluice_identity::stand_in::Behaviour;
use sluice_tests::{Genesys, Raw, Service, Setup, runtime, until};
use std::net::TcpStream;

const EVENT: &str = r#"{"message":"m"}"#;

/// An idle connection from another address of this machine.
fn from(address: &str, service: &Service) -> TcpStream {
    let connected = runtime().block_on(async {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.bind(format!("{address}:0").parse().expect("an address"))?;
        socket.connect(service.events).await?.into_std()
    });
    connected.expect("the service listens")
}

fn evicted(service: &Service, bound: &str) -> f64 {
    service.scrape().sum("telemetry_http_connections_evicted_total", &[("bound", bound)])
}

#[test]
fn silent_connections_shut_out_nobody_who_uses_his() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("auth.timeout_ms", 20_000);
    let service = setup.set("server.max_connections", 8).set("server.max_connections_per_peer", 1_000).start();
    let mut used = service.raw();
    used.send(Raw::request(EVENT)).reply().counts(1, 0, 0);
    genesys.behave(Behaviour::Hang);
    let mut waiting = service.raw();
    waiting.send(
        Raw::request(EVENT).replace(sluice_identity::stand_in::AGENT_1.token, sluice_identity::stand_in::AGENT_2.token),
    );
    until("the question is asked", || (genesys.lookups() == 2).then_some(()));
    let silent: Vec<_> = (0..100).map(|_| service.raw()).collect();
    until("all have come", || (evicted(&service, "all") == 94.0).then_some(()));
    genesys.behave(Behaviour::Normal);
    waiting.reply().counts(1, 0, 0);
    used.send(Raw::request(EVENT)).reply().counts(1, 0, 0);
    service.output.lines(3);
    drop(silent);
}

#[test]
fn one_peer_that_takes_all_it_can_get_shuts_out_nobody_else() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("server.trusted_peers", vec!["127.0.0.3"]);
    let service = setup.set("server.max_connections", 100).set("server.max_connections_per_peer", 5).start();
    let mut others: Vec<_> = (0..5).map(|_| service.raw()).collect();
    let greedy: Vec<_> = (0..60).map(|_| from("127.0.0.2", &service)).collect();
    until("all have come", || (evicted(&service, "peer") == 55.0).then_some(()));
    let ingress: Vec<_> = (0..60).map(|_| from("127.0.0.3", &service)).collect();
    until("those of the ingress are all there", || {
        (service.scrape().get("telemetry_http_connections", &[]) == Some(70.0)).then_some(())
    });
    for raw in &mut others {
        raw.send(Raw::request(EVENT)).reply().counts(1, 0, 0);
    }
    assert_eq!((evicted(&service, "peer"), evicted(&service, "all")), (55.0, 0.0));
    drop((greedy, ingress));
}

#[test]
fn a_client_behind_a_proxy_protocol_head_has_a_share_of_its_own() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("server.trusted_peers", vec!["127.0.0.1"]);
    let setup = setup.set("server.proxy_protocol", "required").set("server.max_connections", 100);
    let service = setup.set("server.max_connections_per_peer", 5).start();
    let through = |client: u8| {
        let mut raw = service.raw();
        raw.send(format!("PROXY TCP4 192.0.2.{client} 192.0.2.100 4000 8107\r\n"));
        raw
    };
    let mut used = through(1);
    used.send(Raw::request(EVENT)).reply().counts(1, 0, 0);
    let greedy: Vec<_> = (0..30).map(|_| through(2)).collect();
    until("all have come", || (evicted(&service, "peer") == 25.0).then_some(()));
    used.send(Raw::request(EVENT)).reply().counts(1, 0, 0);
    drop(greedy);
}
