//! Filters in registries: pushed, pulled, signed and refused, with Debian's registry on loopback.

mod chains;
mod commands;
mod credentials;
mod signatures;

use sluice_tests::{Ended, Registry, component, directory, run, sluice};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

fn temporary() -> TempDir {
    tempfile::tempdir_in(directory()).expect("the run's directory can be written")
}

/// `sluice filter …` with a cache of its own, against registries without TLS.
fn filter(arguments: &[&str], own: &Path) -> Ended {
    let mut command = Command::new(sluice());
    command.arg("filter").args(arguments).current_dir(own).env("XDG_CACHE_HOME", own.join("cache"));
    command.env("DOCKER_CONFIG", own);
    if matches!(arguments[0], "push" | "sign") {
        command.arg("--store").arg(directory().join("filters"));
    }
    if matches!(arguments[0], "push" | "pull") {
        command.arg("--plain-http");
    }
    run(command)
}

/// A key with this name in `own`; the line for a configuration.
fn keygen(name: &str, own: &Path) -> String {
    let ended = filter(&["keygen", name], own);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let key = ended.stdout.split('"').nth(1).expect("a key");
    key.to_owned()
}

/// Pushes a filter as `make build` has built it, and returns the reference with its digest.
fn push(registry: &Registry, filter_name: &str, as_name: &str, more: &[&str], own: &Path) -> String {
    push_file(registry, &component(filter_name), as_name, more, own)
}

fn push_file(registry: &Registry, file: &Path, as_name: &str, more: &[&str], own: &Path) -> String {
    let (file, reference) = (file.display().to_string(), registry.reference(as_name));
    let arguments: Vec<&str> = ["push", &file, &reference].into_iter().chain(more.iter().copied()).collect();
    let ended = filter(&arguments, own);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    ended.stdout.trim().to_owned()
}

/// A copy of a component in `own` that differs in a section that nobody reads.
fn changed(name: &str, own: &Path) -> PathBuf {
    let mut wasm = fs::read(component(name)).expect("it was built");
    // A custom section: its kind, its size, the size of its name, and the name.
    wasm.extend_from_slice(b"\x00\x06\x05other");
    let file = own.join("changed.wasm");
    fs::write(&file, wasm).expect("it can be written");
    file
}
