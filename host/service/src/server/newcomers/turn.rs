//! The turns of one connection.

use super::rounds::Newcomers;
use crate::server::{activity::Activity, peer_network::PeerNetwork};
use std::{
    future::{Future, poll_fn},
    net::IpAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};
use tokio::sync::oneshot;

/// See the module.
pub(in crate::server) struct Turn {
    newcomers: Arc<Newcomers>,
    activity: Arc<Activity>,
    /// A peer that is trusted has none: it passes on what others send.
    peer: Option<PeerNetwork>,
    given: Option<oneshot::Receiver<()>>,
}

impl Turn {
    pub(in crate::server) fn new(newcomers: Arc<Newcomers>, activity: Arc<Activity>, peer: Option<IpAddr>) -> Self {
        Self { newcomers, activity, peer: peer.map(PeerNetwork::of), given: None }
    }

    /// The peer is this one, as a trusted peer has said.
    pub(in crate::server) fn give_to(&mut self, peer: IpAddr) {
        self.peer = Some(PeerNetwork::of(peer));
    }

    /// Whether the connection has to wait for turns.
    pub(in crate::server) fn is_needed(&self) -> bool {
        self.peer.is_some() && !self.activity.is_known()
    }

    /// Waits for the next turn.
    pub(in crate::server) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(peer) = self.peer.filter(|_| self.is_needed()) else { return Poll::Ready(()) };
        if self.given.is_none() {
            self.given = self.newcomers.take(peer);
        }
        if let Some(given) = &mut self.given {
            // It is dropped only with the rounds.
            let _ = ready!(Pin::new(given).poll(context));
            self.given = None;
        }
        Poll::Ready(())
    }

    /// The same.
    pub(in crate::server) async fn wait(&mut self) {
        poll_fn(|context| self.poll(context)).await;
    }
}
