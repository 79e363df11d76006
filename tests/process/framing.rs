//! Requests that servers read differently, sent to the service and through the ingresses that usually stand before it. Whatever
//! an ingress makes of one, the service sees the requests that the ingress has passed on, and no other.
//!
//! `cargo test --release -p sluice-tests process::framing -- --nocapture` prints what each makes of each.

mod ingresses;
mod shapes;

use ingresses::{Ingress, haproxy, nginx};
use shapes::{Made, Shape, shapes};
use sluice_tests::{Genesys, Service, Setup, until};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

/// After each shape. Whoever still knows where a request begins answers it, and closes the connection.
const LAST: &str = "GET /last HTTP/1.1\r\nhost: sluice\r\nconnection: close\r\n\r\n";

/// The statuses of all replies, up to the end of the connection.
fn statuses(address: SocketAddr, shape: &Shape) -> Vec<u16> {
    let mut stream = TcpStream::connect(address).expect("somebody listens");
    stream.set_read_timeout(Some(sluice_tests::PATIENCE)).expect("a timeout can be set");
    // The connection may be closed before all of it is read.
    let _ = stream.write_all(&[&shape.bytes, LAST.as_bytes()].concat());
    let mut replies = Vec::new();
    if let Err(error) = stream.read_to_end(&mut replies) {
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "{}: the connection is not closed", shape.name);
    }
    let replies = String::from_utf8_lossy(&replies).into_owned();
    let status = |reply: &str| reply.get(2..5).and_then(|status| status.parse().ok());
    replies.split("HTTP/1.").skip(1).filter_map(status).collect()
}

fn seen(service: &Service) -> usize {
    let scrape = service.scrape();
    let names = ["telemetry_http_requests_total", "telemetry_http_heads_unreadable_total"];
    names.iter().map(|name| scrape.sum(name, &[]) as usize).sum()
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_and_its_connection_closed() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).start();
    for shape in shapes() {
        let statuses = statuses(service.events, &shape);
        let wanted = match shape.made {
            Made::Taken => vec![200, 404],
            Made::TakenAndClosed => vec![200],
            Made::Refused(status) => vec![status],
        };
        // A reset may overtake the only reply.
        assert!(
            statuses == wanted || statuses.is_empty() && matches!(shape.made, Made::Refused(_)),
            "{}: {statuses:?} instead of {wanted:?}",
            shape.name
        );
    }
}

fn nothing_is_smuggled_through(start: impl Fn(&Service) -> Ingress) {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).start();
    let ingress = start(&service);
    for shape in shapes() {
        let statuses = statuses(ingress.address, &shape);
        eprintln!("{}: {}: {statuses:?}, {:?} to the service itself", ingress.name, shape.name, shape.made);
        let what = format!("{} has passed on what the service has seen: {}", ingress.name, shape.name);
        until(&what, || (ingress.passed_on() == seen(&service)).then_some(()));
    }
    assert!(ingress.passed_on() > 0);
}

#[test]
fn nothing_is_smuggled_through_nginx() {
    nothing_is_smuggled_through(nginx);
}

#[test]
fn nothing_is_smuggled_through_haproxy() {
    nothing_is_smuggled_through(haproxy);
}
