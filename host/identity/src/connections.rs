//! Connections to the service that are kept for the next question.
//!
//! HTTP/1.1 does not say which question an answer belongs to: an answer too many, by a fault of the service or of a proxy,
//! would be read as the next one's, and show one user as another. So a connection rests after each answer and is looked
//! at before the next question. If anything came that nobody had asked for, nothing is kept for a while.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use http::Uri;
use parking_lot::Mutex;

use crate::{
    connection::{Connection, Idleness},
    connector::Connector,
    failure::Failure,
    log_target::LOG_TARGET,
};

/// How long a connection rests: an answer too many that is late by less is seen before the next question.
const REST: Duration = Duration::from_millis(100);
/// Under the 60 s after which servers commonly close idle connections.
const IDLE: Duration = Duration::from_secs(30);
/// How long every question has a connection of its own after something came that nobody had asked for.
const DISTRUST: Duration = Duration::from_secs(60);
/// Most connections that are kept, two descriptors each.
const MAX_KEPT: usize = 128;

pub(super) struct Connections {
    connector: Connector,
    address: Uri,
    kept: Mutex<Kept>,
}

struct Kept {
    /// In the order in which they were kept.
    resting: VecDeque<Resting>,
    /// Goes up when all connections are to be forgotten, those in use as well.
    generation: u64,
    distrusted_until: Option<Instant>,
}

struct Resting {
    connection: Connection,
    since: Instant,
}

/// A connection in use. Dropped, it is closed.
pub(super) struct Lease {
    pub(super) connection: Connection,
    generation: u64,
}

impl Connections {
    pub(super) fn new(connector: Connector, address: Uri) -> Self {
        let kept = Kept { resting: VecDeque::new(), generation: 0, distrusted_until: None };
        Self { connector, address, kept: Mutex::new(kept) }
    }

    /// A connection for one question: one that has rested and kept quiet, or a new one.
    pub(super) async fn lease(&self, now: Instant) -> Result<Lease, Failure> {
        let (rested, generation) = self.rested(now);
        let connection = match rested {
            Some(connection) => connection,
            None => Connection::open(&self.connector, &self.address).await?,
        };
        Ok(Lease { connection, generation })
    }

    /// Keeps a connection whose reply was read to its end.
    pub(super) fn keep(&self, lease: Lease, now: Instant) {
        let Lease { mut connection, generation } = lease;
        let idleness = connection.idleness();
        let mut kept = self.kept.lock();
        if idleness == Idleness::Spoke {
            kept.distrust(now);
        }
        let is_trusted = kept.distrusted_until.is_none_or(|until| now >= until);
        if idleness == Idleness::Quiet && is_trusted && generation == kept.generation && kept.resting.len() < MAX_KEPT {
            kept.resting.push_back(Resting { connection, since: now });
        }
    }

    /// Questions take new connections from here on.
    pub(super) fn forget(&self) {
        self.kept.lock().forget();
    }

    /// Closes those that nobody has used for long.
    pub(super) fn forget_idle(&self, now: Instant) {
        self.kept.lock().resting.retain(|resting| now.saturating_duration_since(resting.since) < IDLE);
    }

    fn rested(&self, now: Instant) -> (Option<Connection>, u64) {
        let mut kept = self.kept.lock();
        let age = |resting: &Resting| now.saturating_duration_since(resting.since);
        while let Some(at) = kept.resting.iter().rposition(|resting| age(resting) >= REST) {
            let Some(mut resting) = kept.resting.remove(at) else { break };
            if age(&resting) >= IDLE {
                continue;
            }
            match resting.connection.idleness() {
                Idleness::Quiet => return (Some(resting.connection), kept.generation),
                Idleness::Ended => {}
                Idleness::Spoke => kept.distrust(now),
            }
        }
        (None, kept.generation)
    }
}

impl Kept {
    fn forget(&mut self) {
        self.resting.clear();
        self.generation += 1;
    }

    fn distrust(&mut self, now: Instant) {
        self.forget();
        if self.distrusted_until.is_none_or(|until| now >= until) {
            tracing::warn!(
                target: LOG_TARGET,
                service = "gws-auth",
                "authentication service sent what nobody had asked for; look for a proxy that mixes up answers. \
                 Every question has a connection of its own for a minute"
            );
        }
        self.distrusted_until = Some(now + DISTRUST);
    }
}
