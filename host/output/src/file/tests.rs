use super::*;
use std::fs;

fn file_with(text: &str) -> (tempfile::TempDir, OutputFile) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    fs::write(&path, text).unwrap();
    let file = OutputFile::new(File::options().write(true).open(&path).unwrap().into()).unwrap();
    (directory, file)
}

fn read_text(directory: &tempfile::TempDir) -> String {
    fs::read_to_string(directory.path().join("lines")).unwrap()
}

#[test]
fn a_tail_is_truncated_only_if_the_file_ends_with_it() {
    let (directory, file) = file_with("one\ntwo\nthr");
    assert!(!file.truncate_tail(b"something longer than the file"));
    assert!(!file.truncate_tail(b"other\nthr"));
    assert!(file.truncate_tail(b"two\nthr"));
    assert_eq!(read_text(&directory), "one\n");
}

#[test]
fn only_a_file_without_a_final_line_break_ends_mid_line() {
    for (text, needs) in [("", false), ("one\n", false), ("one\ntw", true), ("one", true)] {
        assert_eq!(file_with(text).1.ends_mid_line(), needs, "{text:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_ends_mid_line_and_is_not_truncated() {
    let (directory, mut file) = file_with("one\n");
    file.reader = None;
    assert!(file.ends_mid_line());
    assert!(!file.truncate_tail(b"one\n"));
    assert_eq!(read_text(&directory), "one\n");
}

#[test]
fn probing_for_disk_space_does_not_change_the_file() {
    let (directory, file) = file_with("one\n");
    assert!(matches!(file.probe_disk_space(), DiskSpace::Available | DiskSpace::Unknown));
    assert_eq!(read_text(&directory), "one\n");
}
