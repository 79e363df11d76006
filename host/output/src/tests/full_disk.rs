//! A regular file on a disk that fills: a small tmpfs, mounted for the moment in which its files are opened.
//!
//! Without the right to mount, these tests are skipped and say so. `unwritable.rs` then still shows how writes that fail are
//! waited for, and the tests beside `file.rs` how a file is repaired.

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

/// Three lines of some kilobytes, so that a page ends in the middle of one; each with a number of its own.
fn lines(first: usize) -> Vec<String> {
    (first..first + 3).map(|n| format!("<{n} {}>", "x".repeat(500 + n * 379 % 3_000))).collect()
}

type Request = JoinHandle<(Vec<String>, Result<(), WriteError>)>;

/// Twenty requests at once.
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

async fn until(holds: impl Fn() -> bool) {
    let held = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    in_time(held).await;
}

async fn in_time<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), work).await.expect("waited in vain")
}

/// What was acknowledged, and what was refused.
#[derive(Default)]
struct Told {
    written: Vec<String>,
    refused: HashSet<String>,
}

impl Told {
    async fn hear(&mut self, requests: Vec<Request>) {
        for request in requests {
            let (lines, written) = in_time(request).await.unwrap();
            match written {
                Ok(()) => self.written.extend(lines),
                Err(error) => {
                    assert_eq!(error, WriteError::Busy);
                    self.refused.extend(lines);
                }
            }
        }
    }

    /// Acknowledged is what can be read, once each; nothing of what was refused is there.
    fn agrees_with(&self, text: &str) {
        let mut read: Vec<_> = text.lines().filter(|line| *line != "<torn").collect();
        read.sort_unstable();
        let mut written: Vec<_> = self.written.iter().map(String::as_str).collect();
        written.sort_unstable();
        assert!(read.iter().all(|line| !self.refused.contains(*line)), "a refused line is there");
        assert!(read == written, "{} lines are there, {} were acknowledged", read.len(), written.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_is_what_can_be_read_whenever_the_disk_was_full() {
    let Some(disk) = Disk::mount("24m") else { return };
    let (mut told, mut next) = (Told::default(), 0);
    for round in 0..24 {
        let is_long = round % 2 == 1;
        let (stdout, metrics) = start(&disk, if is_long { 20 } else { 60_000 });
        let before = send(&stdout, &mut next);
        told.hear(before).await;
        // A few pages are left, so that the first write ends in the middle of a block.
        disk.fill(round % 5 * 4096);
        let mut requests = send(&stdout, &mut next);
        until(|| metrics.write_errors.no_space.get() > 0).await;
        assert!(stdout.failing().is_some());
        if is_long {
            told.hear(std::mem::take(&mut requests)).await;
            assert!(metrics.refused.get() > 0);
            told.agrees_with(&disk.read_lines());
        }
        disk.empty();
        // Ready again without a request: there are none where it is unready.
        until(|| stdout.failing().is_none()).await;
        requests.extend(send(&stdout, &mut next));
        told.hear(requests).await;
        stdout.drained().await;
        drop(stdout);
        told.agrees_with(&disk.read_lines());
        if round % 3 == 0 {
            disk.append("<torn");
        }
    }
    assert!(told.written.len() > 24 * 60 && told.refused.len() > 100, "{}", told.refused.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_block_stays_while_it_waits_and_what_another_process_tears_meanwhile_is_ended() {
    let Some(disk) = Disk::mount("64k") else { return };
    let (stdout, metrics) = start(&disk, 60_000);
    disk.fill(8192);
    let lines: Vec<_> = (0..4).map(|n| format!("<{n} {}>", "x".repeat(3_000))).collect();
    let writing = tokio::spawn({
        let (stdout, block) = (stdout.clone(), lines.join("\n") + "\n");
        async move { stdout.write(block.into_bytes(), 4).await }
    });
    until(|| metrics.write_errors.no_space.get() > 0).await;
    until(|| disk.read_lines().is_empty()).await;
    disk.append("<torn");
    disk.empty();
    assert_eq!(in_time(writing).await.unwrap(), Ok(()));
    assert_eq!(disk.read_lines(), format!("<torn\n{}\n", lines.join("\n")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn truncating_the_file_itself_makes_room_and_leaves_whole_lines() {
    let Some(disk) = Disk::mount("64k") else { return };
    let (stdout, metrics) = start(&disk, 60_000);
    let mut sent = 0;
    let mut writing;
    loop {
        let block = format!("<{sent} {}>\n", "x".repeat(3_000)).into_bytes();
        let stdout = stdout.clone();
        writing = tokio::spawn(async move { stdout.write(block, 1).await });
        until(|| writing.is_finished() || metrics.write_errors.no_space.get() > 0).await;
        if !writing.is_finished() {
            break;
        }
        sent += 1;
    }
    disk.truncate_lines();
    assert_eq!(in_time(writing).await.unwrap(), Ok(()));
    let text = disk.read_lines();
    assert!(text.starts_with(&format!("<{sent} x")) && text.ends_with(">\n") && text.lines().count() == 1);
}
