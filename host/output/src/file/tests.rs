use super::*;
use std::fs;

fn with(text: &str) -> (tempfile::TempDir, OutputFile) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    fs::write(&path, text).unwrap();
    let file = OutputFile::new(File::options().write(true).open(&path).unwrap().into()).unwrap();
    (directory, file)
}

fn text(directory: &tempfile::TempDir) -> String {
    fs::read_to_string(directory.path().join("lines")).unwrap()
}

#[test]
fn a_tail_is_cut_off_only_where_the_file_still_ends_with_it() {
    let (directory, file) = with("one\ntwo\nthr");
    assert!(!file.cut_back(b"something longer than the file"));
    assert!(!file.cut_back(b"other\nthr"));
    assert!(file.cut_back(b"two\nthr"));
    assert_eq!(text(&directory), "one\n");
}

#[test]
fn only_a_line_without_its_end_needs_a_line_break() {
    for (text, needs) in [("", false), ("one\n", false), ("one\ntw", true), ("one", true)] {
        assert_eq!(with(text).1.ends_inside_line(), needs, "{text:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_counts_as_torn_and_is_not_cut() {
    let (directory, mut file) = with("one\n");
    file.reader = None;
    assert!(file.ends_inside_line());
    assert!(!file.cut_back(b"one\n"));
    assert_eq!(text(&directory), "one\n");
}

#[test]
fn asking_for_room_changes_nothing() {
    let (directory, file) = with("one\n");
    assert!(matches!(file.room(), Room::Free | Room::Unknown));
    assert_eq!(text(&directory), "one\n");
}
