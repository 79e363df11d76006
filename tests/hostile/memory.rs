//! Clients that make the service hold what nobody reads, or work on what says nothing: it all counts, and there is an end
//! to it. How this goes in a control group of 256 MiB is in ARCHITECTURE.md.

pub(crate) mod http2;

use http2::{DATA, FLOODS, begin, frame, request, wait_for_credit};
use serde_json::json;
use sluice_identity::stand_in::{AGENT_2, Behaviour, SUPERVISOR_1};
use sluice_tests::{Genesys, Raw, Service, Setup, event, runtime, until};
use std::{io::Write, net::TcpStream, thread};

/// Sends as a client that behaves, whose token is known.
fn is_answered(service: &Service) {
    service.ask().token(AGENT_2.token).json(&event("beside it")).send().counts(1, 0, 0);
}

#[test]
fn frames_that_carry_nothing_end_their_connection_with_goaway() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).start();
    for (name, flood) in FLOODS {
        let mut raw = service.raw();
        raw.send(begin()).send(request("11111111-2222-4333-8444-555555555555", 1, 1000));
        // The connection may be gone before all of it is sent.
        let _ = raw.try_send(flood().repeat(20_000));
        let said = raw.rest();
        let goaway = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 11];
        assert!(said.windows(goaway.len()).any(|bytes| bytes == goaway), "{name}: {said:?}");
        is_answered(&service);
    }
    let ended = service.scrape().sum("telemetry_http_connections_ended_total", &[("reason", "frames")]);
    assert_eq!(ended, FLOODS.len() as f64);
}

#[test]
fn bodies_of_strangers_that_nobody_reads_stay_within_the_budget() {
    const CONNECTIONS: usize = 40;
    let genesys = Genesys::start();
    let service = Setup::new(&genesys)
        .edge([])
        .set("server.max_connection_bytes", 8 << 20)
        .set("auth.timeout_ms", 20_000)
        .set("body.max_bytes", 1 << 20)
        .start();
    is_answered(&service);
    let before = service.memory();
    genesys.behave(Behaviour::Hang);
    let senders: Vec<_> = (0..CONNECTIONS)
        .map(|number| {
            let mut raw = service.raw();
            // 32 streams, each with all that its window takes: 80 MiB of all connections together.
            thread::spawn(move || {
                wait_for_credit(raw.send(begin()));
                for stream in (1..64).step_by(2) {
                    let token = format!("{number:08}-2222-4333-8444-{stream:012}");
                    let body = frame(DATA, 0, stream, &[b' '; 16_000]).repeat(4);
                    if raw.try_send([request(&token, stream, 1_000_000), body].concat()).is_err() {
                        break;
                    }
                }
                raw
            })
        })
        .collect();
    until("some strangers are asked about", || (genesys.lookups() > 20).then_some(()));
    (0..200).for_each(|_| is_answered(&service));
    let grown = service.peak_memory().saturating_sub(before);
    assert!(grown < 40 << 20, "{} MiB for a budget of 8", grown >> 20);
    drop(service);
    senders.into_iter().for_each(|sender| drop(sender.join()));
}

#[test]
fn heads_that_do_not_end_are_counted() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("server.max_connection_bytes", 20 * (16 << 10)).start();
    let head = format!("POST /v1/events HTTP/1.1\r\nx: {}", "a".repeat(30_000));
    let mut heads: Vec<_> = (0..10).map(|_| service.raw()).collect();
    // Connections that are ended in the middle take no more of it.
    heads.iter_mut().for_each(|raw| drop(raw.try_send(&head)));
    until("those for whom there is no room are ended", || {
        let ended = service.scrape().sum("telemetry_http_connections_ended_total", &[("reason", "memory")]);
        (ended > 0.0).then_some(())
    });
    drop(heads);
    until("there is room again", || {
        let mut raw = service.raw();
        let _ = raw.try_send(Raw::request(&event("m").to_string()));
        raw.try_reply().ok().flatten().filter(|reply| reply.status == 200)
    });
}

#[test]
fn bodies_of_one_token_that_never_come_leave_seats_to_its_tenant() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).edge([]).set("fairness.concurrent", 8).start();
    service.post(&event("the token is known")).counts(1, 0, 0);
    let mut waiting: Vec<_> = (0..8).map(|_| service.raw()).collect();
    for raw in &mut waiting {
        raw.send(Raw::head("content-length: 10\r\n"));
    }
    let limited = || service.scrape().sum("telemetry_tenant_limited_total", &[]);
    until("all but its share are refused", || (limited() == 6.0).then_some(()));
    service.ask().token(SUPERVISOR_1.token).json(&event("another user")).send().counts(1, 0, 0);
}

#[test]
fn idle_connections_that_fill_the_budget_shut_out_nobody() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("server.max_connections_per_peer", 10_000);
    let service = setup.set("server.max_connection_bytes", 40 * (16 << 10)).start();
    // With HTTP/2, they take more than an idle connection's share of the budget.
    let idle: Vec<_> = (0..200)
        .map(|number| {
            let mut raw = service.raw();
            let _ = raw.try_send(if number % 2 == 0 { begin() } else { b"P".to_vec() });
            raw
        })
        .collect();
    (0..20).for_each(|_| is_answered(&service));
    drop(idle);
}

/// A client with a small buffer for replies.
fn connect_with_little_room(service: &Service) -> TcpStream {
    let connected = runtime().block_on(async {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(4 << 10)?;
        socket.connect(service.events).await?.into_std()
    });
    let stream = connected.expect("the service listens");
    stream.set_nonblocking(false).expect("an option can be set");
    stream
}

#[test]
fn clients_that_do_not_read_their_replies_hold_little_and_shut_out_nobody() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("server.max_connections_per_peer", 10_000);
    let service = setup.set("server.max_connection_bytes", 40 * (16 << 10)).start();
    let before = service.memory();
    let requests = "POST /none HTTP/1.1\r\nhost: sluice\r\ncontent-length: 2\r\n\r\n{}".repeat(5_000);
    thread::scope(|scope| {
        for _ in 0..20 {
            // It takes no more than the kernel's buffers and what one connection may hold.
            scope.spawn(|| connect_with_little_room(&service).write_all(requests.as_bytes()));
        }
        until("some of their requests were read", || {
            (service.scrape().sum("telemetry_http_rejections_total", &[]) >= 20.0).then_some(())
        });
        (0..20).for_each(|_| is_answered(&service));
        let memory = service.memory();
        assert!(memory < before + (32 << 20), "{memory} bytes, {before} before");
        // The others wait in their connections for as long as the service lives.
        service.kill();
    });
}

#[test]
fn large_batches_of_one_sender_are_taken_one_after_another_and_nobody_is_refused() {
    let genesys = Genesys::start();
    let service = Setup::new(&genesys).counted().start();
    let events: Vec<_> = (0..400).map(|number| event(&format!("{number} {}", "of many ".repeat(100)))).collect();
    let batch = json!(events).to_string();
    assert!(batch.len() > 300_000);
    thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| service.post(&json!(events)).counts(400, 0, 0));
        }
        (0..50).for_each(|_| is_answered(&service));
    });
    until("all lines are there", || (service.output.count() == 12 * 400 + 50).then_some(()));
}

#[test]
fn check_says_what_may_be_in_use_and_refuses_what_does_not_fit() {
    let genesys = Genesys::start();
    let setup = || {
        // What the tests set by default is for a large machine.
        let setup = Setup::new(&genesys).edge([]).set("pool.sandboxes", 4).set("pool.slots", 16);
        setup.set("memory.limit_bytes", 300 << 20)
    };
    let good = setup().check();
    assert_eq!(good.code, Some(0), "{good:?}");
    assert!(good.stdout.contains("of 300 MiB (memory.limit_bytes) may be in use"), "{good:?}");
    let bad = setup().set("body.max_buffered_bytes", 400 << 20).check();
    assert_eq!(bad.code, Some(2), "{bad:?}");
    assert!(bad.stderr.contains("400 requests (body.max_buffered_bytes)"), "{bad:?}");
    let service = setup().start();
    let said = |entry: &serde_json::Value| entry["message"].as_str().is_some_and(|text| text.starts_with("memory: "));
    assert!(service.log.entries().iter().any(said), "{}", service.log.text());
    service.post(&json!([event("m")])).counts(1, 0, 0);
}
