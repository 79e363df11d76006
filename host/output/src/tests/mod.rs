//! The writer on pipes.

mod blocked;
mod disk;
mod full_disk;
mod regular_file;
mod unwritable;

use crate::{Stdout, StdoutConfig, StdoutMetrics, WriteError};
use sluice_metrics::Registry;
use std::{fs::File, io::Read};

fn start_on_pipe(config: StdoutConfig) -> (Stdout, File) {
    let (reader, writer) = rustix::pipe::pipe().unwrap();
    let metrics = StdoutMetrics::new(&Registry::default()).unwrap();
    (Stdout::new(writer, config, metrics).unwrap(), File::from(reader))
}

fn read_exactly(mut reader: &File, bytes: usize) -> Vec<u8> {
    let mut read = vec![0; bytes];
    reader.read_exact(&mut read).unwrap();
    read
}

#[tokio::test]
async fn blocks_arrive_whole_and_in_order() {
    let (stdout, reader) = start_on_pipe(StdoutConfig::default());
    stdout.write(b"one\n".to_vec(), 1).await.unwrap();
    stdout.write(b"two\n".to_vec(), 1).await.unwrap();
    stdout.drained().await;
    assert_eq!(read_exactly(&reader, 8), b"one\ntwo\n");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_block_larger_than_the_pipe_is_acknowledged_after_the_reader_has_read() {
    let (stdout, reader) = start_on_pipe(StdoutConfig::default());
    let block = vec![b'x'; 4 << 20];
    let writing = tokio::spawn({
        let (stdout, block) = (stdout.clone(), block.clone());
        async move { stdout.write(block, 1).await }
    });
    let read = tokio::task::spawn_blocking(move || read_exactly(&reader, 4 << 20)).await.unwrap();
    assert_eq!(writing.await.unwrap(), Ok(()));
    assert!(read == block);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blocks_of_many_requests_are_never_mixed() {
    let (stdout, reader) = start_on_pipe(StdoutConfig::default());
    let reading = tokio::task::spawn_blocking(move || {
        let mut text = String::new();
        (&reader).read_to_string(&mut text).unwrap();
        text
    });
    let writers: Vec<_> = (0..200)
        .map(|n| {
            let stdout = stdout.clone();
            tokio::spawn(async move { stdout.write(format!("{}\n", n.to_string().repeat(2000)).into_bytes(), 1).await })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    drop(stdout);
    let text = reading.await.unwrap();
    let mut lines: Vec<_> = text.lines().map(|line| line.len()).collect();
    assert_eq!(lines.len(), 200);
    lines.sort_unstable();
    assert_eq!((lines[0], lines[199]), (2000, 6000));
}

#[tokio::test]
async fn a_stalled_reader_leads_to_refusals_and_no_acknowledged_block_is_lost() {
    let config = StdoutConfig { max_waiting_bytes: 300_000, max_wait_ms: 20 };
    let (stdout, reader) = start_on_pipe(config);
    let writes: Vec<_> = (0..60)
        .map(|_| {
            let stdout = stdout.clone();
            tokio::spawn(async move { stdout.write(vec![b'y'; 50_000], 1).await })
        })
        .collect();
    // Requests that find no space in time are refused. Nothing else completes before the reader continues.
    while stdout.shared.metrics.refused.get() < 10 {
        tokio::task::yield_now().await;
    }
    let reading = tokio::task::spawn_blocking(move || {
        let mut read = Vec::new();
        (&reader).read_to_end(&mut read).unwrap();
        read.len()
    });
    let mut accepted = 0;
    for write in writes {
        match write.await.unwrap() {
            Ok(()) => accepted += 1,
            Err(error) => assert_eq!(error, WriteError::Busy),
        }
    }
    drop(stdout);
    assert_eq!(reading.await.unwrap(), accepted * 50_000);
}

#[tokio::test]
async fn a_closed_pipe_fails_waiting_and_later_blocks() {
    let (stdout, reader) = start_on_pipe(StdoutConfig::default());
    drop(reader);
    assert_eq!(stdout.write(b"lost\n".to_vec(), 1).await, Err(WriteError::Closed));
    stdout.closed().await;
    assert!(stdout.is_closed());
    assert_eq!(stdout.write(b"lost\n".to_vec(), 1).await, Err(WriteError::Closed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pipe_that_another_process_made_non_blocking_is_no_failure() {
    let (stdout, reader) = start_on_pipe(StdoutConfig { max_wait_ms: 60_000, ..StdoutConfig::default() });
    rustix::fs::fcntl_setfl(&stdout.shared.file, rustix::fs::OFlags::NONBLOCK).unwrap();
    let writing = tokio::spawn({
        let stdout = stdout.clone();
        async move { stdout.write(vec![b'x'; 4 << 20], 1).await }
    });
    while stdout.shared.metrics.writes.get() < 1 {
        tokio::task::yield_now().await;
    }
    assert_eq!((writing.is_finished(), stdout.failure_reason()), (false, None));
    let read = tokio::task::spawn_blocking(move || read_exactly(&reader, 4 << 20)).await.unwrap();
    assert_eq!((writing.await.unwrap(), read.len()), (Ok(()), 4 << 20));
    assert_eq!(stdout.shared.metrics.write_errors.again.get(), 0);
}
