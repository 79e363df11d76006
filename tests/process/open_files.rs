//! A limit of open files that is lower than what the configuration asks for.

use sluice_tests::{Genesys, Raw, Setup};

fn with_limits(genesys: &Genesys, soft_and_hard: &str) -> Setup {
    // All connections of a test come from one address.
    let setup = Setup::new(genesys).edge([]).set("server.max_connections_per_peer", 10_000);
    setup.under(&["prlimit", &format!("--nofile={soft_and_hard}")])
}

#[test]
fn connections_are_clamped_to_the_limit_and_everything_else_keeps_its_share() {
    let genesys = Genesys::start();
    let service = with_limits(&genesys, "128:640").start();
    let entry = service.log.entry("the sum", |entry| {
        entry["message"].as_str().is_some_and(|text| text.starts_with("open files: the limit is 640"))
    });
    let said = entry["message"].as_str().expect("a text");
    let clamped: usize = said.rsplit(' ').next().and_then(|number| number.parse().ok()).expect("a number");
    assert!((16..640).contains(&clamped), "{said}");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", service.pid())).expect("it runs");
    let files = limits.lines().find(|line| line.starts_with("Max open files")).expect("a limit");
    assert_eq!(files.split_whitespace().nth(3), Some("640"), "{files}");

    let idle: Vec<_> = (0..3 * clamped).map(|_| service.raw()).collect();
    for _ in 0..5 {
        assert_eq!((service.admin("/live").status, service.admin("/metrics").status), (200, 200));
        service.raw().send(Raw::request(r#"{"message":"m"}"#)).reply().counts(1, 0, 0);
    }
    service.output.lines(5);
    assert!(service.scrape().get("telemetry_http_connections", &[]) <= Some(clamped as f64 + 64.0));
    let failing =
        |entry: &serde_json::Value| entry["message"].as_str().is_some_and(|text| text.starts_with("accepting"));
    assert!(!service.log.entries().iter().any(failing), "{}", service.log.text());
    drop(idle);
}

#[test]
fn check_does_the_sum_and_a_limit_that_leaves_no_connections_is_an_error() {
    let genesys = Genesys::start();
    let checked = with_limits(&genesys, "128:640").check();
    assert_eq!(checked.code, Some(0), "{checked:?}");
    assert!(checked.stdout.contains("open files: the limit is 640, of which up to "), "{}", checked.stdout);
    assert!(checked.stdout.contains(" (fits the limit of open files)\n"), "{}", checked.stdout);
    for ended in [with_limits(&genesys, "256:256").check(), with_limits(&genesys, "256:256").start_in_vain()] {
        assert_ne!(ended.code, Some(0));
        assert!(ended.stderr.contains("ulimit -Hn"), "{}", ended.stderr);
    }
}
