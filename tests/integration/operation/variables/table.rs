//! The table of variables in `deploy/README.md`: each line of it holds.

use super::SAMPLE;
use sluice::config::Config;
use sluice_tests::workspace;
use std::{collections::BTreeSet, fs, path::Path};

type Shows = fn(&Config) -> bool;

/// Variables that set something: a value, and where it shows.
const TAKEN: [(&str, &str, Shows); 10] = [
    ("TELEMETRY_SERVICES_AUTH", "http://gauth.example", |config| config.auth.url == "http://gauth.example"),
    ("TELEMETRY_AUTH_CLIENT_ID", "gws-app", |config| config.auth.client_id.as_deref() == Some("gws-app")),
    ("TELEMETRY_AUTH_CLIENT_SECRET", "secret", |config| config.auth.client_secret.is_some()),
    ("TELEMETRY_CORS_DOMAIN", "example.org", |config| config.cors.domain.as_deref() == Some("example.org")),
    ("TELEMETRY_CONFIG_TENANTS", r#"{"t":"One"}"#, |config| config.tenants["t"].name == "One"),
    ("TELEMETRY_CONFIG_CORS", r#"{"t":{"urls":["http://localhost:8080"]}}"#, |config| {
        config.tenants["t"].origins == ["http://localhost:8080"]
    }),
    ("TELEMETRY_CONFIG_CONTRACTS", r#"[{"appName":"wwe_ui"}]"#, |config| config.contracts.apps.len() == 1),
    ("TELEMETRY_HEALTH_TIMER", "7", |config| config.auth.health_timer_seconds == 7),
    ("APP_LOG_LEVEL", "debug", |config| config.log.level == "debug"),
    ("API_LOG_LEVEL", "error", |config| config.log.http_level.as_deref() == Some("error")),
];

/// What is configured with one variable.
fn with(name: &str, value: &str) -> Config {
    let variables = [(name.to_owned(), value.to_owned())];
    let file = Path::new("/etc/sluice/sluice.toml");
    Config::parse("auth.url = \"http://auth\"", file, variables.into_iter())
        .unwrap_or_else(|error| panic!("{name}={value}: {error}"))
}

/// What an operator is told about it.
fn said(name: &str, value: &str) -> Vec<String> {
    with(name, value).variables.notices().collect()
}

/// Names, and what the table says of them: `same`, `same for …`, `taken, not used` or `no effect`.
fn rows() -> Vec<(String, String)> {
    let readme = fs::read_to_string(workspace().join("deploy/README.md")).expect("it is there");
    let (_, rest) = readme.split_once("### Variables\n").expect("a section");
    let (section, _) = rest.split_once("\n### ").expect("a section after it");
    let mut rows = Vec::new();
    for line in section.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<_> = line.split(" | ").collect();
        let names: Vec<_> = cells[0].split('`').skip(1).step_by(2).collect();
        let (family, _) = names[0].rsplit_once('_').expect("a name of several words");
        let full = |name: &str| if name.starts_with('_') { format!("{family}{name}") } else { name.to_owned() };
        rows.extend(names.iter().map(|name| (full(name), cells[1].to_owned())));
    }
    rows
}

#[test]
fn each_line_says_what_its_variable_does() {
    for (name, says) in rows() {
        let taken = TAKEN.iter().find(|(taken, ..)| *taken == name);
        if let Some((_, value, shows)) = taken {
            assert!(["same", "taken, not used"].contains(&&*says), "{name}: {says}");
            assert!(shows(&with(&name, value)), "{name} sets nothing");
            assert_eq!(said(&name, value), [""; 0]);
        } else if let Some(value) = says.strip_prefix("same for `") {
            assert_eq!(said(&name, value.trim_end_matches('`')), [""; 0], "{name} asks for what happens anyway");
            assert_eq!(said(&name, "something-else").len(), 1, "{name}");
        } else {
            assert_eq!(says, "no effect", "{name}");
            let notice = said(&name, "1").concat();
            assert!(notice.starts_with(&format!("{name} has no effect here: ")), "{name}: {notice}");
        }
    }
}

#[test]
fn no_variable_of_the_sample_and_none_that_is_taken_is_missing() {
    let listed: BTreeSet<_> = rows().into_iter().map(|(name, _)| name).collect();
    let names = SAMPLE.iter().map(|(name, _)| *name).chain(TAKEN.iter().map(|(name, ..)| *name));
    let known: BTreeSet<_> = names.map(str::to_owned).collect();
    assert_eq!(listed, known);
}
