//! Who has which place, and who has to give one.

use super::{idlest::Idlest, taken::Taken};
use crate::server::activity::Activity;
use crate::server::peer_network::PeerNetwork;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Connections that a browser opens to one host over HTTP/1.1.
const OF_A_BROWSER: usize = 6;

/// Connections that have been told to go and have not gone yet, from which on those are refused that a crowd opens. A refused one
/// costs little, and if it waited in the kernel's queue instead, all others would wait behind it.
pub(super) const MAX_LEAVING: usize = 64;
/// The same for whoever has few connections.
pub const MAX_LEAVING_FOR_OTHERS: usize = 2 * MAX_LEAVING;

#[derive(Default)]
pub(super) struct Table {
    pub(super) next: u64,
    pub(super) taken: HashMap<u64, Taken>,
    /// Connections whose place was given to others.
    pub(super) leaving: usize,
    pub(super) all: Idlest,
    pub(super) peers: HashMap<PeerNetwork, Idlest>,
    /// Peers by their number of connections.
    pub(super) sizes: BTreeSet<(usize, PeerNetwork)>,
}

/// Who opens a connection.
pub(super) struct Newcomer {
    peer: Option<PeerNetwork>,
    /// Those that it has.
    pub(super) connections: usize,
}

impl Newcomer {
    /// Connections that may be leaving when another is told to go for this one.
    const fn most_leaving(&self) -> usize {
        if self.connections > OF_A_BROWSER { MAX_LEAVING } else { MAX_LEAVING_FOR_OTHERS }
    }
}

impl Table {
    pub(super) fn newcomer(&self, peer: Option<PeerNetwork>) -> Newcomer {
        let connections = peer.and_then(|peer| self.peers.get(&peer)).map_or(0, Idlest::len);
        Newcomer { peer, connections }
    }

    /// Tells the connection to go that has done least, of the peer that has most; of all where nobody has many. A newcomer whose peer
    /// has as many as the largest takes the place of one of its own.
    pub(super) fn evict_for(&mut self, newcomer: &Newcomer) -> bool {
        if self.leaving >= newcomer.most_leaving() {
            return false;
        }
        let largest = self.sizes.last().copied().filter(|(size, _)| *size > OF_A_BROWSER);
        let largest =
            largest.map(|(size, peer)| newcomer.peer.filter(|_| newcomer.connections == size).unwrap_or(peer));
        largest.is_some_and(|peer| self.evict(Some(peer))) || self.evict(None)
    }

    pub(super) fn evict_of_its_own(&mut self, newcomer: &Newcomer) -> bool {
        self.leaving < newcomer.most_leaving() && self.evict(newcomer.peer)
    }

    /// Tells the connection to go that has done least, of one peer or of all.
    fn evict(&mut self, peer: Option<PeerNetwork>) -> bool {
        let Self { taken, all, peers, .. } = self;
        let least = match peer {
            None => all.first(taken, |taken| &mut taken.rank),
            Some(peer) => {
                peers.get_mut(&peer).and_then(|of_peer| of_peer.first(taken, |taken| &mut taken.rank_of_peer))
            }
        };
        let Some(evicted) = least.and_then(|number| self.remove(number)) else { return false };
        self.leaving += 1;
        evicted.activity.evict();
        true
    }

    pub(super) fn insert(&mut self, number: u64, activity: Arc<Activity>, peer: Option<PeerNetwork>) {
        let rank = activity.rank().unwrap_or_else(Activity::latest);
        self.all.insert(rank, number);
        if let Some(peer) = peer {
            self.change(peer, |of_peer| of_peer.insert(rank, number));
        }
        self.taken.insert(number, Taken { activity, peer, rank, rank_of_peer: rank });
    }

    pub(super) fn remove(&mut self, number: u64) -> Option<Taken> {
        let taken = self.taken.remove(&number)?;
        self.all.remove(taken.rank, number);
        if let Some(peer) = taken.peer {
            self.change(peer, |of_peer| of_peer.remove(taken.rank_of_peer, number));
        }
        Some(taken)
    }

    /// Changes the connections of a peer.
    fn change(&mut self, peer: PeerNetwork, change: impl FnOnce(&mut Idlest)) {
        let of_peer = self.peers.entry(peer).or_default();
        let before = of_peer.len();
        change(of_peer);
        let size = of_peer.len();
        self.sizes.remove(&(before, peer));
        if size == 0 {
            self.peers.remove(&peer);
        } else {
            self.sizes.insert((size, peer));
        }
    }
}
