//! Readers of stdout that are slow, stop, or go away.

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::{Value, json};
use sluice_tests::{Filter, Genesys, Load, Service, Setup, directory, event, until};
use std::{
    collections::HashSet,
    fs::File,
    io::{BufRead, BufReader},
};

const MIB: u64 = 1 << 20;

#[test]
fn a_reader_that_stops_bounds_memory_and_loses_nothing_and_all_goes_on_when_it_reads_again() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).set("stdout.max_waiting_bytes", 256 << 10).set("stdout.max_wait_ms", 20);
    let service = setup.start();
    // What the clients send at once is more than pipe and queue hold together.
    let warm = Load::on(service.events, 12, 20_000);
    warm.acknowledged(600);
    let warm = warm.stop();
    service.output.stop_reading();
    let before = service.memory();

    let load = Load::on(service.events, 12, 20_000);
    load.refused(500);
    // A hundred times what may wait has been refused by now.
    let grown = service.memory().saturating_sub(before);
    assert!(grown < 16 * MIB, "memory has grown by {} MiB", grown / MIB);
    assert!(service.scrape().sum("telemetry_stdout_waiting_bytes", &[]) <= f64::from(256 << 10));
    assert!(service.scrape().sum("telemetry_stdout_refused_total", &[]) >= 500.0);
    assert_eq!(service.admin("/live").status, 200);

    let stalled = load.so_far();
    service.output.read_again();
    load.acknowledged(stalled + 600);
    let loaded = load.stop();
    assert!(loaded.refused.iter().all(|status| *status == 503), "{:?}", loaded.refused);
    assert_eq!(loaded.broken, Vec::<String>::new());
    let acknowledged = warm.acknowledged.len() + loaded.acknowledged.len();
    until("everything acknowledged is read", || (service.output.count() >= acknowledged).then_some(()));
    let lines = service.output.so_far();
    let names: HashSet<_> = lines.iter().filter_map(|line| line.at("/name").as_str()).collect();
    assert!(loaded.acknowledged.iter().all(|name| names.contains(name.as_str())), "an acknowledged event is lost");
}

/// The ends of a pipe with a name: for who reads and for the service.
fn named_pipe() -> (File, File) {
    let own = tempfile::tempdir_in(directory()).expect("the run's directory can be written");
    let path = own.path().join("stdout");
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    // To open one end alone would wait for the other.
    let _both = File::options().read(true).write(true).open(&path).expect("it is there");
    let reader = File::open(&path).expect("it is there");
    (reader, File::options().write(true).open(&path).expect("it is there"))
}

/// What the log says of stdout, by level.
fn said_of_stdout(service: &Service, level: &str) -> Vec<Value> {
    let said = |entry: &Value| entry["target"] == "sluice::stdout" && entry["level"] == level;
    service.log.entries().into_iter().filter(said).collect()
}

#[test]
fn requests_whose_lines_nobody_reads_get_503_in_time_and_exactly_what_was_acknowledged_is_read_later() {
    let genesys = Genesys::start();
    let (reader, writer) = named_pipe();
    let mut service = Setup::new(&genesys).edge([]).stdout(writer).start();
    // All that they send at once is far below what may wait.
    let load = Load::on(service.events, 20, 1_000);
    load.refused(200);
    let stalled = load.so_far();
    let ready = service.admin("/ready");
    assert_eq!(ready.status, 503);
    assert!(ready.text().contains("stdout takes no lines"), "{}", ready.text());
    let scrape = service.scrape();
    assert_eq!(scrape.get("telemetry_stdout_blocked", &[]), Some(1.0));
    assert!(scrape.sum("telemetry_stdout_refused_total", &[]) >= 200.0);
    assert_eq!(scrape.sum("telemetry_tenant_limited_total", &[]), 0.0);
    assert_eq!(said_of_stdout(&service, "error").len(), 1, "{}", service.log.text());

    let reading = std::thread::spawn(|| {
        let lines = BufReader::new(reader).lines().map(|line| line.expect("UTF-8"));
        let names = lines.map(|line| serde_json::from_str::<Value>(&line).expect("a whole line")["name"].clone());
        names.filter_map(|name| name.as_str().map(str::to_owned)).collect::<Vec<_>>()
    });
    until("the service is ready", || (service.admin("/ready").status == 200).then_some(()));
    load.acknowledged(stalled + 600);
    let loaded = load.stop();
    assert_eq!(said_of_stdout(&service, "info").len(), 1, "{}", service.log.text());
    service.terminate();
    assert_eq!(service.ended(), Some(0));
    assert_eq!(loaded.broken, Vec::<String>::new());
    assert!(loaded.refused.iter().all(|status| *status == 503), "{:?}", loaded.refused);
    let read = reading.join().expect("the reader does not panic");
    let names = HashSet::from_iter(read.iter().cloned());
    assert_eq!(read.len(), names.len(), "a line was written twice");
    assert!(names == loaded.acknowledged, "{} lines, {} acknowledged", names.len(), loaded.acknowledged.len());
}

#[test]
fn a_full_disk_is_said_once_in_the_log_and_requests_are_refused_at_once() {
    let genesys = Genesys::start();
    let full = File::options().write(true).open("/dev/full").expect("a device");
    let service = Setup::new(&genesys).edge([]).stdout(full).start();
    for _ in 0..20 {
        service.post(&event("refused")).refuses(503, "stdout_busy");
    }
    let ready = service.admin("/ready");
    assert_eq!(ready.status, 503);
    assert!(ready.text().contains("no space left"), "{}", ready.text());
    let scrape = service.scrape();
    assert_eq!(scrape.sum("telemetry_stdout_refused_total", &[]), 20.0);
    assert!(scrape.sum("telemetry_stdout_write_errors_total", &[("error", "no_space")]) > 0.0);
    let said = said_of_stdout(&service, "error");
    assert_eq!(said.len(), 1, "{}", service.log.text());
    assert_eq!(said[0]["error"], "No space left on device (os error 28)");
}

#[test]
fn a_request_is_not_answered_before_its_lines_are_accepted() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).set("stdout.max_wait_ms", 60_000).unread();
    let service = setup.start();
    // More than a pipe holds.
    let large = json!(vec![event(&"x".repeat(10_000)); 300]);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| service.post(&large));
        until("its lines wait", || (service.scrape().sum("telemetry_stdout_waiting_bytes", &[]) > 0.0).then_some(()));
        assert!(!waiting.is_finished());
        service.output.read_again();
        waiting.join().expect("a reply").counts(300, 0, 0);
    });
    service.output.lines(300);
}

#[test]
fn a_busy_stdout_is_said_with_a_time_to_come_back() {
    let genesys = Genesys::start();
    // The request that waits has the only seat of its tenant: another that wanted one would get 429.
    let setup = Setup::new(&genesys).edge([]).set("fairness.concurrent", 1).set("stdout.max_wait_ms", 10);
    // More than any pipe takes.
    let service = setup.unread().start();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| service.post(&json!(vec![event(&"x".repeat(10_000)); 300])));
        until("its lines have waited", || (service.admin("/ready").status == 503).then_some(()));
        let reply = service.post(&event("refused"));
        reply.refuses(503, "stdout_busy");
        assert!(["1", "2"].contains(&reply.header("retry-after")), "{:?}", reply.headers);
        service.output.read_again();
        waiting.join().expect("a reply").counts(300, 0, 0);
    });
    let lines = service.output.lines(300);
    assert!(lines.iter().all(|line| line.at("/message") != "refused"));
}

#[test]
fn a_reader_that_goes_away_ends_the_service_with_its_own_code() {
    let genesys = Genesys::start();
    let mut service = Setup::new(&genesys).edge([]).start();
    service.post(&event("read")).counts(1, 0, 0);
    service.output.lines(1);
    service.output.close();
    service.post(&event("lost")).refuses(503, "stdout_closed");
    assert_eq!(service.ended(), Some(4));
    let said =
        |service: &Service| service.log.entries().iter().any(|entry| entry["message"].to_string().contains("stdout"));
    assert!(said(&service), "{}", service.log.text());
}

#[test]
fn a_log_that_nobody_reads_does_not_hold_the_service_up() {
    let genesys = Genesys::start();
    // Lines of 4 KiB for each run: many times what the pipe takes.
    let chatty = Filter::hostile("long-log").set("log", "debug");
    let service = Setup::new(&genesys).edge([chatty]).start();
    service.log.stop_reading();
    for _ in 0..200 {
        service.post(&event("m")).counts(1, 0, 0);
    }
    let written = service.scrape().sum("telemetry_filter_log_lines_total", &[("fate", "written")]);
    assert!(written >= 200.0, "{written} lines");
    service.log.read_again();
}
