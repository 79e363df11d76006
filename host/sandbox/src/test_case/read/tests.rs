use super::*;
use std::fs;

/// Reads cases that have these files, beside one that is good.
fn read(files: &[(&str, &str)], limits: TestCaseLimits) -> Result<usize, String> {
    let root = tempfile::tempdir().unwrap();
    for (name, text) in [("good/batch.json", "{}"), ("good/expected.jsonl", "")].iter().chain(files) {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let access = FileAccess::Beneath(root.path().to_owned());
    let cases = TestCases::open(&access, root.path(), limits)?;
    cases.collect::<Result<Vec<_>, _>>().map(|cases| cases.len())
}

#[test]
fn a_mistake_is_said_by_place_and_kind_and_without_what_stands_there() {
    let rows = [
        ("request.json", r#"{"hunter2": 1}"#, "line 1, column 10: a member is unknown"),
        ("request.json", "{\"user\":\n \"hunter2\"", "line 2, column 10: ends in the middle"),
        ("config.json", "hunter2", "line 1, column 1: is not JSON"),
        ("expected.jsonl", "{}\n\n{\"a\":hunter2}", "line 3, column 6: is not JSON"),
    ];
    for (file, text, what) in rows {
        let files = [("bad/batch.json", "{}"), ("bad/expected.jsonl", ""), (&*format!("bad/{file}"), text)];
        let mistake = read(&files, TestCaseLimits::SERVICE).unwrap_err();
        assert!(mistake.contains(&format!("bad/{file}: {what}")), "{mistake}");
        assert!(!mistake.contains("hunter2"), "{mistake}");
    }
}

#[test]
fn there_are_limits_for_their_number_for_each_file_and_for_all_together() {
    let more = [("more/batch.json", "123456789"), ("more/expected.jsonl", "1")];
    let limits = TestCaseLimits { cases: 2, file_bytes: 9, all_bytes: 12 };
    assert_eq!(read(&more, limits), Ok(2));
    assert!(read(&more, TestCaseLimits { cases: 1, ..limits }).unwrap_err().contains("has 2 cases; at most 1"));
    assert!(read(&more, TestCaseLimits { file_bytes: 8, ..limits }).unwrap_err().contains("has more than 8 bytes"));
    assert!(read(&more, TestCaseLimits { all_bytes: 11, ..limits }).unwrap_err().contains("11 bytes together"));
}

#[test]
fn what_begins_with_a_dot_is_no_case() {
    assert_eq!(read(&[(".git/HEAD", "x"), ("..2026/bad/x", "x"), ("README.md", "x")], TestCaseLimits::SERVICE), Ok(1));
}
