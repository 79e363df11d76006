//! The sockets that the service listens on: opened by itself, or handed over by whoever starts it, so that connections wait
//! in their queues while it is started again. <https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html>

use crate::config::Config;
use crate::server::accept;
use listenfd::ListenFd;
use std::{
    io,
    net::{SocketAddr, TcpListener},
};

/// Handed over first: for browsers. Second: for metrics.
const EVENTS: usize = 0;
const METRICS: usize = 1;

/// Both sockets.
pub(super) struct Listeners {
    pub(super) events: TcpListener,
    pub(super) metrics: TcpListener,
}

impl Listeners {
    /// Takes the sockets that were handed over, with the buffers that they have. What was not is opened at its address in the
    /// configuration.
    ///
    /// # Errors
    /// What was being done, and the error of the operating system.
    pub(super) fn open(mut handed_over: ListenFd, config: &Config) -> Result<Self, (String, io::Error)> {
        let mut open = |place, address: SocketAddr, whom: &str, settings: &str| {
            let listener = match handed_over.take_tcp_listener(place) {
                Ok(Some(listener)) => Ok(listener),
                Ok(None) if place == EVENTS => accept::listen(&config.server).and_then(|listener| listener.into_std()),
                Ok(None) => TcpListener::bind(address),
                Err(error) => return Err((format!("taking the socket number {place} that was handed over"), error)),
            };
            listener
                .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
                .map_err(|error| (format!("listening on {address} for {whom}; another address: {settings}"), error))
        };
        Ok(Self {
            events: open(EVENTS, config.server.listen, "browsers", "--listen or server.listen")?,
            metrics: open(METRICS, config.metrics.listen, "metrics", "--metrics-listen or metrics.listen")?,
        })
    }
}
