use crate::{Browser, Exposition, Program, Service, paths, until};
use serde_json::Value;
use std::{fs, net::SocketAddr, process::Command};
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
        Self::scraping(&[service.metrics], &[], str::to_owned)
    }

    /// The same for several services and for what other programs of a cluster say, with alerts whose minutes are seconds.
    ///
    /// # Panics
    /// When it is not installed.
    pub fn hastened(services: &[&Service], others: &[&Exposition]) -> Self {
        let services: Vec<_> = services.iter().map(|service| service.metrics).collect();
        let others: Vec<_> = others.iter().map(|other| other.address).collect();
        Self::scraping(&services, &others, minutes_to_seconds)
    }

    fn scraping(services: &[SocketAddr], others: &[SocketAddr], change: impl Fn(&str) -> String) -> Self {
        let directory = tempfile::tempdir_in(paths::directory()).expect("the run's directory can be written");
        let [file, alerts] = ["prometheus.yml", "alerts.yml"].map(|name| directory.path().join(name));
        let rules = fs::read_to_string(paths::workspace().join("deploy/alerts.yml")).expect("it is there");
        fs::write(&alerts, change(&rules)).expect("it can be written");
        let configuration = format!(
            "global: {{ scrape_interval: 1s, evaluation_interval: 1s }}\nrule_files: ['{}']\nscrape_configs:\n\
             - job_name: sluice\n  static_configs:\n  - targets: {}\n    labels: {{ namespace: tlm, pod: tlm-a }}\n\
             - job_name: cluster\n  honor_labels: true\n  static_configs:\n  - targets: {}\n",
            alerts.display(),
            list(services),
            list(others)
        );
        fs::write(&file, configuration).expect("it can be written");
        let (program, port) = Program::on_free_port(|port| {
            let mut command = Command::new("prometheus");
            command.arg(format!("--config.file={}", file.display()));
            command.arg("--enable-feature=exemplar-storage");
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

    /// Every exemplar of the series that a query names, with the labels of its series.
    pub fn exemplars(&self, query: &str) -> Vec<(Value, Value)> {
        let reply = self.get(&format!("/api/v1/query_exemplars?query={}", percent_encoded(query))).unwrap_or_default();
        let series = reply["data"].as_array().into_iter().flatten();
        let of_series = series.flat_map(|series| {
            let exemplars = series["exemplars"].as_array().into_iter().flatten();
            exemplars.map(|exemplar| (series["seriesLabels"].clone(), exemplar.clone()))
        });
        of_series.collect()
    }

    /// The type that a family had when it was scraped.
    pub fn type_of(&self, family: &str) -> Option<String> {
        let reply = self.get(&format!("/api/v1/targets/metadata?metric={family}"))?;
        Some(reply.pointer("/data/0/type")?.as_str()?.to_owned())
    }

    /// The alerts whose expressions hold, for as long as they must or not yet.
    pub fn alerts(&self) -> Vec<String> {
        self.alerts_in(&["pending", "firing"])
    }

    /// The alerts that fire.
    pub fn firing(&self) -> Vec<String> {
        self.alerts_in(&["firing"])
    }

    fn alerts_in(&self, states: &[&str]) -> Vec<String> {
        let reply = self.get("/api/v1/alerts").unwrap_or_default();
        let alerts = reply.pointer("/data/alerts").and_then(Value::as_array).into_iter().flatten();
        let alerts = alerts.filter(|alert| states.iter().any(|state| alert["state"] == *state));
        alerts.filter_map(|alert| alert.pointer("/labels/alertname")?.as_str()).map(str::to_owned).collect()
    }
}

/// As a list of YAML.
fn list(addresses: &[SocketAddr]) -> String {
    format!("{:?}", addresses.iter().map(ToString::to_string).collect::<Vec<_>>())
}

/// `for: 5m` as `for: 5s`.
fn minutes_to_seconds(rules: &str) -> String {
    let is_minute = |at: usize| {
        let (before, after) = (rules[..at].chars().next_back(), rules[at + 1..].chars().next());
        before.is_some_and(|digit| digit.is_ascii_digit()) && !after.is_some_and(char::is_alphanumeric)
    };
    let change = |(at, character)| if character == 'm' && is_minute(at) { 's' } else { character };
    rules.char_indices().map(change).collect()
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
