//! Accepting connections, also while the operating system has none to give.

use crate::config::sections::server::ServerConfig;
use std::{
    io,
    net::SocketAddr,
    ops::RangeInclusive,
    time::{Duration, Instant},
};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// Connections that the kernel keeps until they are accepted.
const BACKLOG: u32 = 1024;
/// What the kernel keeps of replies that a client does not read: many of the size that the service sends.
const SEND_BUFFER_BYTES: u32 = 16 << 10;
/// What it keeps of requests that the service does not read: less where memory is scarce. An ingress near by needs little.
const RECEIVE_BUFFER_BYTES: RangeInclusive<usize> = 32 << 10..=256 << 10;
/// So many connections whose bytes nobody reads may hold as much in the kernel as all may in the process.
const UNREAD_CONNECTIONS: usize = 2048;

/// Listens for connections whose buffers in the kernel are bounded: without this, each may keep megabytes that nobody counts.
/// Connections have their listener's sizes. The kernel takes up to twice as much for its own records.
/// <https://man7.org/linux/man-pages/man7/socket.7.html>
///
/// # Errors
/// Those of the operating system.
pub fn listen(config: &ServerConfig) -> io::Result<TcpListener> {
    let socket = if config.listen.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    socket.set_reuseaddr(true)?;
    let share = config.max_connection_bytes / UNREAD_CONNECTIONS;
    let receive = share.clamp(*RECEIVE_BUFFER_BYTES.start(), *RECEIVE_BUFFER_BYTES.end());
    socket.set_recv_buffer_size(u32::try_from(receive).unwrap_or(u32::MAX))?;
    socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
    socket.bind(config.listen)?;
    socket.listen(BACKLOG)
}

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
