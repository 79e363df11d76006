//! The commands beside `serve`.

use sluice_tests::{Ended, Filter, Genesys, Setup, component, directory, run, sluice, workspace};
use std::{fs, path::Path, process::Command};

fn sluice_with(arguments: &[&str]) -> Ended {
    let mut command = Command::new(sluice());
    command.args(arguments).current_dir(workspace());
    run(command)
}

#[test]
fn help_is_there_for_every_command_and_says_the_exit_codes() {
    let whole = sluice_with(&["--help"]);
    assert_eq!((whole.code, &*whole.stderr), (Some(0), ""));
    assert!(whole.stdout.contains("Exit codes:"), "{}", whole.stdout);
    let mut waiting = vec![vec![]];
    let mut seen = 0;
    while let Some(command) = waiting.pop() {
        let arguments: Vec<&str> = command.iter().map(String::as_str).chain(["--help"]).collect();
        let help = sluice_with(&arguments);
        assert_eq!((help.code, &*help.stderr), (Some(0), ""), "{command:?}");
        let about = help.stdout.lines().next().unwrap_or_default();
        assert!(about.len() > 20, "{command:?} is not explained: {about:?}");
        seen += 1;
        for name in subcommands(&help.stdout) {
            waiting.push(command.iter().cloned().chain([name]).collect());
        }
    }
    assert!(seen >= 8, "only {seen} commands");
}

#[test]
fn a_reader_that_has_read_enough_is_no_failure() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = Command::new(sluice());
    command.args(["filter", "inspect"]).arg(component("redact-pii")).stdout(writer);
    let ended = run(command);
    assert_eq!((ended.code, &*ended.stderr), (Some(0), ""));
}

#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
    let mut command = Command::new(sluice());
    command.args(["filter", "inspect"]).arg(component("redact-pii")).stdout(full);
    let ended = run(command);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.starts_with("writing to stdout: "), "{ended:?}");
}

/// The names below `Commands:` of a help text.
fn subcommands(help: &str) -> Vec<String> {
    let list =
        help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1).take_while(|line| !line.is_empty());
    let names = list
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn a_command_line_that_is_wrong_is_said_with_its_own_code() {
    for arguments in [
        &["sreve"][..],
        &["serve"],
        &["serve", "--port", "1"],
        &["check"],
        &["filter"],
        &["serve", "--config", "/nowhere/sluice.toml"],
    ] {
        let ended = sluice_with(arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:?}");
        assert!(!ended.stderr.is_empty(), "{arguments:?}");
        assert_eq!(ended.stdout, "", "{arguments:?}");
    }
}

#[test]
fn the_reference_configuration_would_start() {
    let text = fs::read_to_string(workspace().join("deploy/sluice.toml")).expect("the reference configuration");
    let mut settings: toml::Table = text.parse().expect("TOML");
    // Where the image has its filters and keeps their compiled form, this machine has nothing.
    let store = directory().join("filters").display().to_string();
    settings.entry("store").or_insert_with(|| toml::Table::new().into())["directory"] = store.into();
    for filter in filters_of(&mut settings) {
        let file = Path::new(filter["component"].as_str().expect("a path")).file_stem().expect("a name");
        filter["component"] = component(file.to_str().expect("UTF-8")).display().to_string().into();
    }
    let file = directory().join("reference.toml");
    fs::write(&file, toml::to_string(&settings).expect("TOML")).expect("it can be written");
    let ended = sluice_with(&["check", &file.display().to_string()]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("filters load"), "{}", ended.stdout);
}

fn filters_of(settings: &mut toml::Table) -> Vec<&mut toml::Table> {
    let filters = settings.get_mut("edge").and_then(|edge| edge.get_mut("filters")?.as_array_mut());
    filters.into_iter().flatten().filter_map(toml::Value::as_table_mut).collect()
}

#[test]
fn check_says_that_a_configuration_is_good_and_how_many_filters_it_has() {
    let genesys = Genesys::start();
    let ended = Setup::new(&genesys).check();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("2 filters load"), "{}", ended.stdout);
}

#[test]
fn every_mistake_of_a_configuration_is_said_at_once() {
    let genesys = Genesys::start();
    let broken = || {
        Setup::new(&genesys)
            .set("server.listen", "everywhere")
            .set("server.max_conections", 7)
            .set("sever.listen", "127.0.0.1:0")
            .set("body.max_bytes", "large")
            .set("body.max_line_bytes", 5)
            .set("auth.timeout_ms", 0)
            .edge([Filter::named("redact-pii"), Filter::named("redact-pii"), Filter::at("Loud Name", "x.wasm".into())])
    };
    let keys = [
        "server.listen",
        "server.max_conections",
        "sever",
        "body.max_bytes",
        "auth.timeout_ms",
        "stands twice",
        "edge.filters[2]",
    ];
    for ended in [broken().check(), broken().start_in_vain()] {
        assert_eq!(ended.code, Some(2), "{ended:?}");
        for key in keys {
            assert!(ended.stderr.contains(key), "{key} is not said: {}", ended.stderr);
        }
    }
}

#[test]
fn a_port_that_is_taken_is_said_with_the_way_out() {
    let genesys = Genesys::start();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    for (key, option) in [("server.listen", "--listen"), ("metrics.listen", "--metrics-listen")] {
        let ended = Setup::new(&genesys).edge([]).set(key, &*address).start_in_vain();
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains(&address) && ended.stderr.contains(option), "{}", ended.stderr);
    }
}

#[test]
fn the_cases_of_every_example_filter_hold() {
    for filter in ["redact-pii", "enrich-client", "pass-through"] {
        let ended = filter_test(filter, &workspace().join("filters").join(filter).join("cases"));
        assert_eq!(ended.code, Some(0), "{filter}: {ended:?}");
    }
}

#[test]
fn a_case_that_does_not_hold_is_named_and_has_its_own_code() {
    let cases = directory().join("wrong-cases");
    let case = cases.join("kept-in-clear");
    fs::create_dir_all(&case).expect("the run's directory can be written");
    fs::write(case.join("batch.json"), r#"[{"message":"ann@example.com"}]"#).expect("it can be written");
    let original = workspace().join("filters/redact-pii/cases");
    let expected =
        fs::read_dir(original).expect("cases").flatten().map(|case| case.path().join("expected.jsonl")).next();
    fs::copy(expected.expect("a case"), case.join("expected.jsonl")).expect("it can be written");
    let ended = filter_test("redact-pii", &cases);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(format!("{}{}", ended.stdout, ended.stderr).contains("kept-in-clear"), "{ended:?}");
}

#[test]
fn a_file_that_is_no_filter_cannot_be_tested() {
    let file = directory().join("no-filter.wasm");
    fs::write(&file, "no WebAssembly").expect("it can be written");
    let cases = workspace().join("filters/redact-pii/cases");
    let ended = sluice_with(&["filter", "test", &file.display().to_string(), "--cases", &cases.display().to_string()]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
}

#[test]
fn a_new_filter_has_every_file_of_the_template_so_that_nothing_built_is_committed() {
    let made = directory().join("made");
    let ended = sluice_with(&["filter", "new", "mask-order-ids", "--directory", &made.display().to_string()]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for file in ["Cargo.toml", "Cargo.lock", "README.md", "src/lib.rs", "cases/the-first-filter/expected.jsonl"] {
        assert!(made.join(file).exists(), "{file} is missing");
    }
    assert_eq!(fs::read_to_string(made.join(".gitignore")).expect("it is there"), "/target\n");
}

fn filter_test(filter: &str, cases: &Path) -> Ended {
    sluice_with(&["filter", "test", &component(filter).display().to_string(), "--cases", &cases.display().to_string()])
}
