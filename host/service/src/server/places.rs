//! Places for connections: so many in all, and a share of them for each peer that is not trusted.
//!
//! Where none is free, the connection goes that has done least: those that have never sent a byte first, then those whose last
//! request is longest ago. None goes that has a request in flight. It is one of the peer that has most connections, if these are
//! more than a browser opens: otherwise whoever opens connections faster than they are read would displace those that have just
//! come.

mod idlest;
mod peer_network;
#[cfg(test)]
mod tests;

use super::connection::activity::{Activity, Rank};
use super::connection::idle_bytes;
use crate::config::sections::server::ServerConfig;
use crate::metrics::ConnectionsByBound;
use idlest::Idlest;
use parking_lot::Mutex;
pub(super) use peer_network::PeerNetwork;
use std::{
    collections::{BTreeSet, HashMap},
    net::IpAddr,
    sync::Arc,
};
use tokio::sync::Notify;

/// Connections that a browser opens to one host over HTTP/1.1.
const OF_A_BROWSER: usize = 6;

/// Connections that have been told to go and have not gone yet.
pub const MAX_LEAVING: usize = 64;

/// The places of a port.
pub(super) struct Places {
    table: Mutex<Table>,
    limit: usize,
    /// Of one peer that is not trusted.
    share: usize,
    /// An evicted connection has ended.
    left: Notify,
    evicted: ConnectionsByBound,
    refused: ConnectionsByBound,
}

#[derive(Default)]
struct Table {
    next: u64,
    taken: HashMap<u64, Taken>,
    /// Connections whose place was given to others.
    leaving: usize,
    all: Idlest,
    peers: HashMap<PeerNetwork, Idlest>,
    /// Peers by their number of connections.
    sizes: BTreeSet<(usize, PeerNetwork)>,
}

struct Taken {
    activity: Arc<Activity>,
    peer: Option<PeerNetwork>,
    /// As entered among all, and among those of its peer.
    rank: Rank,
    rank_of_peer: Rank,
}

/// A place, until it is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    number: u64,
    activity: Arc<Activity>,
}

impl Places {
    pub(super) fn new(config: &ServerConfig, evicted: ConnectionsByBound, refused: ConnectionsByBound) -> Arc<Self> {
        let limit = config.max_connections.min(config.max_connection_bytes / idle_bytes(config)).max(1);
        let share = config.connections_of_one_peer(limit);
        Arc::new(Self { table: Mutex::default(), limit, share, left: Notify::new(), evicted, refused })
    }

    /// Returns when few connections are leaving: those that come faster than others can go wait in the kernel.
    pub(super) async fn few_are_leaving(&self) {
        while self.table.lock().leaving >= MAX_LEAVING {
            self.left.notified().await;
        }
    }

    /// A place for a connection of `peer`; none where every other connection has a request in flight. A trusted peer has no
    /// address here: it may have all places.
    pub(super) fn take(self: &Arc<Self>, peer: Option<IpAddr>) -> Option<Place> {
        let mut table = self.table.lock();
        let number = table.next;
        table.next += 1;
        let peer = peer.map(PeerNetwork::of);
        if !self.make_room(&mut table, peer) {
            return None;
        }
        let activity = Arc::new(Activity::new());
        table.insert(number, Arc::clone(&activity), peer);
        drop(table);
        Some(Place { places: Arc::clone(self), number, activity })
    }

    /// Makes the connection go that has done least, for one for which there is no memory. Says whether there was one.
    pub(super) fn make_memory(&self) -> bool {
        self.count(self.table.lock().evict_of_largest(None), |counted| &counted.all)
    }

    fn make_room(&self, table: &mut Table, peer: Option<PeerNetwork>) -> bool {
        let own = peer.and_then(|peer| table.peers.get(&peer)).map_or(0, Idlest::len);
        if own >= self.share && peer.is_some() {
            return self.count(table.evict(peer), |counted| &counted.peer);
        }
        if table.taken.len() < self.limit {
            return true;
        }
        let newcomer = peer.map(|peer| (own, peer));
        self.count(table.evict_of_largest(newcomer), |counted| &counted.all)
    }

    fn count(&self, is_evicted: bool, bound: fn(&ConnectionsByBound) -> &prometheus::IntCounter) -> bool {
        bound(if is_evicted { &self.evicted } else { &self.refused }).inc();
        is_evicted
    }
}

impl Table {
    /// Tells the connection to go that has done least, of the peer that has most; of all where nobody has many. A newcomer that has
    /// as many as the largest is the one that gives.
    fn evict_of_largest(&mut self, newcomer: Option<(usize, PeerNetwork)>) -> bool {
        let largest = self.sizes.last().copied().filter(|(size, _)| *size > OF_A_BROWSER);
        let largest = largest.map(|largest| newcomer.filter(|newcomer| newcomer.0 == largest.0).unwrap_or(largest));
        largest.is_some_and(|(_, peer)| self.evict(Some(peer))) || self.evict(None)
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

    fn insert(&mut self, number: u64, activity: Arc<Activity>, peer: Option<PeerNetwork>) {
        let rank = activity.rank().unwrap_or_else(Activity::latest);
        self.all.insert(rank, number);
        if let Some(peer) = peer {
            self.change(peer, |of_peer| of_peer.insert(rank, number));
        }
        self.taken.insert(number, Taken { activity, peer, rank, rank_of_peer: rank });
    }

    fn remove(&mut self, number: u64) -> Option<Taken> {
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

impl Place {
    pub(super) fn activity(&self) -> &Arc<Activity> {
        &self.activity
    }

    /// The connection is one of `peer`, as a trusted one has said; false where that peer has its share, and every connection of
    /// it has a request in flight. Also false where the place is gone.
    pub(super) fn give_to(&self, peer: IpAddr) -> bool {
        let peer = PeerNetwork::of(peer);
        let mut table = self.places.table.lock();
        let Some(taken) = table.remove(self.number) else { return false };
        let has_room = self.places.make_room(&mut table, Some(peer));
        // Without room it is none of that peer's until it has gone.
        table.insert(self.number, taken.activity, has_room.then_some(peer));
        has_room
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut table = self.places.table.lock();
        if table.remove(self.number).is_none() {
            table.leaving -= 1;
            self.places.left.notify_one();
        }
    }
}
