//! Artifacts on disk: when they are used again, removed or refused.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, sync::Arc};

use super::{
    Bench, Guest, batch, context,
    loading::{FOR_EVER, impatient},
};
use crate::{
    ChainEnd, EngineError, FilterEngine, LoaderCommand,
    metrics::SandboxMetrics,
    settings::{pool::PoolConfig, store::StoreConfig},
};
use sluice_metrics::Registry;

fn reopened(directory: &Path) -> Result<Arc<FilterEngine>, EngineError> {
    let store = StoreConfig { directory: directory.to_owned(), ..StoreConfig::default() };
    let loader = LoaderCommand { program: "/nonexistent".into(), arguments: Vec::new() };
    let pool = PoolConfig { sandboxes: 4, slots: 8, ..PoolConfig::default() };
    FilterEngine::new(&pool, &store, loader, Arc::new(SandboxMetrics::new(&Registry::default()).expect("metrics")))
}

#[test]
fn a_second_start_compiles_nothing() {
    let mut bench = Bench::new();
    let wasm = Guest::default().component();
    bench.load(&[bench.entry("guest", &wasm)]).map(drop).expect("it loads");
    bench.engine = reopened(&bench.directory.path().join("store")).expect("an engine");
    let chain = bench.load(&[bench.entry("guest", &wasm)]).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));
    let mut other = bench.entry("guest", &wasm);
    other.config = serde_json::json!({"other": true});
    let errors = bench.load(&[other]).err().expect("another configuration is another artifact");
    assert!(errors[0].to_string().contains("process: starting the process that loads filters"), "{}", errors[0]);
}

fn files(store: &Path, extension: &str) -> Vec<std::path::PathBuf> {
    let all = fs::read_dir(store).expect("a store").map(|entry| entry.expect("an entry").path());
    all.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

#[test]
fn an_artifact_that_was_changed_is_never_mapped_and_is_made_anew() {
    let bench = Bench::new();
    let wasm = Guest::default().component();
    let store = bench.directory.path().join("store");
    bench.load(&[bench.entry("guest", &wasm)]).map(drop).expect("it loads");
    let artifact = files(&store, "cwasm").remove(0);
    assert_eq!(fs::metadata(&artifact).expect("it is there").permissions().mode() & 0o777, 0o400);
    let mut code = fs::read(&artifact).expect("readable");
    let last = code.len() - 1;
    code[last] ^= 1;
    fs::remove_file(&artifact).expect("ours");
    fs::write(&artifact, code).expect("ours");
    fs::set_permissions(&artifact, fs::Permissions::from_mode(0o400)).expect("ours");
    assert!(bench.refusal(&wasm).contains("store: its artifact is not what was written"));
    bench.load(&[bench.entry("guest", &wasm)]).map(drop).expect("it is made anew");
}

#[test]
fn nothing_unfinished_is_left_in_the_store() {
    let bench = impatient();
    bench.refusal(&Guest { configure: FOR_EVER.to_owned(), ..Guest::default() }.component());
    bench.load(&[bench.entry("guest", &Guest::default().component())]).map(drop).expect("it loads");
    let store = bench.directory.path().join("store");
    let (artifacts, records) = (files(&store, "cwasm").len(), files(&store, "json").len());
    assert_eq!((artifacts, records, fs::read_dir(&store).expect("a store").count()), (1, 1, 2));
}

#[test]
fn artifacts_that_nobody_uses_are_removed_at_a_start() {
    let bench = Bench::new();
    bench.load(&[bench.entry("guest", &Guest::default().component())]).map(drop).expect("it loads");
    let store = bench.directory.path().join("store");
    reopened(&store).map(drop).expect("an engine");
    assert_eq!(fs::read_dir(&store).expect("a store").count(), 2);
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(31 * 24 * 60 * 60);
    fs::File::open(&files(&store, "json")[0]).and_then(|file| file.set_modified(long_ago)).expect("ours");
    reopened(&store).map(drop).expect("an engine");
    assert_eq!(fs::read_dir(&store).expect("a store").count(), 0);
}

#[test]
fn a_store_that_others_can_enter_is_refused() {
    let directory = tempfile::TempDir::new().expect("a directory");
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).expect("ours");
    let text = reopened(directory.path()).err().expect("it is refused").to_string();
    assert!(text.contains("`store.directory`") && text.contains("0700"), "{text}");
}

/// An engine that compiles nothing, with an empty store and filters that came compiled.
fn with_prebuilt(bench: &Bench, prebuilt: &Path) -> Arc<FilterEngine> {
    let store = StoreConfig {
        directory: bench.directory.path().join("empty"),
        prebuilt_directory: Some(prebuilt.to_owned()),
        ..StoreConfig::default()
    };
    let _ = fs::remove_dir_all(&store.directory);
    let loader = LoaderCommand { program: "/nonexistent".into(), arguments: Vec::new() };
    let pool = PoolConfig { sandboxes: 4, slots: 8, ..PoolConfig::default() };
    let metrics = Arc::new(SandboxMetrics::new(&Registry::default()).expect("metrics"));
    FilterEngine::new(&pool, &store, loader, metrics).expect("an engine")
}

#[test]
fn what_came_compiled_is_used_unless_others_could_have_written_it_or_it_was_changed() {
    let mut bench = Bench::new();
    let wasm = Guest::default().component();
    bench.load(&[bench.entry("guest", &wasm)]).map(drop).expect("it is compiled");
    let prebuilt = bench.directory.path().join("store");
    bench.engine = with_prebuilt(&bench, &prebuilt);
    let chain = bench.load(&[bench.entry("guest", &wasm)]).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(matches!(chain.run(batch(), &context()), ChainEnd::Passed(_)));

    let is_compiled_instead = |bench: &mut Bench| {
        bench.engine = with_prebuilt(bench, &prebuilt);
        bench.refusal(&wasm).contains("starting the process that loads filters")
    };
    let permit = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("ours");
    let (artifact, record) = (files(&prebuilt, "cwasm").remove(0), files(&prebuilt, "json").remove(0));
    for (path, writable, before) in [(&prebuilt, 0o777, 0o700), (&artifact, 0o420, 0o400), (&record, 0o402, 0o400)] {
        permit(path, writable);
        assert!(is_compiled_instead(&mut bench), "{} can be written", path.display());
        permit(path, before);
    }
    let mut code = fs::read(&artifact).expect("readable");
    code[0] ^= 1;
    permit(&artifact, 0o600);
    fs::write(&artifact, code).expect("ours");
    assert!(is_compiled_instead(&mut bench), "the artifact was changed");
}

#[test]
fn the_lines_of_its_source_come_with_what_came_compiled() {
    let mut bench = Bench::new();
    let wasm = Guest::default().component();
    bench.load(&[bench.entry("guest", &wasm)]).map(drop).expect("it is compiled");
    let prebuilt = bench.directory.path().join("store");
    let (artifact, record) = (files(&prebuilt, "cwasm").remove(0), files(&prebuilt, "json").remove(0));
    // A guest that is written as text has no lines.
    let text = fs::read_to_string(&record).expect("readable").replace("\"has_lines\":false", "\"has_lines\":true");
    fs::remove_file(&record).expect("ours");
    fs::write(&record, text).expect("ours");
    let lines = artifact.with_extension("lines");
    for (mode, copied) in [(0o400, vec!["lines".to_owned()]), (0o622, Vec::new())] {
        let _ = fs::remove_file(&lines);
        fs::write(&lines, "lines").expect("ours");
        fs::set_permissions(&lines, fs::Permissions::from_mode(mode)).expect("ours");
        bench.engine = with_prebuilt(&bench, &prebuilt);
        bench.load(&[bench.entry("guest", &wasm)]).map(drop).unwrap_or_else(|errors| panic!("{errors:?}"));
        let found = files(&bench.directory.path().join("empty"), "lines");
        let found: Vec<_> = found.iter().map(|file| fs::read_to_string(file).expect("readable")).collect();
        assert_eq!(found, copied);
    }
}
