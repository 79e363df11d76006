//! The variables of the Genesys Telemetry Service, as its sample deployment sets them.

mod settings;
mod table;

use sluice_identity::stand_in::TENANT_A;
use sluice_tests::{Ended, Genesys, Setup, event};

/// The environment of Genesys's sample deployment, but for the address of Genesys Authentication.
/// <https://github.com/genesys/multicloud-services>
const SAMPLE: [(&str, &str); 23] = [
    ("TELEMETRY_AUTH_CLIENT_ID", "gws-app-workspace"),
    ("TELEMETRY_AUTH_CLIENT_SECRET", "secret"),
    ("TELEMETRY_CORS_DOMAIN", "example.com"),
    ("TELEMETRY_CONFIG_SERVICE", "env"),
    ("TELEMETRY_TRACES_PROVIDER", "Console"),
    ("TELEMETRY_TRACES_THRESHOLD", "200000"),
    ("TELEMETRY_TRACES_SHIFT_THRESHOLD", "10000"),
    ("TELEMETRY_TRACES_BULK_SIZE", "10000"),
    ("TELEMETRY_TRACES_BULK_TIME", "1"),
    ("TELEMETRY_TRACES_TIMEOUT", "30"),
    ("TELEMETRY_TRACES_CONCURRENT", "1"),
    ("TELEMETRY_METRICS_THRESHOLD", "600000"),
    ("TELEMETRY_METRICS_SHIFT_THRESHOLD", "100000"),
    ("TELEMETRY_HEALTH_TIMER", "30"),
    ("TELEMETRY_MAX_SESSION", "10000"),
    ("TELEMETRY_RECORD_MIN_INTERVAL", "-1"),
    ("TELEMETRY_AUTH_MIN_INTERVAL", "-1"),
    ("TELEMETRY_PROM_SCRAP_ALERT", "5"),
    ("TELEMETRY_HTTPS_ENABLED", "auto"),
    ("TELEMETRY_CONFIG_PATH", "tlm-config"),
    ("TELEMETRY_CLOUD_PROVIDER", "azure"),
    ("APP_LOG_LEVEL", "warn"),
    ("API_LOG_LEVEL", "warn"),
];

/// `warn`, but for the line that says where the service listens, for which the harness waits.
const QUIET: &str = "warn,sluice::commands=info";

fn with<'a>(setup: Setup, variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Setup {
    variables.into_iter().fold(setup, |setup, (name, value)| setup.variable(name, value))
}

/// Asserts that a check was refused, and that the text names each of these.
fn refuses(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code, Some(2), "{ended:?}");
    for word in words {
        assert!(ended.stderr.contains(word), "{word:?} is not in {}", ended.stderr);
    }
}

#[test]
fn the_sample_environment_serves_agents_of_any_contact_center() {
    let genesys = Genesys::start();
    let sample = SAMPLE.map(|(name, value)| if name == "APP_LOG_LEVEL" { (name, QUIET) } else { (name, value) });
    let service = with(Setup::new(&genesys).without_tenants(), sample).start();
    service.post(&event("m")).counts(1, 0, 0);
    assert_eq!(service.output.lines(1)[0].at("/tenant/id"), TENANT_A);
    // Whatever the level is, a variable that does nothing is logged with the reason.
    let entry = service.log.entry("a variable without effect", |entry| entry["name"] == "TELEMETRY_MAX_SESSION");
    assert!(entry["why"].as_str().is_some_and(|why| why.contains("server.max_connections")), "{entry}");
}

#[test]
fn check_says_which_variables_have_no_effect_and_why() {
    let genesys = Genesys::start();
    let ended = with(Setup::new(&genesys).without_tenants(), SAMPLE).check();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    // What asks for what happens anyway is not worth a word.
    for (name, value) in SAMPLE {
        let is_said = ended.stderr.contains(&format!("{name} has no effect here: "));
        let is_met = ["env", "Console", "-1", "auto"].contains(&value);
        let has_effect = ["AUTH_CLIENT_ID", "CLIENT_SECRET", "CORS_DOMAIN", "HEALTH_TIMER", "LOG_LEVEL"];
        let does_something = has_effect.iter().any(|end| name.ends_with(end));
        assert_eq!(is_said, !is_met && !does_something, "{name}: {}", ended.stderr);
    }
}

#[test]
fn a_blank_variable_is_as_one_that_is_not_set() {
    let genesys = Genesys::start();
    let blank = SAMPLE.iter().map(|(name, _)| (*name, " "));
    let service =
        with(Setup::new(&genesys), blank.chain([("TELEMETRY_CONFIG_TENANTS", ""), ("TELEMETRY_CONFIG_CORS", "")]));
    service.start().post(&event("m")).counts(1, 0, 0);
}

#[test]
fn mistakes_in_variables_name_the_variable_all_at_once() {
    let genesys = Genesys::start();
    let wrong = [
        ("TELEMETRY_SERVICES_AUTH", "gauth"),
        ("TELEMETRY_CORS_DOMAIN", "https://example.com"),
        ("TELEMETRY_CONFIG_TENANTS", r#"{"not a ccid":"One"}"#),
        ("TELEMETRY_CONFIG_CORS", r#"{"t":{"url":["http://localhost:8080"]}}"#),
        ("TELEMETRY_CONFIG_CONTRACTS", "garbage("),
        ("TELEMETRY_HEALTH_TIMER", "soon"),
        ("APP_LOG_LEVEL", "nonsense"),
        ("API_LOG_LEVEL", "nonsense"),
    ];
    let ended = with(Setup::new(&genesys), wrong).check();
    refuses(&ended, &["8 mistakes", "not a ccid", "`url`"]);
    for (name, _) in wrong {
        assert!(ended.stderr.contains(&format!("- {name}: ")), "{name} is not named in {}", ended.stderr);
    }
}

#[test]
fn what_would_serve_nobody_or_nothing_redacted_is_a_warning() {
    let genesys = Genesys::start();
    let setup = || Setup::new(&genesys).without_tenants().edge([]).set("access.unknown_tenants", "refuse");
    let ended = setup().check();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let service = setup().set("log.level", QUIET).start();
    for text in ["every agent is refused", "no filter is configured", "no origin is allowed"] {
        assert!(ended.stderr.contains(&format!("warning: {text}")), "{}", ended.stderr);
        let is_it = |entry: &serde_json::Value| entry["warning"].as_str().is_some_and(|said| said.starts_with(text));
        service.log.entry(text, is_it);
    }
}
