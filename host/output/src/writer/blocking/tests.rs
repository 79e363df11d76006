//! A block that is partly written, with and without writes of another process.

use super::*;
use crate::{Stdout, StdoutConfig, StdoutMetrics, WriteError};
use sluice_metrics::Registry;
use std::fs::{self, File};
use tokio::sync::oneshot::{self, Receiver};

fn start_with_partly_written_block(
    path: &std::path::Path,
    written: usize,
) -> (Stdout, BlockingWriter, Receiver<Result<(), WriteError>>) {
    let file = File::options().write(true).open(path).unwrap();
    let metrics = StdoutMetrics::new(&Registry::default()).unwrap();
    let stdout = Stdout::new(file.into(), StdoutConfig { max_wait_ms: 0, ..StdoutConfig::default() }, metrics).unwrap();
    let shared = Arc::clone(&stdout.shared);
    let (completion, result) = oneshot::channel();
    let bytes = b"one\ntwo\nthree\n".to_vec();
    shared.queue.lock().waiting_bytes = bytes.len();
    let block = Block { bytes, written, lines: 3, waiting_since: Some(Instant::now()), completion };
    let blocks = VecDeque::from([block]);
    (stdout, BlockingWriter { is_end_known: true, ..BlockingWriter::new(shared, blocks) }, result)
}

#[test]
fn if_another_process_has_written_the_torn_line_is_written_again_and_the_block_is_not_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    fs::write(&path, "one\ntw{another").unwrap();
    let (_stdout, mut writer, mut result) = start_with_partly_written_block(&path, 6);
    writer.roll_back();
    writer.refuse_overdue();
    assert!(result.try_recv().is_err());
    assert!(writer.write_once());
    assert_eq!(result.try_recv(), Ok(Ok(())));
    assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntw{another\ntwo\nthree\n");
}

#[test]
fn otherwise_the_block_is_removed_from_the_file_and_can_be_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    fs::write(&path, "zero\none\ntw").unwrap();
    let (_stdout, mut writer, mut result) = start_with_partly_written_block(&path, 6);
    writer.roll_back();
    writer.refuse_overdue();
    assert_eq!(result.try_recv(), Ok(Err(WriteError::Busy)));
    assert_eq!(fs::read_to_string(&path).unwrap(), "zero\n");
}
