//! Filters build to components that import what they call, and carry their name.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use sluice::guest_build::{BuildOptions, build};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use wasmparser::{ComponentName, KnownCustom, Parser, Payload};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

fn built(dir: &str) -> Vec<u8> {
    let output = tempfile(dir.rsplit('/').next().unwrap());
    let options = BuildOptions { output: Some(output), ..BuildOptions::default() };
    std::fs::read(build(&root().join(dir), &options).unwrap()).unwrap()
}

fn tempfile(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.wasm"))
}

fn imports(component: &[u8]) -> BTreeSet<String> {
    let (mut imports, mut depth) = (BTreeSet::new(), 0);
    for payload in Parser::new(0).parse_all(component) {
        match payload.unwrap() {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 0 => {
                imports.extend(section.into_iter().map(|import| import.unwrap().name.name.to_owned()));
            }
            _ => {}
        }
    }
    imports
}

fn label(component: &[u8]) -> (String, String) {
    let (mut label, mut depth) = ((String::new(), String::new()), 0);
    for payload in Parser::new(0).parse_all(component) {
        match payload.unwrap() {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::CustomSection(section) if depth == 0 => match section.as_known() {
                KnownCustom::ComponentName(names) => {
                    for name in names {
                        if let ComponentName::Component { name, .. } = name.unwrap() {
                            label.0 = name.into();
                        }
                    }
                }
                _ if section.name() == "version" => label.1 = String::from_utf8_lossy(section.data()).into(),
                _ => {}
            },
            _ => {}
        }
    }
    label
}

fn interfaces(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| format!("sluice:filter/{name}@1.0.0")).collect()
}

#[test]
fn a_filter_that_calls_nothing_imports_nothing() {
    assert_eq!(imports(&built("filters/pass-through")), interfaces(&[]));
}

#[test]
fn a_filter_that_only_redacts_does_not_import_enrich() {
    let component = built("filters/redact-pii");
    assert_eq!(imports(&component), interfaces(&["types", "events", "redact", "scanners"]));
    assert_eq!(label(&component), ("redact-pii".into(), "1.0.0".into()));
}

#[test]
fn a_filter_that_only_enriches_does_not_import_redact() {
    let expected = interfaces(&["types", "enrich", "context"]);
    assert_eq!(imports(&built("filters/enrich-client")), expected);
}

#[test]
fn the_hostile_filter_imports_every_interface() {
    let every = ["types", "events", "redact", "enrich", "scanners", "context", "personal", "diagnostics"];
    assert_eq!(imports(&built("tests/guests")), interfaces(&every));
}

#[test]
fn a_crate_that_is_no_filter_is_refused_with_what_is_missing() {
    let error = build(&root().join("guest-sdk"), &BuildOptions::default()).unwrap_err();
    assert!(error.to_string().ends_with("is not a filter: [lib] crate-type = [\"cdylib\"]"), "{error}");
    let error = build(&root().join("guest-sdk/wit"), &BuildOptions::default()).unwrap_err();
    assert!(
        error.to_string().contains("it has none of Cargo.toml, package.json, pyproject.toml, filter.toml"),
        "{error}"
    );
}

#[test]
fn a_filter_outside_this_repository_builds_from_the_template() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("my-filter");
    let sdk = format!("{{ path = {:?} }}", root().join("guest-sdk"));
    for (file, from) in [("Cargo.toml", "Cargo.toml"), ("src/lib.rs", "redact/src/lib.rs")] {
        let template = std::fs::read_to_string(root().join("guest-sdk/template/rust").join(from)).unwrap();
        std::fs::create_dir_all(dir.join(file).parent().unwrap()).unwrap();
        std::fs::write(dir.join(file), template.replace("{{name}}", "my-filter").replace("{{sdk}}", &sdk)).unwrap();
    }
    // One lock and one target folder with the rest, so that this neither resolves nor compiles anew.
    std::fs::copy(root().join("Cargo.lock"), dir.join("Cargo.lock")).unwrap();
    let options = BuildOptions { target_dir: Some(root().join("target/guests")), ..BuildOptions::default() };
    let output = build(&dir, &options).unwrap();
    assert!(output.ends_with("my-filter/target/filters/my-filter.wasm"), "{}", output.display());
    assert_eq!(
        imports(&std::fs::read(output).unwrap()),
        interfaces(&["types", "events", "redact", "scanners", "diagnostics"])
    );
}
