use crate::{Ask, Browser, Line, Log, Output, Raw, Reply, Scrape, Setup, until};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use std::{
    fs::File,
    net::SocketAddr,
    os::fd::OwnedFd,
    path::PathBuf,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};
use tempfile::TempDir;

/// A running service; it ends with this value.
pub struct Service {
    process: Process,
    browser: Browser,
    /// For browsers.
    pub events: SocketAddr,
    /// For Prometheus.
    pub metrics: SocketAddr,
    /// Its stdout.
    pub output: Output,
    /// Its stderr.
    pub log: Log,
    directory: TempDir,
}

/// A process that ends with this value, also where the service is not serving yet.
struct Process(Child);

impl Process {
    fn kill(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    /// None while it runs.
    fn status(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().expect("it is a child")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Service {
    pub(crate) fn start(setup: Setup, mut command: Command, directory: TempDir) -> Self {
        command.stdout(setup.stdout.map_or_else(Stdio::piped, Stdio::from)).stderr(Stdio::piped());
        let child = command.spawn().unwrap_or_else(|error| panic!("starting {command:?}: {error}"));
        let mut process = Process(child);
        let piped = process.0.stdout.take();
        let output = Output::of(piped.unwrap_or_else(nothing), setup.reads_stdout, setup.keeps_stdout);
        let log = Log::of(process.0.stderr.take().expect("piped"));
        let serving = until("the service serves", || {
            let ended = process.status();
            assert!(ended.is_none(), "the service ended ({ended:?}) instead of serving:\n{}", log.text());
            log.entries().into_iter().find(|entry| entry["message"] == "serving")
        });
        let address = |port: &str| serving[port].as_str().and_then(|text| text.parse().ok()).expect("an address");
        let (events, metrics) = (address("events"), address("metrics"));
        Self { process, browser: Browser::to(&format!("http://{events}")), events, metrics, output, log, directory }
    }

    /// A request in the making: POST to `/v1/events`, as JSON, with a good token.
    pub fn ask(&self) -> Ask<'_> {
        self.browser.ask()
    }

    /// Sends events with a good token.
    pub fn post(&self, events: &Value) -> Reply {
        self.ask().json(events).send()
    }

    /// Sends events, and returns their lines: they must be all that is on stdout, after `before` others.
    pub fn written(&self, events: &Value, before: usize) -> Vec<Line> {
        let reply = self.post(events);
        assert_eq!(reply.status, 200, "{}", reply.text());
        let written = reply.json()["written"].as_u64().expect("a count") as usize;
        self.output.lines(before + written).split_off(before)
    }

    /// The line of one event, where there are no others.
    pub fn line_of(&self, event: &Value) -> Line {
        self.written(event, 0).remove(0)
    }

    /// Nothing of what was sent so far has been written, but for `before` lines: the next line is the next event's.
    pub fn wrote_nothing(&self, before: usize) {
        let marker = serde_json::json!({"message": "the service goes on"});
        let lines = self.written(&marker, before);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].json["message"], "the service goes on");
    }

    /// A connection for bytes that no client would send.
    pub fn raw(&self) -> Raw {
        Raw::to(self.events)
    }

    /// The metrics as they are now.
    pub fn scrape(&self) -> Scrape {
        let reply = self.admin("/metrics");
        assert_eq!(reply.status, 200);
        Scrape::read(&reply.text())
    }

    /// A page of the metrics port.
    pub fn admin(&self, path: &str) -> Reply {
        Browser::to(&format!("http://{}", self.metrics)).ask().method("GET").path(path).without("authorization").send()
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.process.0.id()
    }

    /// Bytes of memory that the process has now.
    pub fn memory(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// The most bytes of memory that the process has had.
    pub fn peak_memory(&self) -> u64 {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a process has memory");
        line.trim().trim_end_matches(" kB").trim().parse::<u64>().expect("kilobytes") << 10
    }

    /// Its configuration file.
    pub fn configuration(&self) -> PathBuf {
        self.directory.path().join(super::setup::FILE)
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// SIGKILL.
    pub fn kill(&self) {
        self.signal(Signal::KILL);
    }

    /// SIGINT.
    pub fn interrupt(&self) {
        self.signal(Signal::INT);
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.process.0), signal).expect("it runs");
    }

    /// Waits for its end: the exit code, or none where a signal ended it.
    pub fn ended(&mut self) -> Option<i32> {
        let status = until("the service ends", || self.process.status());
        self.log.read_to_end();
        status.code()
    }
}

/// What there is to read where the lines go into a file.
fn nothing() -> ChildStdout {
    OwnedFd::from(File::open("/dev/null").expect("it is there")).into()
}

impl Drop for Service {
    fn drop(&mut self) {
        self.process.kill();
        if std::thread::panicking() {
            eprintln!("the log of the service:\n{}", self.log.text());
        }
    }
}
