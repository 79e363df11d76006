//! Rounds of turns: who waits for one, and whose is next.

use super::pass_turn::pass_turn;
use crate::server::peer_network::PeerNetwork;
use parking_lot::Mutex;
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};
use tokio::sync::{Notify, oneshot};

/// Turns of all newcomers together between two turns of any other task, for each thread.
const TURNS: usize = 2;

/// The turns of all newcomers of a port.
pub(in crate::server) struct Newcomers {
    rounds: Mutex<Rounds>,
    begun: Notify,
}

struct Rounds {
    /// Turns of each round.
    turns: usize,
    /// Those that are left in this one.
    left: usize,
    /// Whether a round will follow.
    are_running: bool,
    /// Peers that wait, in the order of their turns; none twice.
    peers: VecDeque<PeerNetwork>,
    waiting: HashMap<PeerNetwork, VecDeque<oneshot::Sender<()>>>,
}

impl Newcomers {
    /// For a runtime of so many threads.
    pub(in crate::server) fn new(threads: usize) -> Arc<Self> {
        let (turns, peers, waiting) = (TURNS * threads, VecDeque::new(), HashMap::new());
        let rounds = Rounds { turns, left: turns, are_running: false, peers, waiting };
        Arc::new(Self { rounds: Mutex::new(rounds), begun: Notify::new() })
    }

    /// Begins one round after another, as long as somebody takes turns. Ends when it is dropped.
    pub(in crate::server) async fn run_rounds(self: Arc<Self>) {
        loop {
            self.begun.notified().await;
            loop {
                pass_turn().await;
                if !self.rounds.lock().begin() {
                    break;
                }
            }
        }
    }

    /// A turn at once, or who says when it has come.
    pub(super) fn take(&self, peer: PeerNetwork) -> Option<oneshot::Receiver<()>> {
        let mut rounds = self.rounds.lock();
        if !std::mem::replace(&mut rounds.are_running, true) {
            self.begun.notify_one();
        }
        rounds.take(peer)
    }
}

impl Rounds {
    fn take(&mut self, peer: PeerNetwork) -> Option<oneshot::Receiver<()>> {
        if self.left > 0 && self.peers.is_empty() {
            self.left -= 1;
            return None;
        }
        let (give, given) = oneshot::channel();
        let of_peer = self.waiting.entry(peer).or_default();
        if of_peer.is_empty() {
            self.peers.push_back(peer);
        }
        of_peer.push_back(give);
        Some(given)
    }

    /// Gives the turns of the next round to those who wait; false where nobody has taken one in the last round, and nobody waits.
    fn begin(&mut self) -> bool {
        let was_used = self.left < self.turns;
        self.left = self.turns;
        while self.left > 0
            && let Some(peer) = self.peers.pop_front()
        {
            let Some(of_peer) = self.waiting.get_mut(&peer) else { continue };
            // Connections that have gone are passed over.
            let given = std::iter::from_fn(|| of_peer.pop_front()).any(|give| give.send(()).is_ok());
            self.left -= usize::from(given);
            if of_peer.is_empty() {
                self.waiting.remove(&peer);
            } else {
                self.peers.push_back(peer);
            }
        }
        self.are_running = was_used || self.left < self.turns;
        self.are_running
    }
}

#[cfg(test)]
mod tests;
