//! Configurations that would start and then refuse everything, or not start: `check` says so, with the key and what is taken.

use sluice_tests::{Ended, Filter, Genesys, Setup, directory, run, sluice, workspace};
use std::{fs, process::Command};

fn says(ended: &Ended, words: &[&str]) {
    for word in words {
        assert!(ended.stderr.contains(word), "{word:?} is not said: {}", ended.stderr);
    }
}

#[test]
fn a_level_that_is_none_does_not_silence_the_log() {
    let genesys = Genesys::start();
    for level in ["loud", "warning", "", "info,sluice_identity", "sluice=chatty"] {
        let ended = Setup::new(&genesys).edge([]).set("log.level", level).check();
        assert_eq!(ended.code, Some(2), "{level}: {ended:?}");
        says(&ended, &["log.level:", level, "error, warn, info, debug, trace"]);
        if level.is_empty() {
            // A blank variable is as one that is not set.
            continue;
        }
        let ended = Setup::new(&genesys).edge([]).variable("APP_LOG_LEVEL", level).check();
        assert_eq!(ended.code, Some(2), "{level}: {ended:?}");
        says(&ended, &["APP_LOG_LEVEL:", level, "error, warn, info, debug, trace"]);
    }
    for level in ["warn", "INFO", "info,sluice_identity=debug"] {
        assert_eq!(Setup::new(&genesys).edge([]).set("log.level", level).check().code, Some(0), "{level}");
    }
}

#[test]
fn numbers_with_which_nothing_works_are_mistakes() {
    let genesys = Genesys::start();
    let keys = [
        "body.max_events",
        "body.max_depth",
        "body.max_bytes",
        "breaker.failures",
        "breaker.open_ms",
        "limits.cpu_ms",
        "limits.wall_ms",
        "store.at_once",
        "store.wall_seconds",
    ];
    let setup = keys.iter().fold(Setup::new(&genesys).edge([]), |setup, key| setup.set(key, 0));
    let ended = setup.check();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    keys.iter().for_each(|key| says(&ended, &[&format!("{key}: 0 is not taken")]));
}

#[test]
fn numbers_and_addresses_that_do_not_go_together_are_mistakes() {
    let genesys = Genesys::start();
    let ended = Setup::new(&genesys)
        .edge([Filter::named("redact-pii").set("limits", toml::Table::from_iter([("cpu_ms".to_owned(), 0.into())]))])
        .set("body.max_buffered_bytes", 1000)
        .set("limits.memory_bytes", 64 << 20)
        .set("server.listen", "127.0.0.1:8107")
        .set("metrics.listen", "0.0.0.0:8107")
        .check();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    says(
        &ended,
        &[
            "body.max_buffered_bytes: 1000",
            "limits.memory_bytes: 67108864",
            "pool.memory_bytes, 33554432",
            "metrics.listen: 0.0.0.0:8107",
            "filter \"redact-pii\": limits.cpu_ms: 0",
        ],
    );
}

#[test]
fn authorities_that_cannot_be_read_are_said_by_check_as_by_serve() {
    let genesys = Genesys::start();
    let setup = || Setup::new(&genesys).edge([]).set("auth.ca_file", "nope.pem");
    for ended in [setup().check(), setup().start_in_vain()] {
        assert_eq!(ended.code, Some(1), "{ended:?}");
        says(&ended, &["nope.pem", "auth.ca_file"]);
    }
}

#[test]
fn every_mistake_of_every_filter_is_said_with_its_name() {
    let genesys = Genesys::start();
    let nameless = toml::Table::from_iter([("name".to_owned(), "nowhere".into())]);
    let filter = || Filter::named("redact-pii");
    let setup = Setup::new(&genesys)
        .edge([filter().set("on_failure", "explode"), filter().set("alow", vec!["redact"]), filter()])
        .set("default.filters", vec![toml::Value::from(nameless)]);
    let ended = setup.check();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    says(
        &ended,
        &[
            "edge.filters[0].on_failure: filter \"redact-pii\": unknown variant, expected one of",
            "edge.filters[1].alow: filter \"redact-pii\": unknown field",
            "edge.filters[2].name: \"redact-pii\" stands twice",
            "default.filters[0].component: filter \"nowhere\": is missing",
        ],
    );
}

#[test]
fn a_text_that_is_no_toml_is_the_one_mistake() {
    let file = directory().join("no.toml");
    fs::write(&file, "[server\n").expect("it can be written");
    let ended = sluice_with(&["check", &file.display().to_string()]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    says(&ended, &["1 mistake", "not TOML: line 1, column"]);
    assert!(!ended.stderr.contains("auth.url"), "{}", ended.stderr);
}

#[test]
fn the_configuration_of_dev_is_checked_as_dev_would_take_it() {
    says(&sluice_with(&["check", "deploy/dev.toml"]), &["auth.url", "sluice check --dev"]);
    let ended = sluice_with(&["check", "--dev", "deploy/dev.toml"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[test]
fn a_variable_that_is_misspelt_is_a_warning_and_one_of_the_original_service_is_none() {
    let genesys = Genesys::start();
    let setup = Setup::new(&genesys).edge([]).variable("TELEMETRY_BOGUS", "1").variable("TELEMETRY_MAX_SESSION", "1");
    let service = setup.start();
    let of = |name: &str| service.log.entry(name, |entry| entry["name"] == name);
    assert_eq!(of("TELEMETRY_BOGUS")["level"], "warn");
    assert_eq!(of("TELEMETRY_MAX_SESSION")["level"], "info");
}

#[test]
fn what_to_type_instead_is_said() {
    let mut elsewhere = Command::new(sluice());
    elsewhere.arg("dev").current_dir("/");
    let ended = run(elsewhere);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    says(&ended, &["--config"]);
    let ended = sluice_with(&["dev", "--listen", "8107"]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    says(&ended, &["127.0.0.1:8107"]);
    for command in [&["serve"][..], &["check"], &["filter", "test"]] {
        let help = sluice_with(&[command, &["--help"]].concat());
        assert!(help.stdout.contains("Exit codes:"), "{}", help.stdout);
    }
}

fn sluice_with(arguments: &[&str]) -> Ended {
    let mut command = Command::new(sluice());
    command.args(arguments).current_dir(workspace());
    run(command)
}
