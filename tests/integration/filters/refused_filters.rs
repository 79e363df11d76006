//! Filters that are not even loaded: `serve` does not start and `check` says why, both naming the filter and the step.

use serde_json::json;
use sluice_tests::{Filter, Genesys, Setup, directory};
use std::{fs, path::PathBuf};

/// Exit code of `sluice` for a filter that was refused.
const FILTER: Option<i32> = Some(3);

fn file(name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = directory().join(name);
    fs::write(&path, bytes).expect("the run's directory can be written");
    path
}

fn wat(name: &str, text: &str) -> PathBuf {
    file(name, wat::parse_str(text).expect("WebAssembly text"))
}

/// Refused by `serve` and by `check`, with a text that has all these words.
fn is_refused(filter: Filter, words: &[&str]) {
    let name = filter.name().to_owned();
    let genesys = Genesys::start();
    let setup = || Setup::new(&genesys).set("store.cpu_seconds", 20).edge([filter.clone()]);
    let served = setup().start_in_vain();
    let checked = setup().check();
    assert_eq!((served.code, checked.code), (FILTER, FILTER), "{served:?}\n{checked:?}");
    for (what, said) in [("serve", &served.stderr), ("check", &checked.stderr)] {
        for word in [&*name].iter().chain(words) {
            assert!(said.contains(word), "{what} does not say {word:?}: {said}");
        }
    }
    assert_eq!(served.stdout, "");
    assert!(!served.stderr.contains("serving"));
    let entry =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).is_ok_and(|entry| entry["source"] == "service");
    assert!(served.stderr.lines().all(entry), "{}", served.stderr);
}

#[test]
fn a_file_that_is_not_there() {
    is_refused(Filter::at("absent", directory().join("absent.wasm")), &["read", "absent.wasm"]);
}

#[test]
fn a_file_that_is_not_webassembly() {
    is_refused(Filter::at("a-text", file("text.wasm", "no WebAssembly")), &["validate", "not a WebAssembly component"]);
    is_refused(Filter::at("nothing", file("nothing.wasm", "")), &["validate"]);
}

#[test]
fn a_core_module() {
    is_refused(Filter::at("core", wat("core.wasm", "(module)")), &["validate", "core module"]);
}

#[test]
fn a_component_that_breaks_off() {
    let whole = fs::read(sluice_tests::component("pass-through")).expect("it was built");
    is_refused(Filter::at("half", file("half.wasm", &whole[..whole.len() / 2])), &["validate"]);
}

#[test]
fn a_component_that_imports_wasi() {
    let text = r#"(component (import "wasi:cli/environment@0.2.0" (instance (export "get-environment" (func (result (list (tuple string string))))))))"#;
    is_refused(Filter::at("wasi", wat("wasi.wasm", text)), &["imports", "wasi:cli/environment@0.2.0", "no WASI"]);
}

#[test]
fn a_component_of_another_world() {
    is_refused(Filter::at("other-world", wat("other.wasm", "(component)")), &["world"]);
}

#[test]
fn an_import_that_the_chain_does_not_allow() {
    is_refused(Filter::named("enrich-client").set("allow", vec!["redact", "context"]), &["imports", "enrich", "allow"]);
}

#[test]
fn a_configuration_that_the_filter_does_not_take() {
    is_refused(Filter::named("redact-pii").config(json!({"kinds": ["mail"]})), &["configure", "mail"]);
    is_refused(Filter::hostile("error").config(json!({"behaviour": "error", "in": "configure"})), &["configure"]);
}

#[test]
fn a_filter_that_misbehaves_while_it_is_loaded() {
    for (behaviour, step) in [
        ("loop", "configure"),
        ("allocate", "configure"),
        ("trap", "configure"),
        ("stack-overflow", "configure"),
        ("host-calls", "configure"),
        ("many-scanners", "configure"),
        ("large-regex", "configure"),
        ("forged-rule", "configure"),
        ("loop", "warm-up"),
        ("trap", "warm-up"),
    ] {
        let filter = Filter::hostile(behaviour).config(json!({"behaviour": behaviour, "in": step}));
        is_refused(filter, &[step]);
    }
}

#[test]
fn every_filter_that_is_refused_is_named() {
    let genesys = Genesys::start();
    let filters = [Filter::at("first", wat("first.wasm", "(module)")), Filter::at("second", file("second.wasm", "x"))];
    let checked = Setup::new(&genesys).edge(filters).check();
    assert_eq!(checked.code, FILTER);
    assert!(checked.stderr.contains("first") && checked.stderr.contains("second"), "{}", checked.stderr);
}
