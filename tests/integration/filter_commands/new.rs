//! From nothing to a tested filter with the binary alone, in each language.

use sluice_tests::{Ended, directory, run, sluice, user_cache, workspace};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// An empty directory.
fn empty(name: &str) -> PathBuf {
    let folder = directory().join("new").join(name);
    fs::create_dir_all(&folder).expect("the run's directory can be written");
    folder
}

/// What a user types there.
fn type_in(folder: &Path, arguments: &[&str]) -> Ended {
    let mut command = Command::new(sluice());
    command.arg("filter").args(arguments).current_dir(folder);
    command.env("XDG_CACHE_HOME", user_cache());
    run(command)
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("it is there").flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Makes, builds and tests a filter; what `inspect` says of it.
fn make(language: &str, kind: &str) -> String {
    let (place, inspected) = build(language, kind);
    let tested = type_in(&place, &["test", "target/filters/mine.wasm", "--cases", "cases"]);
    assert_eq!(tested.code, Some(0), "{tested:?}");
    assert!(tested.stdout.contains("1 passed, 0 failed"), "{tested:?}");
    inspected
}

/// Makes and builds a filter: where it is, and what `inspect` says of it.
fn build(language: &str, kind: &str) -> (PathBuf, String) {
    let folder = empty(&format!("{language}-{kind}"));
    let made = type_in(&folder, &["new", "mine", "--lang", language, "--kind", kind]);
    assert_eq!(made.code, Some(0), "{made:?}");
    let place = folder.join("mine");
    let root = workspace().display().to_string();
    for file in files_below(&place) {
        let text = fs::read_to_string(&file).expect("a text");
        assert!(!text.contains(&root) && !text.contains("{{"), "{}", file.display());
    }
    let built = type_in(&place, &["build"]);
    assert_eq!(built.code, Some(0), "{built:?}");
    assert!(built.stderr.contains("bytes, imports") && built.stdout.contains("mine.wasm"), "{built:?}");
    let inspected = type_in(&place, &["inspect", "target/filters/mine.wasm"]);
    for words in ["mine", "0.1.0", "SDK", "a schema"] {
        assert!(inspected.stdout.contains(words), "{words:?} is not said: {}", inspected.stdout);
    }
    (place, inspected.stdout)
}

fn imports(inspected: &str, interface: &str) -> bool {
    inspected.contains(&format!("imports  sluice:filter/{interface}@"))
}

#[test]
fn a_filter_in_c_redacts_and_imports_what_it_calls() {
    let said = make("c", "redact");
    assert!(imports(&said, "redact") && !imports(&said, "enrich") && !imports(&said, "personal"), "{said}");
    assert!(said.contains("in C, SDK"), "{said}");
}

#[test]
fn a_filter_in_c_enriches_and_does_not_import_redact() {
    let said = make("c", "enrich");
    assert!(imports(&said, "enrich") && !imports(&said, "redact"), "{said}");
}

#[test]
fn a_filter_in_rust_of_each_kind_is_built_outside_of_this_repository() {
    let said = make("rust", "redact");
    assert!(imports(&said, "redact") && !imports(&said, "enrich") && said.contains("in Rust, SDK"), "{said}");
    let said = make("rust", "enrich");
    assert!(imports(&said, "enrich") && !imports(&said, "redact"), "{said}");
}

#[test]
fn a_filter_in_typescript_redacts_and_imports_what_it_calls() {
    let mut node = Command::new("node");
    node.args(["--print", "process.versions.node.split('.')[0] >= 20"]);
    if run(node).stdout.trim() != "true" {
        eprintln!("not tested: componentize-js needs node 20 or later");
        return;
    }
    let said = make("typescript", "redact");
    assert!(imports(&said, "redact") && !imports(&said, "enrich") && !imports(&said, "personal"), "{said}");
    assert!(
        !imports(&said, "context") && !imports(&said, "diagnostics") && said.contains("in TypeScript, SDK"),
        "{said}"
    );
}

#[test]
fn a_filter_in_python_imports_what_it_calls() {
    // Loading one takes twenty seconds: the guide and `filter_languages` do it.
    let (place, said) = build("python", "enrich");
    for interface in ["redact", "scanners", "personal", "context", "diagnostics"] {
        assert!(!imports(&said, interface), "{said}");
    }
    assert!(imports(&said, "enrich") && said.contains("in Python, SDK"), "{said}");
    for (source, words) in [
        ("def process(:\n", "src/filter.py:1: invalid syntax"),
        ("import sluice\n", "src/filter.py has no function `process`"),
    ] {
        fs::write(place.join("src/filter.py"), source).expect("it can be written");
        let ended = type_in(&place, &["build"]);
        assert!(ended.code == Some(1) && ended.stderr.contains(words), "{words:?} is not said: {}", ended.stderr);
        assert!(!ended.stderr.contains("Stack backtrace"), "{}", ended.stderr);
    }
}

#[test]
fn a_toolchain_that_is_missing_is_named_with_the_command_that_gets_it() {
    let folder = empty("without-a-toolchain");
    let languages = [
        ("c", "apt-get install clang lld"),
        ("typescript", "apt-get install nodejs npm"),
        ("python", "apt-get install python3 python3-pip"),
    ];
    for (language, words) in languages {
        assert_eq!(type_in(&folder, &["new", language, "--lang", language]).code, Some(0));
        let mut command = Command::new(sluice());
        command.args(["filter", "build", language]).current_dir(&folder).env("PATH", "/nowhere");
        command.env("XDG_CACHE_HOME", folder.join("cache"));
        let ended = run(command);
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains(words), "{}", ended.stderr);
    }
}

#[test]
fn a_folder_that_is_no_filter_is_refused_with_what_would_make_it_one() {
    let folder = empty("nothing");
    let ended = type_in(&folder, &["build"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("Cargo.toml") && ended.stderr.contains("sluice filter new"), "{}", ended.stderr);
    fs::write(folder.join("filter.toml"), "name = 'a'\nversion = '1.0.0'\n").expect("it can be written");
    let ended = type_in(&folder, &["build"]);
    assert!(ended.code == Some(1) && ended.stderr.contains("a .c file beside it"), "{ended:?}");
}

#[test]
fn what_a_compiler_says_is_shown() {
    let folder = empty("broken");
    assert_eq!(type_in(&folder, &["new", "mine", "--lang", "c"]).code, Some(0));
    fs::write(folder.join("mine/filter.c"), "int broken(").expect("it can be written");
    let ended = type_in(&folder, &["build", "mine"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("filter.c:1") && ended.stderr.contains("compile mine"), "{}", ended.stderr);
}
