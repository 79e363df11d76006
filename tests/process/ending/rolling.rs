//! Three replicas behind HAProxy with TLS, which asks each whether it is ready: replaced one after the other under load, as a
//! rolling update does, and one killed.

use super::killing::all_written;
use serde_json::json;
use sluice_tests::{Browser, Certificate, Genesys, Line, Loaded, Program, Service, Setup, directory, free_port, until};
use std::{
    fs,
    net::TcpStream,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::{self, JoinHandle},
};
use tempfile::TempDir;

/// A connection to a replica for each request: of a request on a connection that was used before, HAProxy's log does not say that it
/// failed.
const NEW_CONNECTIONS: &str = "option http-server-close";
/// As HAProxy does unless it is told otherwise.
const KEPT_CONNECTIONS: &str = "option http-keep-alive";
const REPLICAS: usize = 3;
const CLIENTS: usize = 6;
/// Events of one batch.
const EVENTS: usize = 3;

/// Where a replica may be, and for a health check.
#[derive(Clone, Copy)]
struct Place {
    events: u16,
    metrics: u16,
}

impl Place {
    fn free() -> Self {
        Self { events: free_port(), metrics: free_port() }
    }

    fn start(self, genesys: &Genesys) -> Service {
        let address = |port| format!("127.0.0.1:{port}");
        let setup = Setup::new(genesys).edge([]).set("server.listen", address(self.events));
        setup.set("metrics.listen", address(self.metrics)).set("server.drain_grace_ms", 1_000).start()
    }
}

/// HAProxy before all places.
struct Ingress {
    port: u16,
    certificate: Certificate,
    program: Program,
    _directory: TempDir,
}

impl Ingress {
    fn before(places: &[Place], connections: &str) -> Self {
        let own = tempfile::tempdir_in(directory()).expect("the run's directory can be written");
        let certificate = Certificate::new();
        let pem = certificate.files().map(|file| fs::read_to_string(file).expect("it is there")).concat();
        let bundle = own.path().join("bundle.pem");
        fs::write(&bundle, pem).expect("it can be written");
        let servers: String = places
            .iter()
            .enumerate()
            .map(|(number, Place { events, metrics })| {
                format!("    server s{number} 127.0.0.1:{events} check port {metrics} inter 100 fall 1 rise 1\n")
            })
            .collect();
        let (program, port) = Program::on_free_port(|port| {
            let file = own.path().join("haproxy.cfg");
            let text = format!(
                "global\n    log stderr format raw local0\ndefaults\n    mode http\n    log global\n    \
                 log-format \"request %s %ts tries %rc status %ST\"\n    timeout connect 2s\n    timeout client 60s\n    timeout server 60s\n    timeout check 20s\n    \
                 retries 3\n    option redispatch 1\n    {connections}\nfrontend browsers\n    \
                 bind 127.0.0.1:{port} ssl crt {} alpn h2,http/1.1\n    default_backend sluice\nbackend sluice\n    \
                 option httpchk GET /ready\n{servers}",
                bundle.display()
            );
            fs::write(&file, text).expect("it can be written");
            let mut command = Command::new("haproxy");
            command.arg("-db").arg("-f").arg(file);
            command
        });
        let ingress = Self { port, certificate, program, _directory: own };
        // It takes all for ready until it has asked them.
        let is_known = |(number, place): (usize, &Place)| {
            TcpStream::connect(("127.0.0.1", place.events)).is_ok()
                || ingress.program.log.text().contains(&format!("sluice/s{number} is DOWN"))
        };
        until("it knows which replicas are there", || places.iter().enumerate().all(is_known).then_some(()));
        ingress
    }

    /// Lines of its log about requests that got no 200, with the server that had them, and how that ended.
    fn failed(&self) -> Vec<String> {
        let text = self.program.log.text();
        let requests = text.lines().filter(|line| line.starts_with("request "));
        // CR: the client closed its connection before it had sent a request.
        requests.filter(|line| !line.ends_with(" 200") && !line.contains(" CR ")).map(str::to_owned).collect()
    }

    /// A client with connections of its own.
    fn browser(&self) -> Browser {
        Browser::trusting(&format!("https://localhost:{}", self.port), self.certificate.der())
    }
}

/// Pages that send one batch after another.
struct Pages {
    stop: Arc<AtomicBool>,
    loaded: Arc<Mutex<Loaded>>,
    clients: Vec<JoinHandle<()>>,
}

impl Pages {
    fn through(ingress: &Ingress) -> Self {
        let (stop, loaded) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Loaded::default())));
        let start = |client| {
            let (stop, loaded, browser) = (Arc::clone(&stop), Arc::clone(&loaded), ingress.browser());
            thread::spawn(move || {
                for batch in (0..).take_while(|_| !stop.load(Relaxed)) {
                    send(&browser, &loaded, &format!("{client}-{batch}"));
                }
            })
        };
        Self { clients: (0..CLIENTS).map(start).collect(), stop, loaded }
    }

    fn acknowledged(&self) -> usize {
        self.loaded.lock().expect("clients do not panic").acknowledged.len()
    }

    fn failed(&self) -> usize {
        let loaded = self.loaded.lock().expect("clients do not panic");
        loaded.broken.len() + loaded.refused.len()
    }

    /// Waits until so many more events have been acknowledged.
    fn go_on(&self, events: usize) {
        let goal = self.acknowledged() + events;
        until(&format!("{events} more events are acknowledged"), || (self.acknowledged() >= goal).then_some(()));
    }

    fn end(self) -> Loaded {
        self.stop.store(true, Relaxed);
        self.clients.into_iter().for_each(|client| client.join().expect("clients do not panic"));
        std::mem::take(&mut *self.loaded.lock().expect("clients do not panic"))
    }
}

fn send(browser: &Browser, loaded: &Mutex<Loaded>, batch: &str) {
    let names: Vec<_> = (0..EVENTS).map(|event| format!("{batch}-{event}")).collect();
    let events: Vec<_> = names.iter().map(|name| json!({"name": name})).collect();
    let reply = browser.ask().json(&json!(events)).try_send();
    let mut loaded = loaded.lock().expect("clients do not panic");
    match reply {
        Ok(reply) if reply.status == 200 => loaded.acknowledged.extend(names),
        Ok(reply) => loaded.refused.push(reply.status),
        Err(error) => loaded.broken.push(error),
    }
}

/// Replaces one replica after the other, as a rolling update does. What those have written that are gone.
fn replace_all(
    replicas: &mut Vec<Service>,
    next: &[Place],
    genesys: &Genesys,
    ingress: &Ingress,
    pages: &Pages,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for place in next {
        let new = place.start(genesys);
        until("the new replica is used", || (new.output.count() > 0).then_some(()));
        let mut old = replicas.remove(0);
        old.terminate();
        assert_eq!(old.ended(), Some(0));
        lines.extend(old.output.read_to_end());
        replicas.push(new);
        pages.go_on(300);
    }
    assert_eq!(pages.failed(), 0, "{}", ingress.failed().join("\n"));
    lines
}

/// Lets the replicas end, and says what they have written.
fn end(replicas: Vec<Service>) -> Vec<Line> {
    let end = |mut replica: Service| {
        replica.terminate();
        assert_eq!(replica.ended(), Some(0));
        replica.output.read_to_end()
    };
    replicas.into_iter().flat_map(end).collect()
}

/// Replicas, and load that reaches all of them.
fn start(genesys: &Genesys, places: &[Place], connections: &str) -> (Vec<Service>, Ingress, Pages) {
    let replicas: Vec<_> = places[..REPLICAS].iter().map(|place| place.start(genesys)).collect();
    let ingress = Ingress::before(places, connections);
    let pages = Pages::through(&ingress);
    until("all replicas are used", || replicas.iter().all(|replica| replica.output.count() > 0).then_some(()));
    (replicas, ingress, pages)
}

#[test]
fn replicas_are_replaced_without_a_failed_request_and_a_killed_one_loses_nothing_acknowledged() {
    let genesys = Genesys::start();
    let places: Vec<_> = (0..2 * REPLICAS).map(|_| Place::free()).collect();
    let (mut replicas, ingress, pages) = start(&genesys, &places, NEW_CONNECTIONS);
    let mut lines = replace_all(&mut replicas, &places[REPLICAS..], &genesys, &ingress, &pages);

    let mut killed = replicas.remove(0);
    killed.kill();
    killed.ended();
    lines.extend(killed.output.read_to_end());
    pages.go_on(600);
    let loaded = pages.end();
    // All that failed was with the killed one, which may have accepted connections while it ended.
    let failed = ingress.failed();
    assert!(failed.iter().all(|line| line.starts_with("request s3 ")), "{failed:?}");
    // Of some, HAProxy only closes the connection, so that a browser tries again, and logs nothing.
    assert!(loaded.refused.len() <= failed.len(), "{:?} {failed:?}", loaded.refused);
    lines.extend(end(replicas));
    all_written(&lines, &loaded);
}

#[test]
fn replicas_with_connections_that_are_kept_are_replaced_without_a_failed_request() {
    let genesys = Genesys::start();
    let places: Vec<_> = (0..2 * REPLICAS).map(|_| Place::free()).collect();
    let (mut replicas, ingress, pages) = start(&genesys, &places, KEPT_CONNECTIONS);
    let mut lines = replace_all(&mut replicas, &places[REPLICAS..], &genesys, &ingress, &pages);
    let loaded = pages.end();
    assert_eq!((&loaded.broken, &loaded.refused), (&vec![], &vec![]));
    lines.extend(end(replicas));
    all_written(&lines, &loaded);
}
