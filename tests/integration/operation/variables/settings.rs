//! `sluice check` prints what each setting came to, and where from.

use super::{SAMPLE, with};
use sluice_identity::stand_in::{TENANT_A, TENANT_B};
use sluice_tests::{Filter, Genesys, PublishableKey, Setup, workspace};
use std::{fs, process::Command};

/// The lines of a configuration that is good.
fn checked(setup: Setup) -> Vec<String> {
    let ended = setup.check();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    ended.stdout.lines().map(str::to_owned).collect()
}

/// Asserts that each of these lines was printed.
fn prints(lines: &[String], expected: &[&str]) {
    for line in expected {
        assert!(lines.iter().any(|printed| printed == line), "{line} is not in {lines:#?}");
    }
}

/// Asserts that nothing was printed of this key.
fn hides(lines: &[String], key: &str) {
    assert!(!lines.iter().any(|line| line.starts_with(key)), "{key} is in {lines:#?}");
}

#[test]
fn variables_are_named_with_the_keys_that_they_decide() {
    let genesys = Genesys::start();
    let lines = checked(with(Setup::new(&genesys).without_tenants().edge([]), SAMPLE));
    prints(
        &lines,
        &[
            r#"auth.client_id = "gws-app-workspace" (TELEMETRY_AUTH_CLIENT_ID)"#,
            r#"auth.client_secret = "[secret]" (TELEMETRY_AUTH_CLIENT_SECRET)"#,
            // It asks for the default; it decides all the same.
            "auth.health_timer_seconds = 30 (TELEMETRY_HEALTH_TIMER)",
            r#"cors.domain = "example.com" (TELEMETRY_CORS_DOMAIN)"#,
            r#"log.http_level = "warn" (API_LOG_LEVEL)"#,
            r#"log.level = "warn" (APP_LOG_LEVEL)"#,
            r#"agents of every contact center are served, because no tenant is configured (access.unknown_tenants is "auto")"#,
        ],
    );
}

#[test]
fn a_variable_wins_over_the_file_and_is_named() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys)
        .edge([])
        .set("cors.domain", "file.example")
        .set("log.level", "debug")
        .set("body.max_events", 1_000)
        .variable("TELEMETRY_CORS_DOMAIN", "variable.example")
        .variable("TELEMETRY_CONFIG_TENANTS", &format!(r#"{{"{TENANT_A}":"Named"}}"#))
        .variable("TELEMETRY_CONFIG_CORS", r#"{"new":{"urls":["http://localhost:8080"]}}"#)
        .variable("TELEMETRY_CONFIG_CONTRACTS", r#"[{"appName":"wwe_ui","monitoredEvents":["error_.*"]}]"#);
    let lines = checked(setup);
    prints(
        &lines,
        &[
            r#"cors.domain = "variable.example" (TELEMETRY_CORS_DOMAIN)"#,
            r#"log.level = "debug" (file)"#,
            "limits.cpu_ms = 1000 (file)",
            r#"contracts.apps[0] = { app_name = "wwe_ui" } (TELEMETRY_CONFIG_CONTRACTS)"#,
            &format!("tenants.{TENANT_A:?}: 0 filters (file; name: TELEMETRY_CONFIG_TENANTS)"),
            &format!("tenants.{TENANT_B:?}: 0 filters (file)"),
            r#"tenants."new": 0 filters (origins and domains: TELEMETRY_CONFIG_CORS)"#,
        ],
    );
    hides(&lines, "body.max_events");
    hides(&lines, "agents of every contact center");
    assert!(!lines.concat().contains("file.example"), "{lines:#?}");
}

#[test]
fn filters_are_printed_without_their_settings() {
    let genesys = Genesys::start();
    let filter = Filter::named("redact-pii").config(serde_json::json!({"secret_names": ["hunter2"]}));
    let lines = checked(Setup::new(&genesys).edge([filter.clone()]).chain_of(TENANT_A, [filter]));
    let line = lines.iter().find(|line| line.starts_with("edge.filters[0] = { ")).expect("the filter");
    assert!(line.contains("redact-pii.wasm\"") && line.ends_with("name = \"redact-pii\" } (file)"), "{line}");
    prints(&lines, &[&format!("tenants.{TENANT_A:?}: 1 filter (file)")]);
    assert!(!lines.concat().contains("hunter2"), "{lines:#?}");
}

#[test]
fn what_is_made_to_fit_the_memory_says_so() {
    let genesys = Genesys::start();
    let lines = checked(Setup::new(&genesys).edge([]).set("memory.limit_bytes", 1_000 << 20));
    prints(
        &lines,
        &[
            "memory.limit_bytes = 1048576000 (file)",
            "pool.memory_bytes = 16777216 (fits the memory limit)",
            "limits.memory_bytes = 16777216 (fits the memory limit)",
            "store.at_once = 1 (fits the memory limit)",
            "pool.slots = 32 (file)",
        ],
    );
}

#[test]
fn secrets_are_not_printed() {
    let genesys = Genesys::start();
    let key = PublishableKey::new("shop", "pk_0123456789abcdef0", "https://shop.example.com", &["sentry"]);
    let setup = || Setup::new(&genesys).edge([]).keys_of(TENANT_A, [key.clone()]);
    for setup in [
        setup().set("auth.client_secret", "hunter2-of-file"),
        setup().variable("TELEMETRY_AUTH_CLIENT_SECRET", "hunter2-of-variable"),
    ] {
        let (_directory, file) = setup.write();
        let ended = run(setup.command(&["check", "--all", &file.display().to_string()]));
        assert!(ended.contains(r#"auth.client_secret = "[secret]" ("#), "{ended}");
        assert!(!ended.contains("hunter2") && !ended.contains("pk_"), "{ended}");
    }
}

/// Everything that a good check says.
fn run(mut command: Command) -> String {
    let output = command.output().expect("it runs");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn all_settings_are_printed_where_that_is_asked_for() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).set("body.max_events", 1_000);
    let (_directory, file) = setup.write();
    let said = run(setup.command(&["check", "--all", &file.display().to_string()]));
    let keys = keys_of_reference();
    assert!(keys.len() > 120, "{keys:?}");
    for key in keys {
        let is_it = |line: &str| line.strip_prefix(&key).is_some_and(|rest| rest.starts_with([' ', '[']));
        assert!(said.lines().any(is_it), "{key} is not in {said}");
    }
    for line in [
        "body.max_events = 1000 (file)",
        "body.max_depth = 32 (default)",
        "cors.domain is not set (default)",
        r#"ceiling.allow = ["redact", "enrich", "context"] (default)"#,
        "promotion.max_failures = 0.01 (default)",
    ] {
        assert!(said.lines().any(|printed| printed == line), "{line} is not in {said}");
    }
}

/// Every `section.key` of the reference configuration, also of those in comments.
fn keys_of_reference() -> Vec<String> {
    let text = fs::read_to_string(workspace().join("deploy/sluice.toml")).expect("the reference configuration");
    let (mut section, mut keys) = (String::new(), Vec::new());
    for line in text.lines().map(|line| line.strip_prefix("# ").unwrap_or(line)) {
        if line.starts_with('[') && line.ends_with(']') {
            section = line.trim_matches(['[', ']']).to_owned();
        } else if let Some((key, _)) = line.split_once(" = ") {
            let is_key = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            // What is below a section is printed with it.
            if is_key && !section.contains('.') {
                keys.push(format!("{section}.{key}"));
            }
        }
    }
    keys
}
