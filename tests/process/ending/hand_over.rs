//! Sockets that whoever starts the service has opened, as systemd does: a restart refuses no connection and loses no request.

use super::killing::all_written;
use rustix::io::{FdFlags, fcntl_setfd};
use sluice_tests::{Genesys, Load, Loaded, Service, Setup};
use std::{
    net::{SocketAddr, TcpListener},
    os::fd::AsRawFd,
    time::Duration,
};

/// The sockets of `deploy/systemd/sluice.socket`.
struct Sockets {
    events: TcpListener,
    metrics: TcpListener,
}

impl Sockets {
    fn open() -> Self {
        let open = || TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        Self { events: open(), metrics: open() }
    }

    fn addresses(&self) -> [SocketAddr; 2] {
        [&self.events, &self.metrics].map(|listener| listener.local_addr().expect("it has an address"))
    }

    /// Starts a service that gets them as descriptors 3 and 4.
    fn start(&self, setup: Setup) -> Service {
        let numbers = [&self.events, &self.metrics].map(|listener| {
            fcntl_setfd(listener, FdFlags::empty()).expect("it is open");
            listener.as_raw_fd().to_string()
        });
        let script = r#"exec 3<&"$0" 4<&"$1"; LISTEN_FDS=2 LISTEN_PID=$$ exec "${@:2}""#;
        setup.under(&["bash", "-c", script, &numbers[0], &numbers[1]]).start()
    }
}

#[test]
fn a_restart_under_load_refuses_no_connection_and_loses_no_request() {
    let (genesys, sockets) = (Genesys::start(), Sockets::open());
    // Nobody has to be sent away first: the next process takes what waits.
    let setup = || Setup::new(&genesys).edge([]).set("server.drain_grace_ms", 0);
    let mut service = sockets.start(setup());
    assert_eq!([service.events, service.metrics], sockets.addresses());
    let address = service.events;
    let (mut lines, mut told) = (Vec::new(), Loaded::default());
    for round in 0..2 {
        let load = |tag: &str| Load::tagged(address, 4, 200, Duration::ZERO, &format!("{tag}-{round}-"));
        let running = load("running");
        running.acknowledged(300);
        service.terminate();
        assert_eq!(service.ended(), Some(0));
        lines.extend(service.output.read_to_end());
        // Nobody serves: they wait in the queue of the socket.
        let waiting = load("waiting");
        service = sockets.start(setup());
        waiting.acknowledged(300);
        let (running, waiting) = (running.stop(), waiting.stop());
        // A connection that is kept may be closed while its next request is on the way; that one is the client's to try again
        // (<https://www.rfc-editor.org/rfc/rfc9112#section-9.3.1>).
        assert_eq!((&running.refused, &waiting.refused, &waiting.broken), (&vec![], &vec![], &vec![]));
        assert!(running.broken.len() <= 4, "{:?}", running.broken);
        told.acknowledged.extend(running.acknowledged.into_iter().chain(waiting.acknowledged));
    }
    service.terminate();
    assert_eq!(service.ended(), Some(0));
    lines.extend(service.output.read_to_end());
    all_written(&lines, &told);
}

#[test]
fn what_was_handed_over_to_another_process_is_not_taken() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).variable("LISTEN_FDS", "2").variable("LISTEN_PID", "1").start();
    service.post(&sluice_tests::event("m")).counts(1, 0, 0);
}

#[test]
fn a_descriptor_that_is_no_socket_is_an_error_that_says_which() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).under(&[
        "sh",
        "-c",
        r#"exec 3</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$@""#,
    ]);
    let ended = setup.start_in_vain();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("taking the socket number 0 that was handed over"), "{}", ended.stderr);
}
