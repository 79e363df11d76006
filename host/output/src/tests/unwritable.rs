//! Writes that always fail: `/dev/full` never has space.

use crate::{Stdout, StdoutConfig, StdoutMetrics, WriteError};
use sluice_metrics::Registry;
use std::{fs::File, time::Duration};

fn start_on_full_device(config: StdoutConfig) -> (Stdout, StdoutMetrics) {
    let device = File::options().write(true).open("/dev/full").unwrap();
    let metrics = StdoutMetrics::new(&Registry::default()).unwrap();
    (Stdout::new(device.into(), config, metrics.clone()).unwrap(), metrics)
}

#[tokio::test]
async fn a_request_is_refused_as_busy_and_stdout_stays_open() {
    let (stdout, metrics) = start_on_full_device(StdoutConfig { max_wait_ms: 20, ..StdoutConfig::default() });
    for _ in 0..3 {
        let written = tokio::time::timeout(Duration::from_secs(60), stdout.write(b"refused\n".to_vec(), 1)).await;
        assert_eq!(written.expect("timed out"), Err(WriteError::Busy));
    }
    assert!(!stdout.is_closed());
    assert!(stdout.failure_reason().unwrap().contains("no space"));
    assert!(metrics.write_errors.no_space.get() >= 4, "each block was tried, and the first one again");
    assert_eq!((metrics.refused.get(), metrics.written_lines.get(), metrics.open.get()), (3, 0, 1));
}

#[tokio::test]
async fn a_request_waits_for_as_long_as_configured() {
    let (stdout, metrics) = start_on_full_device(StdoutConfig { max_wait_ms: 3_600_000, ..StdoutConfig::default() });
    let waiting = tokio::spawn({
        let stdout = stdout.clone();
        async move { stdout.write(b"waits\n".to_vec(), 1).await }
    });
    while metrics.write_errors.no_space.get() < 4 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(!waiting.is_finished());
    assert_eq!(metrics.waiting_bytes.get(), 6);
}

#[tokio::test]
async fn the_number_of_waiting_bytes_is_bounded() {
    let config = StdoutConfig { max_waiting_bytes: 10_000, max_wait_ms: 50 };
    let (stdout, metrics) = start_on_full_device(config);
    let requests: Vec<_> = (0..100)
        .map(|_| {
            let stdout = stdout.clone();
            tokio::spawn(async move { stdout.write(vec![b'x'; 1_000], 1).await })
        })
        .collect();
    for request in requests {
        assert!(metrics.waiting_bytes.get() <= 10_000);
        assert_eq!(request.await.unwrap(), Err(WriteError::Busy));
    }
    stdout.drained().await;
    assert_eq!((metrics.refused.get(), metrics.waiting_bytes.get()), (100, 0));
}
