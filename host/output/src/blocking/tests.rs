//! A block of which something stays, because another process has written to the file meanwhile.

use super::*;
use crate::{Stdout, StdoutConfig, StdoutMetrics, WriteError};
use sluice_metrics::Registry;
use std::fs::{self, File};
use tokio::sync::oneshot::{self, Receiver};

fn half_written(path: &std::path::Path, written: usize) -> (Stdout, BlockingWriter, Receiver<Result<(), WriteError>>) {
    let file = File::options().write(true).open(path).unwrap();
    let metrics = StdoutMetrics::new(&Registry::default()).unwrap();
    let stdout = Stdout::new(file.into(), StdoutConfig { max_wait_ms: 0, ..StdoutConfig::default() }, metrics).unwrap();
    let shared = Arc::clone(&stdout.shared);
    let (done, answer) = oneshot::channel();
    let bytes = b"one\ntwo\nthree\n".to_vec();
    shared.queue.lock().waiting_bytes = bytes.len();
    let block = Block { bytes, written, lines: 3, failing_since: None, done };
    let blocks = VecDeque::from([block]);
    (stdout, BlockingWriter { shared, blocks, end_is_known: true, has_polled: false, outage: None }, answer)
}

#[test]
fn its_torn_line_is_ended_and_written_again_and_it_is_never_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    fs::write(&path, "one\ntw{another").unwrap();
    let (_stdout, mut writer, mut answer) = half_written(&path, 6);
    writer.take_back();
    writer.shared.refuse_overdue(&mut writer.blocks);
    assert!(answer.try_recv().is_err());
    assert!(writer.write_once());
    assert_eq!(answer.try_recv(), Ok(Ok(())));
    assert_eq!(fs::read_to_string(&path).unwrap(), "one\ntw{another\ntwo\nthree\n");
}

#[test]
fn without_that_nothing_of_it_stays_and_it_can_be_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lines");
    fs::write(&path, "zero\none\ntw").unwrap();
    let (_stdout, mut writer, mut answer) = half_written(&path, 6);
    writer.take_back();
    writer.shared.refuse_overdue(&mut writer.blocks);
    assert_eq!(answer.try_recv(), Ok(Err(WriteError::Busy)));
    assert_eq!(fs::read_to_string(&path).unwrap(), "zero\n");
}
