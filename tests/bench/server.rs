use crate::peers;
use rustix::{
    process::Pid,
    thread::{CpuSet, sched_setaffinity},
};
use sluice_tests::{Filter, Genesys, Output, Service, Setup, native_reference};
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

/// The core of the server, where it has one only; the load and the reader of stdout have the other.
pub const SERVER_CORE: usize = 0;
pub const LOAD_CORE: usize = 1;

/// Who does the work.
#[derive(Clone, Debug)]
pub enum Contestant {
    /// The native reference.
    Reference,
    /// Envoy with the reference's redaction as a filter.
    Envoy,
    /// The service with these filters at the edge. With `always_sandboxed`, also runs whose calls are known have a sandbox.
    Sluice { filters: Vec<&'static str>, cores: usize, always_sandboxed: bool },
}

/// A contestant that runs.
pub enum Server {
    Other { child: Child, address: SocketAddr, output: Output },
    Sluice(Box<Service>),
}

/// What becomes of the lines that are read of a contestant's stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    Counted,
    Kept,
}

impl Lines {
    pub fn of(self, stdout: ChildStdout) -> Output {
        match self {
            Self::Counted => Output::counting(stdout),
            Self::Kept => Output::keeping(stdout),
        }
    }
}

impl Contestant {
    pub fn start(&self, genesys: &Genesys, lines: Lines) -> Server {
        match self {
            Self::Reference => start_reference(lines),
            Self::Envoy => peers::envoy::start(lines),
            Self::Sluice { filters, cores, always_sandboxed } => {
                let on_cores = if *cores == 1 { SERVER_CORE.to_string() } else { format!("{SERVER_CORE},{LOAD_CORE}") };
                let mut setup = setup(genesys, filters).under(&["taskset", "-c", &on_cores]);
                if *always_sandboxed {
                    setup = setup.set("pool.recorded_bytes", 0);
                }
                let workers = i64::try_from(*cores).expect("a few");
                setup = setup.set("server.worker_threads", workers);
                if lines == Lines::Counted {
                    setup = setup.counted();
                }
                Server::Sluice(Box::new(setup.start()))
            }
        }
    }
}

/// The service as it comes, with these filters; the same one more than once has a number after its name.
pub fn setup(genesys: &Genesys, filters: &[&'static str]) -> Setup {
    let named = filters
        .iter()
        .enumerate()
        .map(|(place, name)| Filter::at(&format!("{name}-{place}"), sluice_tests::component(name)));
    Setup::new(genesys).set("limits.cpu_ms", 10).edge(named)
}

fn start_reference(lines: Lines) -> Server {
    let mut command = Command::new("taskset");
    command.args(["-c", &SERVER_CORE.to_string()]).arg(native_reference()).arg("1");
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("taskset is there");
    let output = lines.of(child.stdout.take().expect("piped"));
    let mut said = String::new();
    BufReader::new(child.stderr.take().expect("piped")).read_line(&mut said).expect("it says where it listens");
    let address = said.trim().parse().unwrap_or_else(|_| {
        panic!("the reference said {said:?}; build it alone: cargo build --release -p native-reference")
    });
    Server::Other { child, address, output }
}

impl Server {
    pub fn address(&self) -> SocketAddr {
        match self {
            Self::Other { address, .. } => *address,
            Self::Sluice(service) => service.events,
        }
    }

    /// Whether it has ended by itself; the service says so when it starts.
    pub fn has_ended(&mut self) -> bool {
        match self {
            Self::Other { child, .. } => child.try_wait().expect("it is a child").is_some(),
            Self::Sluice(_) => false,
        }
    }

    /// From now on, every thread that it has.
    pub fn keep_to(&self, core: usize) {
        let mut own = CpuSet::new();
        own.set(core);
        for thread in std::fs::read_dir(format!("/proc/{}/task", self.pid())).expect("it runs").flatten() {
            let id = thread.file_name().to_string_lossy().parse().ok().and_then(Pid::from_raw);
            // One that has ended meanwhile needs no core.
            let _ = sched_setaffinity(Some(id.expect("a number of a thread")), &own);
        }
    }

    /// Lines that have been read of its stdout.
    pub fn lines(&self) -> u64 {
        self.output().count() as u64
    }

    /// The reader of its stdout.
    pub fn output(&self) -> &Output {
        match self {
            Self::Other { output, .. } => output,
            Self::Sluice(service) => &service.output,
        }
    }

    /// Processor time of all its threads, in the kernel and outside, microseconds.
    pub fn cpu_us(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid())).expect("it runs");
        // The name, in parentheses, may hold blanks; then field 14 and 15, in ticks of USER_HZ, which is 100 to every user.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |field: usize| fields[field - 3].parse::<f64>().expect("a number of ticks");
        (ticks(14) + ticks(15)) * 10_000.0
    }

    /// Processor time of the threads that serve requests, microseconds; of others than the service, of all.
    /// <https://docs.kernel.org/scheduler/sched-stats.html>
    pub fn serving_us(&self) -> f64 {
        let serves = |thread: &Path| {
            let name = std::fs::read_to_string(thread.join("comm")).unwrap_or_default();
            matches!(self, Self::Other { .. }) || name.trim_end() == "request"
        };
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.pid())).expect("it runs").flatten();
        let stats = threads.map(|thread| thread.path()).filter(|thread| serves(thread)).filter_map(|thread| {
            // One that has ended meanwhile has no file.
            let stat = std::fs::read_to_string(thread.join("schedstat")).ok()?;
            stat.split_whitespace().next()?.parse::<f64>().ok()
        });
        stats.sum::<f64>() / 1e3
    }

    /// The most memory that it has had, bytes.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a process has memory");
        line.trim().trim_end_matches(" kB").trim().parse::<u64>().expect("kilobytes") << 10
    }

    fn pid(&self) -> u32 {
        match self {
            Self::Other { child, .. } => child.id(),
            Self::Sluice(service) => service.pid(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Self::Other { child, .. } = self {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
