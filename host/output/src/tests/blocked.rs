//! Pipes that nobody reads: blocks are refused in time, and nothing of what was refused is ever read.

use super::{read_exactly, start_on_pipe};
use crate::{Stdout, StdoutConfig, StdoutMetrics, WriteError};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use sluice_metrics::Registry;
use std::{
    collections::HashSet,
    fs::File,
    io::Read,
    time::{Duration, Instant},
};
use tokio::task::JoinHandle;

const MAX_WAIT_MS: u64 = 50;
const CONFIG: StdoutConfig = StdoutConfig { max_waiting_bytes: 16 << 20, max_wait_ms: MAX_WAIT_MS };

/// A pipe with a name. It is opened for reading and writing first, because that does not wait for the other end.
fn start_on_named_pipe(config: StdoutConfig) -> (Stdout, File) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("pipe");
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let both = File::options().read(true).write(true).open(&path).unwrap();
    let (reader, writer) = (File::open(&path).unwrap(), File::options().write(true).open(&path).unwrap());
    drop(both);
    let metrics = StdoutMetrics::new(&Registry::default()).unwrap();
    (Stdout::new(writer.into(), config, metrics).unwrap(), reader)
}

fn write(stdout: &Stdout, block: Vec<u8>) -> JoinHandle<Result<(), WriteError>> {
    let stdout = stdout.clone();
    tokio::spawn(async move { stdout.write(block, 1).await })
}

async fn within_a_minute<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), work).await.expect("timed out")
}

async fn until(condition: impl Fn() -> bool) {
    within_a_minute(async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await;
}

fn read_to_end(mut reader: File) -> JoinHandle<String> {
    tokio::task::spawn_blocking(move || {
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        text
    })
}

/// Fills the pipe to the last byte. Returns how many bytes it holds.
async fn fill(stdout: &Stdout) -> usize {
    let bytes = rustix::pipe::fcntl_getpipe_size(&stdout.shared.file).unwrap();
    within_a_minute(write(stdout, vec![b'x'; bytes])).await.unwrap().unwrap();
    bytes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blocks_that_nobody_reads_are_refused_and_what_is_read_later_is_what_was_acknowledged() {
    for start in [start_on_pipe, start_on_named_pipe] {
        let (stdout, reader) = start(CONFIG);
        let line = |n: usize| format!("<{n} {}>", "x".repeat(2_900 + n * 379 % 200));
        let before = Instant::now();
        let requests: Vec<_> = (0..900).map(|n| write(&stdout, (line(n) + "\n").into_bytes())).collect();
        until(|| requests.iter().filter(|request| !request.is_finished()).count() <= 1).await;
        assert!(before.elapsed() < Duration::from_secs(20), "{:?}", before.elapsed());
        assert!(stdout.shared.metrics.refused.get() > 100);
        assert!(stdout.failure_reason().is_some_and(|reason| reason.contains("takes no lines")));
        assert_eq!(stdout.admit(), Err(WriteError::Busy));

        let reading = read_to_end(reader);
        until(|| stdout.failure_reason().is_none()).await;
        assert_eq!(stdout.admit(), Ok(()));
        let mut written: HashSet<_> = HashSet::from([line(900)]);
        assert_eq!(within_a_minute(write(&stdout, (line(900) + "\n").into_bytes())).await.unwrap(), Ok(()));
        for (n, request) in requests.into_iter().enumerate() {
            if within_a_minute(request).await.unwrap().is_ok() {
                written.insert(line(n));
            }
        }
        assert_eq!(stdout.shared.metrics.write_errors.again.get(), 0);
        drop(stdout);
        let text = within_a_minute(reading).await.unwrap();
        assert_eq!(text.lines().count(), written.len(), "a line is there twice");
        assert!(text.lines().all(|line| written.contains(line)), "a refused line is there");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_that_is_partly_written_waits_for_the_rest_and_those_behind_it_are_refused() {
    let (stdout, reader) = start_on_named_pipe(CONFIG);
    let large = write(&stdout, vec![b'x'; 4 << 20]);
    until(|| stdout.shared.metrics.writes.get() > 0).await;
    for _ in 0..3 {
        assert_eq!(within_a_minute(stdout.write(vec![b'y'; 100], 1)).await, Err(WriteError::Busy));
    }
    assert!(!large.is_finished());
    until(|| stdout.shared.metrics.waiting_bytes.get() == 4 << 20).await;
    let reading = read_to_end(reader);
    assert_eq!(within_a_minute(large).await.unwrap(), Ok(()));
    until(|| stdout.failure_reason().is_none()).await;
    drop(stdout);
    assert_eq!(within_a_minute(reading).await.unwrap(), "x".repeat(4 << 20));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_pipe_with_nothing_behind_it_stays_blocked_until_somebody_reads_without_any_request() {
    let (stdout, reader) = start_on_pipe(CONFIG);
    let bytes = fill(&stdout).await;
    assert_eq!((stdout.failure_reason(), stdout.admit()), (None, Ok(())), "nothing waits yet");
    assert_eq!(within_a_minute(stdout.write(b"refused\n".to_vec(), 1)).await, Err(WriteError::Busy));
    stdout.drained().await;
    let refused_at = Instant::now();
    while refused_at.elapsed() < Duration::from_millis(4 * MAX_WAIT_MS) {
        assert!(stdout.failure_reason().is_some(), "nobody has read");
        tokio::task::yield_now().await;
    }
    stdout.update_metrics();
    assert_eq!((stdout.admit(), stdout.shared.metrics.blocked.get()), (Err(WriteError::Busy), 1));
    assert_eq!(stdout.shared.metrics.refused.get(), 2);

    assert_eq!(read_exactly(&reader, bytes).len(), bytes);
    until(|| stdout.failure_reason().is_none()).await;
    stdout.update_metrics();
    assert_eq!((stdout.admit(), stdout.shared.metrics.blocked.get()), (Ok(()), 0));
    assert_eq!(within_a_minute(stdout.write(b"written\n".to_vec(), 1)).await, Ok(()));
    drop(stdout);
    assert_eq!(within_a_minute(read_to_end(reader)).await.unwrap(), "written\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_goes_away_while_stdout_is_blocked_closes_it() {
    let (stdout, reader) = start_on_named_pipe(CONFIG);
    let large = write(&stdout, vec![b'x'; 4 << 20]);
    until(|| stdout.admit().is_err()).await;
    drop(reader);
    assert_eq!(within_a_minute(large).await.unwrap(), Err(WriteError::Closed));
    assert!(stdout.is_closed());
    assert_eq!(within_a_minute(stdout.write(b"lost\n".to_vec(), 1)).await, Err(WriteError::Closed));
}

#[tokio::test]
async fn requests_that_wait_for_space_are_refused_in_time_too() {
    let config = StdoutConfig { max_waiting_bytes: 1_000, max_wait_ms: 200 };
    let (stdout, _reader) = start_on_pipe(config);
    fill(&stdout).await;
    let before = Instant::now();
    let requests: Vec<_> = (0..10).map(|_| write(&stdout, vec![b'y'; 600])).collect();
    for request in requests {
        assert_eq!(within_a_minute(request).await.unwrap(), Err(WriteError::Busy));
    }
    assert!(before.elapsed() < Duration::from_secs(20));
    stdout.drained().await;
    assert_eq!(stdout.shared.metrics.refused.get(), 10);
}

#[tokio::test]
async fn while_writes_fail_for_long_new_requests_are_refused_at_once() {
    let device = File::options().write(true).open("/dev/full").unwrap();
    let metrics = StdoutMetrics::new(&Registry::default()).unwrap();
    let stdout = Stdout::new(device.into(), CONFIG, metrics.clone()).unwrap();
    assert_eq!(stdout.admit(), Ok(()));
    assert_eq!(within_a_minute(stdout.write(b"refused\n".to_vec(), 1)).await, Err(WriteError::Busy));
    assert_eq!(stdout.admit(), Err(WriteError::Busy));
    assert!(stdout.failure_reason().is_some_and(|reason| reason.contains("no space")));
    assert_eq!(metrics.refused.get(), 2);
}
