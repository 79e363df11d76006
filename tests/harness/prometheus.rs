use crate::{Browser, Program, Service, paths, until};
use serde_json::Value;
use std::{fs, process::Command};
use tempfile::TempDir;

/// A real Prometheus that scrapes a service each second and evaluates the alerts of `deploy/alerts.yml`.
pub struct Prometheus {
    _program: Program,
    browser: Browser,
    _directory: TempDir,
}

impl Prometheus {
    /// Starts it.
    ///
    /// # Panics
    /// When it is not installed.
    pub fn of(service: &Service) -> Self {
        let directory = tempfile::tempdir_in(paths::directory()).expect("the run's directory can be written");
        let file = directory.path().join("prometheus.yml");
        let alerts = paths::workspace().join("deploy/alerts.yml");
        let configuration = format!(
            "global: {{ scrape_interval: 1s, evaluation_interval: 1s }}\nrule_files: ['{}']\n\
             scrape_configs:\n- job_name: sluice\n  static_configs:\n  - targets: ['{}']\n",
            alerts.display(),
            service.metrics
        );
        fs::write(&file, configuration).expect("it can be written");
        let (program, port) = Program::on_free_port(|port| {
            let mut command = Command::new("prometheus");
            command.arg(format!("--config.file={}", file.display()));
            command.arg(format!("--storage.tsdb.path={}", directory.path().join(port.to_string()).display()));
            command.arg(format!("--web.listen-address=127.0.0.1:{port}"));
            command
        });
        let browser = Browser::to(&format!("http://127.0.0.1:{port}"));
        Self { _program: program, browser, _directory: directory }
    }

    fn get(&self, path: &str) -> Option<Value> {
        let reply = self.browser.ask().method("GET").path(path).try_send().ok()?;
        (reply.status == 200).then(|| reply.json())
    }

    /// The values that a query has now, without those that are not numbers.
    pub fn query(&self, query: &str) -> Vec<f64> {
        let reply = self.get(&format!("/api/v1/query?query={}", percent_encoded(query))).unwrap_or_default();
        let results = reply.pointer("/data/result").and_then(Value::as_array);
        let values = results.into_iter().flatten().filter_map(|result| result.pointer("/value/1")?.as_str());
        values.filter_map(|value| value.parse().ok()).filter(|value: &f64| !value.is_nan()).collect()
    }

    /// Waits until a query has this answer.
    pub fn says(&self, query: &str, value: f64) {
        until(&format!("prometheus says {value} to {query}"), || {
            (self.query(query).first() == Some(&value)).then_some(())
        });
    }

    /// The alerts whose expressions hold, for as long as they must or not yet.
    pub fn alerts(&self) -> Vec<String> {
        let reply = self.get("/api/v1/alerts").unwrap_or_default();
        let alerts = reply.pointer("/data/alerts").and_then(Value::as_array);
        let names = alerts.into_iter().flatten().filter_map(|alert| alert.pointer("/labels/alertname")?.as_str());
        names.map(str::to_owned).collect()
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
