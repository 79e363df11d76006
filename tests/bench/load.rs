use crate::{
    format::{Format, Request},
    payload::Payload,
    server::{LOAD_CORE, Server},
};
use sluice_identity::stand_in::AGENT_1;
use sluice_tests::until;
use std::{fs, path::Path, process::Command};

/// Connections that are kept alive, each with one request at a time.
const CONNECTIONS: usize = 32;

/// What one run has shown.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// Processor time of the server for each completed request, microseconds.
    pub cpu_us: f64,
    /// The same of the threads that serve alone.
    pub serving_us: f64,
    pub requests_per_second: f64,
    pub p50_us: f64,
    pub p99_us: f64,
    pub peak_memory: u64,
    /// Replies other than 2xx, timeouts, and errors of sockets; warm-up included.
    pub failed: u64,
}

/// Loads a server that was started afresh: warms it up, then measures.
pub fn measure(server: &Server, payload: Payload, format: Format, seconds: u64, directory: &Path) -> Measured {
    measure_with(server, payload, format, seconds, directory, &[AGENT_1.token.to_owned()], 0)
}

/// The same, with these tokens in turn; so many batches have been sent before.
pub fn measure_with(
    server: &Server,
    payload: Payload,
    format: Format,
    seconds: u64,
    directory: &Path,
    tokens: &[String],
    earlier: u64,
) -> Measured {
    let script = directory.join("post.lua");
    fs::write(&script, lua(&format.request(payload), directory, tokens)).expect("it can be written");
    let warm_up = wrk(server, &script, seconds.div_ceil(3));
    settled(server, payload, earlier + warm_up.requests);
    let (before, serving_before) = (server.cpu_us(), server.serving_us());
    let run = wrk(server, &script, seconds);
    settled(server, payload, earlier + warm_up.requests + run.requests);
    let of_each = |spent: f64| spent / run.requests.max(1) as f64;
    Measured {
        cpu_us: of_each(server.cpu_us() - before),
        serving_us: of_each(server.serving_us() - serving_before),
        requests_per_second: run.requests as f64 / run.microseconds as f64 * 1e6,
        p50_us: run.p50_us,
        p99_us: run.p99_us,
        peak_memory: server.peak_memory(),
        failed: warm_up.failed + run.failed,
    }
}

/// Every event of a completed request has its line on stdout.
fn settled(server: &Server, payload: Payload, requests: u64) {
    let lines = requests * payload.count();
    until(&format!("{lines} lines are on stdout, not {}", server.lines()), || (server.lines() >= lines).then_some(()));
}

struct Run {
    requests: u64,
    microseconds: u64,
    p50_us: f64,
    p99_us: f64,
    failed: u64,
}

fn wrk(server: &Server, script: &Path, seconds: u64) -> Run {
    // The reader of stdout comes first on their core: an acknowledgement waits for it.
    let mut command = Command::new("nice");
    command.args(["-n", "19", "taskset", "-c", &LOAD_CORE.to_string(), "wrk", "-t1", "--timeout", "10s"]);
    command.arg(format!("-c{CONNECTIONS}")).arg(format!("-d{seconds}s")).arg("-s").arg(script);
    let output = command.arg(format!("http://{}/", server.address())).output().expect("nice is there");
    let said = String::from_utf8_lossy(&output.stdout);
    let result = said.lines().find_map(|line| line.strip_prefix("RESULT ")).unwrap_or_else(|| {
        panic!("wrk has no result; `make setup` installs it: {said}{}", String::from_utf8_lossy(&output.stderr))
    });
    let figures: Vec<f64> = result.split(' ').filter_map(|figure| figure.parse().ok()).collect();
    let [requests, microseconds, p50_us, p99_us, failed] = figures[..] else { panic!("wrk said {result:?}") };
    Run { requests: requests as u64, microseconds: microseconds as u64, p50_us, p99_us, failed: failed as u64 }
}

/// <https://github.com/wg/wrk/blob/master/SCRIPTING>
fn lua(request: &Request, directory: &Path, tokens: &[String]) -> String {
    let body = directory.join("body");
    fs::write(&body, &request.body).expect("it can be written");
    let body = body.display();
    let tokens = tokens.iter().map(|token| format!("\"{token}\"")).collect::<Vec<_>>().join(",");
    format!(
        r#"
wrk.method = "POST"
wrk.path = "{}"
wrk.body = io.open("{body}", "rb"):read("*a")
wrk.headers["Content-Type"] = "{}"
wrk.headers["User-Agent"] = "{}"
local requests, turn = {{}}, 0
function init(args)
  for place, token in ipairs({{{tokens}}}) do
    wrk.headers["Authorization"] = "Bearer " .. token
    requests[place] = wrk.format()
  end
end
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("RESULT %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), e.status + e.timeout + e.connect + e.read + e.write))
end
"#,
        request.path,
        request.content_type,
        sluice_tests::user_agent()
    )
}
