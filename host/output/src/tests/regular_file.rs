//! Stdout that is a regular file, with earlier contents and with changes by other processes.

use crate::{Stdout, StdoutConfig, StdoutMetrics};
use sluice_metrics::Registry;
use std::{
    fs::{self, File},
    path::Path,
};

/// Opens the file only for writing, at its start and without `O_APPEND`, like a shell's `>` without truncation.
fn start(path: &Path) -> Stdout {
    let file = File::options().write(true).create(true).truncate(false).open(path).unwrap();
    let metrics = StdoutMetrics::new(&Registry::default()).unwrap();
    Stdout::new(file.into(), StdoutConfig::default(), metrics).unwrap()
}

async fn write(stdout: &Stdout, lines: &str) {
    stdout.write(lines.as_bytes().to_vec(), 1).await.unwrap();
}

#[tokio::test]
async fn a_file_that_ends_mid_line_gets_a_line_break_first() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    fs::write(&path, "whole\ntorn").unwrap();
    let stdout = start(&path);
    write(&stdout, "one\n").await;
    write(&stdout, "two\n").await;
    assert_eq!(fs::read_to_string(&path).unwrap(), "whole\ntorn\none\ntwo\n");
}

#[tokio::test]
async fn a_file_of_whole_lines_gets_no_extra_line_break() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    for line in ["one\n", "two\n", "three\n"] {
        write(&start(&path), line).await;
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntwo\nthree\n");
}

#[tokio::test]
async fn a_torn_file_is_not_changed_before_the_first_block() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    fs::write(&path, "torn").unwrap();
    let stdout = start(&path);
    stdout.drained().await;
    drop(stdout);
    assert_eq!(fs::read_to_string(&path).unwrap(), "torn");
}

#[tokio::test]
async fn a_file_that_is_truncated_gets_no_hole() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    let stdout = start(&path);
    for round in 0..20 {
        write(&stdout, &"x".repeat(100_000)).await;
        write(&stdout, "\n").await;
        File::options().write(true).open(&path).unwrap().set_len(0).unwrap();
        write(&stdout, &format!("{round}\n")).await;
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{round}\n"));
    }
}

#[tokio::test]
async fn two_writers_of_one_file_do_not_overwrite_each_other() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    let (old, new) = (start(&path), start(&path));
    for line in ["1\n", "2\n", "3\n"] {
        write(&old, line).await;
        write(&new, line).await;
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "1\n1\n2\n2\n3\n3\n");
}
