use crate::{Browser, PATIENCE, Program, Reply, Setup, directory, paths, until_within};
use serde_json::Value;
use std::{net::SocketAddr, process::Command, time::Duration};
use tempfile::TempDir;

/// A first start compiles filters.
const PATIENCE_AT_START: Duration = Duration::from_secs(3 * PATIENCE.as_secs());

/// A running `sluice dev`; it ends with this value.
pub struct Dev {
    /// For browsers.
    pub events: SocketAddr,
    /// Of the metrics.
    pub metrics: SocketAddr,
    /// Of the playground.
    pub playground: SocketAddr,
    program: Program,
    _configuration: TempDir,
}

impl Dev {
    /// Starts it with a configuration; its authentication is a stand-in of its own.
    ///
    /// # Panics
    /// When it does not serve.
    pub fn start(setup: &Setup) -> Self {
        let (configuration, file) = setup.write();
        let mut command = Command::new(paths::sluice());
        command.args(["dev", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0", "--config"]).arg(file);
        command.arg("--playground-store").arg(directory().join("playground"));
        let mut program = Program::start(command);
        let [events, metrics, playground] = until_within(PATIENCE_AT_START, "dev serves", || {
            let log = program.log.text();
            assert!(!program.has_ended(), "dev ended:\n{log}");
            let entries: Vec<Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            let address =
                |name: &str| entries.iter().find_map(|entry| entry[name].as_str()?.parse::<SocketAddr>().ok());
            Some([address("events")?, address("metrics")?, address("playground")?])
        });
        Self { events, metrics, playground, program, _configuration: configuration }
    }

    /// The address of a page of the playground.
    pub fn page(&self, path: &str) -> String {
        format!("http://{}{path}", self.playground)
    }

    /// Sends events with a good token.
    pub fn post(&self, events: &Value) -> Reply {
        Browser::to(&format!("http://{}", self.events)).ask().json(events).send()
    }

    /// What it says on stderr.
    pub fn log(&self) -> String {
        self.program.log.text()
    }
}
