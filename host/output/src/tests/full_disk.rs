//! A regular file on a disk that becomes full, in a small tmpfs.
//!
//! Without the right to mount, these tests are skipped and print a line. Then `unwritable.rs` still covers retries, and the
//! tests of `file.rs` cover repairs.

use super::disk::Disk;
use crate::{Stdout, StdoutConfig, StdoutMetrics, WriteError};
use sluice_metrics::Registry;
use std::{collections::HashSet, time::Duration};
use tokio::task::JoinHandle;

fn start(disk: &Disk, max_wait_ms: u64) -> (Stdout, StdoutMetrics) {
    let metrics = StdoutMetrics::new(&Registry::default()).unwrap();
    let config = StdoutConfig { max_waiting_bytes: 200_000, max_wait_ms };
    (Stdout::new(disk.open_lines().into(), config, metrics.clone()).unwrap(), metrics)
}

/// Three lines of some kilobytes, so that a page ends in the middle of a line. Each has a unique number.
fn lines(first: usize) -> Vec<String> {
    (first..first + 3).map(|n| format!("<{n} {}>", "x".repeat(500 + n * 379 % 3_000))).collect()
}

type Request = JoinHandle<(Vec<String>, Result<(), WriteError>)>;

/// Sends twenty concurrent requests.
fn send(stdout: &Stdout, next: &mut usize) -> Vec<Request> {
    (0..20)
        .map(|_| {
            let (stdout, lines) = (stdout.clone(), lines(*next));
            *next += 3;
            tokio::spawn(async move {
                let block = lines.iter().flat_map(|line| [line, "\n"]).collect::<String>().into_bytes();
                let written = stdout.write(block, 3).await;
                (lines, written)
            })
        })
        .collect()
}

async fn wait_until(condition: impl Fn() -> bool) {
    let polling = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    within_a_minute(polling).await;
}

async fn within_a_minute<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), work).await.expect("timed out")
}

/// The lines that were acknowledged, and those that were refused.
#[derive(Default)]
struct Results {
    written: Vec<String>,
    refused: HashSet<String>,
}

impl Results {
    async fn collect(&mut self, requests: Vec<Request>) {
        for request in requests {
            let (lines, written) = within_a_minute(request).await.unwrap();
            match written {
                Ok(()) => self.written.extend(lines),
                Err(error) => {
                    assert_eq!(error, WriteError::Busy);
                    self.refused.extend(lines);
                }
            }
        }
    }

    /// Asserts that the file has each acknowledged line once, and no refused line.
    fn assert_match(&self, text: &str) {
        let mut read: Vec<_> = text.lines().filter(|line| *line != "<torn").collect();
        read.sort_unstable();
        let mut written: Vec<_> = self.written.iter().map(String::as_str).collect();
        written.sort_unstable();
        assert!(read.iter().all(|line| !self.refused.contains(*line)), "a refused line is there");
        assert!(read == written, "{} lines are there, {} were acknowledged", read.len(), written.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_the_disk_was_full_the_file_has_exactly_the_acknowledged_lines() {
    let Some(disk) = Disk::mount("24m") else { return };
    let (mut results, mut next) = (Results::default(), 0);
    for round in 0..24 {
        let is_refusing = round % 2 == 1;
        let (stdout, metrics) = start(&disk, if is_refusing { 20 } else { 60_000 });
        let before = send(&stdout, &mut next);
        results.collect(before).await;
        // A few pages are free, so that the first write ends in the middle of a block.
        disk.fill(round % 5 * 4096);
        let mut requests = send(&stdout, &mut next);
        wait_until(|| metrics.write_errors.no_space.get() > 0).await;
        assert!(stdout.failure_reason().is_some());
        if is_refusing {
            results.collect(std::mem::take(&mut requests)).await;
            assert!(metrics.refused.get() > 0);
            results.assert_match(&disk.read_lines());
        }
        disk.empty();
        // The writer becomes ready without a request, because a service that is not ready gets none.
        wait_until(|| stdout.failure_reason().is_none()).await;
        requests.extend(send(&stdout, &mut next));
        results.collect(requests).await;
        stdout.drained().await;
        drop(stdout);
        results.assert_match(&disk.read_lines());
        if round % 3 == 0 {
            disk.append("<torn");
        }
    }
    assert!(results.written.len() > 24 * 60 && results.refused.len() > 100, "{}", results.refused.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_waiting_block_is_removed_from_the_file_and_a_torn_line_of_another_process_is_ended() {
    let Some(disk) = Disk::mount("64k") else { return };
    let (stdout, metrics) = start(&disk, 60_000);
    disk.fill(8192);
    let lines: Vec<_> = (0..4).map(|n| format!("<{n} {}>", "x".repeat(3_000))).collect();
    let writing = tokio::spawn({
        let (stdout, block) = (stdout.clone(), lines.join("\n") + "\n");
        async move { stdout.write(block.into_bytes(), 4).await }
    });
    wait_until(|| metrics.write_errors.no_space.get() > 0).await;
    wait_until(|| disk.read_lines().is_empty()).await;
    disk.append("<torn");
    disk.empty();
    assert_eq!(within_a_minute(writing).await.unwrap(), Ok(()));
    assert_eq!(disk.read_lines(), format!("<torn\n{}\n", lines.join("\n")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn truncating_the_file_frees_space_and_leaves_whole_lines() {
    let Some(disk) = Disk::mount("64k") else { return };
    let (stdout, metrics) = start(&disk, 60_000);
    let mut sent = 0;
    let mut writing;
    loop {
        let block = format!("<{sent} {}>\n", "x".repeat(3_000)).into_bytes();
        let stdout = stdout.clone();
        writing = tokio::spawn(async move { stdout.write(block, 1).await });
        wait_until(|| writing.is_finished() || metrics.write_errors.no_space.get() > 0).await;
        if !writing.is_finished() {
            break;
        }
        sent += 1;
    }
    disk.truncate_lines();
    assert_eq!(within_a_minute(writing).await.unwrap(), Ok(()));
    let text = disk.read_lines();
    assert!(text.starts_with(&format!("<{sent} x")) && text.ends_with(">\n") && text.lines().count() == 1);
}
