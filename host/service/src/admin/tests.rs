//! What `/live` says while a thread does not come back, and `/ready` while stdout cannot be written, over a real socket.

use super::*;
use crate::{
    components::Components,
    config::Config,
    metrics::Metrics,
    reload::{Reload, Sources},
};
use sluice_event::PseudonymKey;
use sluice_identity::Authenticator;
use sluice_output::Stdout;
use sluice_sandbox::{FilterEngine, LoaderCommand, Watchdog};
use std::{
    fs::File,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    os::fd::OwnedFd,
    path::Path,
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread::JoinHandle,
};

/// A thread in a watched run that uses the processor all the time, until this is dropped.
struct Stuck {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Stuck {
    fn start(watchdog: &Arc<Watchdog>, filter: &'static str, is_serving: bool) -> Self {
        let (stop, begun) = (Arc::new(AtomicBool::new(false)), Arc::new(Barrier::new(2)));
        let (watchdog, stopped, begins) = (Arc::clone(watchdog), Arc::clone(&stop), Arc::clone(&begun));
        let thread = std::thread::spawn(move || {
            let _watched = watchdog.watch_as(["tenant", filter], 1, is_serving);
            begins.wait();
            while !stopped.load(Relaxed) {
                std::hint::spin_loop();
            }
        });
        begun.wait();
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Stuck {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// A service without filters that listens on nothing and writes to `stdout`.
fn service(store: &Path, stdout: OwnedFd) -> Arc<Service> {
    let text = format!("store.directory = {:?}\npool.sandboxes = 2\npool.slots = 2\n", store.display().to_string());
    let variables = vec![("TELEMETRY_SERVICES_AUTH".to_owned(), "http://127.0.0.1:1".to_owned())];
    let file = Path::new("/etc/sluice/sluice.toml");
    let config = Config::parse(&text, file, variables.clone().into_iter()).expect("a configuration");
    let metrics = Arc::new(Metrics::new().expect("metrics"));
    let loader = LoaderCommand { program: "/nonexistent".into(), arguments: Vec::new() };
    let engine =
        FilterEngine::new(&config.pool, &config.store, loader, Arc::clone(&metrics.filters)).expect("an engine");
    let watchdog = engine.watchdog();
    let (sources, key) = (Sources { file: file.to_owned(), variables }, PseudonymKey::from_bytes([7; 32]));
    let reload =
        Reload::start(sources, config.clone(), Components::cached_only(&config), engine, Arc::clone(&metrics), key)
            .expect("no filters");
    let auth = Authenticator::new(&config.auth, metrics.auth.clone()).expect("it is asked nothing");
    let stdout = Stdout::new(stdout, config.stdout.clone(), metrics.stdout.clone()).expect("a thread");
    let chains = (reload.tenants(), reload.status());
    Arc::new(Service::new(config, metrics, auth, chains, watchdog, stdout).expect("threads"))
}

fn open(device: &str) -> OwnedFd {
    File::options().write(true).open(device).expect("a device").into()
}

fn until(holds: impl Fn() -> bool) {
    let began = std::time::Instant::now();
    while !holds() {
        assert!(began.elapsed() < std::time::Duration::from_secs(60), "waited in vain");
        std::thread::yield_now();
    }
}

/// Status line and body.
fn live(address: SocketAddr) -> (String, String) {
    ask(address, "/live")
}

fn ask(address: SocketAddr, path: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "GET {path} HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n").expect("it is read");
    let mut text = String::new();
    stream.read_to_string(&mut text).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
}

#[test]
fn live_tells_that_a_thread_that_serves_does_not_come_back() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a thread");
    let _within = runtime.enter();
    let directory = tempfile::tempdir().expect("a directory");
    let service = service(&directory.path().join("store"), open("/dev/null"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let ended = Shutdown::default();
    start(listener, Arc::clone(&service), ended.clone()).expect("a thread");
    assert_eq!(live(address), ("HTTP/1.1 200 OK".to_owned(), "live\n".to_owned()));

    let in_slow_lane = Stuck::start(&service.watchdog, "slow", false);
    until(|| service.metrics.filters.threads_overdue.get() > 0);
    assert_eq!(live(address).1, "live\n", "no thread that serves is held up");

    let serving = Stuck::start(&service.watchdog, "hostile", true);
    until(|| service.watchdog.overdue().is_some());
    let (status, body) = live(address);
    assert_eq!(status, "HTTP/1.1 503 Service Unavailable");
    assert!(body.starts_with("not live: ") && body.contains("filter `hostile` of chain `tenant`"), "{body}");
    drop((serving, in_slow_lane));
    until(|| service.watchdog.overdue().is_none());
    assert_eq!(live(address), ("HTTP/1.1 200 OK".to_owned(), "live\n".to_owned()));
    ended.request();
}

#[test]
fn ready_tells_why_stdout_cannot_be_written() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a thread");
    let _within = runtime.enter();
    let directory = tempfile::tempdir().expect("a directory");
    let service = service(&directory.path().join("store"), open("/dev/full"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let ended = Shutdown::default();
    start(listener, Arc::clone(&service), ended.clone()).expect("a thread");
    assert_eq!(ask(address, "/ready"), ("HTTP/1.1 200 OK".to_owned(), "ready\n".to_owned()));

    let written = runtime.block_on(service.stdout.write(b"refused\n".to_vec(), 1));
    assert_eq!(written, Err(sluice_output::WriteError::Busy));
    let (status, body) = ask(address, "/ready");
    assert_eq!(status, "HTTP/1.1 503 Service Unavailable");
    assert!(body.contains("no space left"), "{body}");
    assert_eq!(live(address).1, "live\n", "a restart makes no room");
    ended.request();
}

/// Whether the service has closed it; waits for that if it has to.
fn is_closed(mut stream: &TcpStream) -> bool {
    stream.read(&mut [0; 1]).is_ok_and(|bytes| bytes == 0)
}

#[test]
fn connections_that_are_silent_make_way_and_end_after_a_while() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a thread");
    let _within = runtime.enter();
    let directory = tempfile::tempdir().expect("a directory");
    let service = service(&directory.path().join("store"), open("/dev/null"));
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let ended = Shutdown::default();
    let limits = Limits { connections: 2, silence: Duration::from_millis(500) };
    start_within(limits, listener, Arc::clone(&service), ended.clone()).expect("a thread");
    let silent: Vec<_> = (0..20).map(|_| TcpStream::connect(address).expect("it listens")).collect();
    assert_eq!(live(address).1, "live\n");
    assert!(silent.iter().all(is_closed));
    ended.request();
}
