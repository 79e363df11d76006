//! Two folders with a crate of one name: each is built from its own source, whoever comes first.

use sluice_tests::{directory, run, sluice, user_cache};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

fn filter_command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(sluice());
    command.arg("filter").args(arguments).current_dir(folder).env("XDG_CACHE_HOME", user_cache());
    command
}

/// A new filter in a folder of its own. All copies have one name, and files that were written at the same time.
fn copies(marks: [&str; 2]) -> [PathBuf; 2] {
    let folder = directory().join("copies");
    fs::create_dir_all(&folder).expect("the run's directory can be written");
    let made = run(filter_command(&folder, &["new", "twin"]));
    assert_eq!(made.code, Some(0), "{made:?}");
    let copies = ["v1", "v2"].map(|name| folder.join(name));
    for (copy, mark) in copies.iter().zip(marks) {
        let copied = Command::new("cp").arg("-a").arg(folder.join("twin")).arg(copy).status().expect("cp is there");
        assert!(copied.success());
        let source = copy.join("src/lib.rs");
        let times = fs::metadata(&source).and_then(|it| it.modified()).expect("it is there");
        let text = fs::read_to_string(&source).expect("it is there");
        let marked = text.replacen("drop_level: \"debug\"", &format!("drop_level: {mark:?}"), 1);
        assert_ne!(marked, text, "the template has this setting");
        fs::write(&source, marked).expect("it can be written");
        fs::File::options().write(true).open(&source).and_then(|file| file.set_modified(times)).expect("it is ours");
    }
    copies
}

/// Whether the component of a folder has the mark of each folder.
fn marks_in(folder: &Path, marks: [&str; 2]) -> [bool; 2] {
    let component = fs::read(folder.join("target/filters/twin.wasm")).expect("it was built");
    marks.map(|mark| component.windows(mark.len()).any(|part| part == mark.as_bytes()))
}

#[test]
fn each_folder_is_built_from_its_own_source_one_after_the_other_and_side_by_side() {
    let marks = ["mark-of-the-first-copy", "mark-of-the-second-one"];
    let folders = copies(marks);
    let own = [[true, false], [false, true]];
    for order in [[0, 1], [1, 0]] {
        for number in order {
            let built = run(filter_command(&folders[number], &["build"]));
            assert_eq!(built.code, Some(0), "{built:?}");
            assert_eq!(marks_in(&folders[number], marks), own[number], "copy {number}");
        }
    }
    let builds = folders.clone().map(|folder| thread::spawn(move || run(filter_command(&folder, &["build"]))));
    for (number, build) in builds.into_iter().enumerate() {
        let built = build.join().expect("it ended");
        assert_eq!(built.code, Some(0), "{built:?}");
        assert_eq!(marks_in(&folders[number], marks), own[number], "copy {number}");
    }
}
