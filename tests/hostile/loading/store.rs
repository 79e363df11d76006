//! The store of compiled filters: shared, killed at any moment, too small.

use crate::hostile::components::guest::Guest;
use sluice_tests::{Ended, Filter, Genesys, Program, Setup, directory};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};
use tempfile::TempDir;

fn store() -> TempDir {
    tempfile::tempdir_in(directory()).expect("a directory")
}

fn with(genesys: &Genesys, store: &Path) -> Setup {
    Setup::new(genesys).set("store.directory", store.join("filters").to_str().expect("UTF-8"))
}

/// Names of the files of the store, by their endings.
fn files(store: &Path, ending: &str) -> Vec<String> {
    let all = fs::read_dir(store.join("filters")).into_iter().flatten().flatten();
    all.filter_map(|file| file.file_name().into_string().ok()).filter(|name| name.ends_with(ending)).collect()
}

/// Every record names an artifact that is there.
fn is_whole(store: &Path) {
    for record in files(store, ".json") {
        let text = fs::read_to_string(store.join("filters").join(&record)).expect("a record");
        let built: serde_json::Value = serde_json::from_str(&text).expect("a record is JSON");
        let digest = built["artifact_digest"].as_str().expect("a digest");
        let artifact = record.replace(".json", &format!(".{digest}.cwasm"));
        assert!(store.join("filters").join(&artifact).exists(), "{artifact} is missing");
    }
}

fn is_good(ended: &Ended) {
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[test]
fn processes_that_build_the_same_filters_at_once_all_start() {
    let (genesys, store) = (Genesys::start(), store());
    let filters = [Filter::named("pass-through"), small("small", "x")];
    thread::scope(|scope| {
        for _ in 0..4 {
            let setup = with(&genesys, store.path()).edge(filters.clone());
            scope.spawn(move || is_good(&setup.check()));
        }
    });
    is_whole(store.path());
    is_good(&with(&genesys, store.path()).edge([Filter::named("pass-through")]).check());
}

#[test]
fn a_process_that_is_killed_while_it_loads_leaves_a_store_that_serves() {
    let (genesys, store) = (Genesys::start(), store());
    let setup = || with(&genesys, store.path()).edge([Filter::named("pass-through"), Filter::named("redact-pii")]);
    let (_directory, file) = setup().write();
    // Each is killed as soon as so many more files are there: before, between and after the writing of artifacts and records.
    for round in 0.. {
        let seen = files(store.path(), "").len() + round % 6;
        let mut command = Command::new(sluice_tests::sluice());
        command.arg("check").arg(&file);
        let mut program = Program::start(command);
        while files(store.path(), "").len() <= seen && !program.has_ended() {
            thread::yield_now();
        }
        program.kill();
        is_whole(store.path());
        if files(store.path(), ".json").len() == 2 {
            break;
        }
        assert!(round < 100, "it never finishes");
    }
    let service = setup().start();
    service.post(&serde_json::json!({"message": "good"})).counts(1, 0, 0);
}

/// A filter whose memory holds a text, so that its artifact is its own.
fn small(name: &str, text: &str) -> Filter {
    let data = format!("(data (i32.const 2000) {text:?})");
    let file: PathBuf = directory().join(format!("small-{name}.wasm"));
    fs::write(&file, Guest::default().with(&data).component()).expect("it can be written");
    Filter::at(name, file)
}

#[test]
fn what_was_used_longest_ago_leaves_a_store_that_is_too_small() {
    let (genesys, store) = (Genesys::start(), store());
    is_good(&with(&genesys, store.path()).edge([small("first", "first")]).check());
    let one: u64 = fs::read_dir(store.path().join("filters"))
        .expect("a store")
        .flatten()
        .map(|file| file.metadata().expect("a file").len())
        .sum();
    let first = files(store.path(), ".json").remove(0);
    let setup = || with(&genesys, store.path()).set("store.max_bytes", (one * 5 / 2) as i64);
    is_good(&setup().edge([small("second", "second")]).check());
    // The third has no room beside the first two; of those, the first was used longest ago.
    is_good(&setup().edge([small("third", "third")]).check());
    let left = files(store.path(), ".json");
    assert!(left.len() == 2 && !left.contains(&first), "{left:?} after {first}");
    assert_eq!(files(store.path(), ".cwasm").len(), 2);
    // What is in use stays, and a service that has more in use than fits says so and serves.
    let many = ["a", "b", "c", "d"].map(|name| small(name, name));
    let service = setup().edge(many).start();
    service.post(&serde_json::json!({"message": "good"})).counts(1, 0, 0);
    assert_eq!(files(store.path(), ".json").len(), 4);
    service.log.entry("that the store is too small", |entry| {
        entry["message"].as_str().is_some_and(|message| message.contains("store.max_bytes"))
    });
}
