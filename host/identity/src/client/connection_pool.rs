//! Keeps connections to the service for later requests.
//!
//! HTTP/1.1 responses have no request id. If the service or a proxy sends one response too many, the next request would
//! read it, and one user would get the identity of another. So a connection is not reused for a short time after each
//! response, and is checked before it is. If it received unexpected data, no connection is reused for a minute.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use http::Uri;
use parking_lot::Mutex;

use super::{
    connection::{Connection, IdleState},
    connector::Connector,
    request_failure::RequestFailure,
};
use crate::log_target::LOG_TARGET;

/// How long a connection is idle before it is reused. A surplus response that arrives within this time is noticed.
const MIN_IDLE: Duration = Duration::from_millis(100);
/// Less than the 60 s after which servers commonly close idle connections.
const MAX_IDLE: Duration = Duration::from_secs(30);
/// How long no connection is reused after unexpected data.
const NO_REUSE: Duration = Duration::from_secs(60);
/// The maximum number of idle connections. Each has two descriptors.
const MAX_CONNECTIONS: usize = 128;

pub(crate) struct ConnectionPool {
    connector: Connector,
    url: Uri,
    inner: Mutex<Inner>,
}

struct Inner {
    /// Oldest first.
    idle: VecDeque<IdleConnection>,
    /// Incremented when all connections are discarded. Connections in use with an older generation are not kept.
    generation: u64,
    no_reuse_until: Option<Instant>,
}

struct IdleConnection {
    connection: Connection,
    since: Instant,
}

/// A connection in use. It is closed when it is dropped.
pub(super) struct PooledConnection {
    pub(super) connection: Connection,
    generation: u64,
}

impl ConnectionPool {
    pub(super) fn new(connector: Connector, url: Uri) -> Self {
        let inner = Inner { idle: VecDeque::new(), generation: 0, no_reuse_until: None };
        Self { connector, url, inner: Mutex::new(inner) }
    }

    /// Returns an idle connection that can be reused, or opens a new one.
    pub(super) async fn acquire(&self, now: Instant) -> Result<PooledConnection, RequestFailure> {
        let (reusable, generation) = self.take_reusable(now);
        let connection = match reusable {
            Some(connection) => connection,
            None => Connection::open(&self.connector, &self.url).await?,
        };
        Ok(PooledConnection { connection, generation })
    }

    /// Keeps a connection for later. Its response must have been read completely.
    pub(super) fn release(&self, pooled: PooledConnection, now: Instant) {
        let PooledConnection { mut connection, generation } = pooled;
        let state = connection.check_idle_state();
        let mut inner = self.inner.lock();
        if state == IdleState::UnexpectedData {
            inner.disable_reuse(now);
        }
        let is_kept = state == IdleState::Reusable
            && inner.no_reuse_until.is_none_or(|until| now >= until)
            && generation == inner.generation
            && inner.idle.len() < MAX_CONNECTIONS;
        if is_kept {
            inner.idle.push_back(IdleConnection { connection, since: now });
        }
    }

    /// Closes all idle connections. Those in use are closed after their response.
    pub(crate) fn discard_all(&self) {
        self.inner.lock().discard_all();
    }

    /// Closes connections that have been idle for too long.
    pub(crate) fn close_expired(&self, now: Instant) {
        self.inner.lock().idle.retain(|idle| now.saturating_duration_since(idle.since) < MAX_IDLE);
    }

    fn take_reusable(&self, now: Instant) -> (Option<Connection>, u64) {
        let mut inner = self.inner.lock();
        let age = |idle: &IdleConnection| now.saturating_duration_since(idle.since);
        while let Some(at) = inner.idle.iter().rposition(|idle| age(idle) >= MIN_IDLE) {
            let Some(mut idle) = inner.idle.remove(at) else { break };
            if age(&idle) >= MAX_IDLE {
                continue;
            }
            match idle.connection.check_idle_state() {
                IdleState::Reusable => return (Some(idle.connection), inner.generation),
                IdleState::Closed => {}
                IdleState::UnexpectedData => inner.disable_reuse(now),
            }
        }
        (None, inner.generation)
    }
}

impl Inner {
    fn discard_all(&mut self) {
        self.idle.clear();
        self.generation += 1;
    }

    fn disable_reuse(&mut self, now: Instant) {
        self.discard_all();
        if self.no_reuse_until.is_none_or(|until| now >= until) {
            tracing::warn!(
                target: LOG_TARGET,
                service = "gws-auth",
                "authentication service sent what nobody had asked for; look for a proxy that mixes up answers. \
                 Every question has a connection of its own for a minute"
            );
        }
        self.no_reuse_until = Some(now + NO_REUSE);
    }
}
