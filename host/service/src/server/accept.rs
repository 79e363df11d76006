//! Accepting connections, also while the operating system has none to give.

use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::net::{TcpListener, TcpStream};

/// Pause after `accept` failed for want of descriptors: at once it would fail again.
const PAUSE: Duration = Duration::from_millis(20);
/// Between two log lines about it.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// A port that is listened on.
pub struct Acceptor {
    listener: TcpListener,
    port: &'static str,
    /// When the last log line was written.
    logged: Option<Instant>,
    failures: u64,
}

impl Acceptor {
    /// A port; `port` names it in the log.
    #[must_use]
    pub fn new(listener: TcpListener, port: &'static str) -> Self {
        Self { listener, port, logged: None, failures: 0 }
    }

    /// The next connection. Failures are logged, and tried again after a while.
    pub async fn accept(&mut self) -> (TcpStream, SocketAddr) {
        loop {
            match self.listener.accept().await {
                Ok(accepted) => return accepted,
                Err(error) => self.log(&error),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn log(&mut self, error: &io::Error) {
        self.failures += 1;
        if self.logged.is_none_or(|last| last.elapsed() >= BETWEEN_LINES) {
            let (port, failures) = (self.port, self.failures);
            tracing::warn!(%error, port, failures, "accepting connections fails; is the limit of open files too low?");
            self.logged = Some(Instant::now());
        }
    }
}
