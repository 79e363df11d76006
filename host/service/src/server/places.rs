//! Places for connections: so many in all, and a share of them for each peer that is not trusted.
//!
//! Where none is free, the connection goes that has done least: those that have never sent a byte first, then those whose last
//! request is longest ago. None goes that has a request in flight.

mod candidates;
mod peer_network;
#[cfg(test)]
mod tests;

use super::connection::activity::Activity;
use crate::config::sections::server::ServerConfig;
use crate::metrics::ConnectionsByBound;
use candidates::Candidates;
use parking_lot::Mutex;
use peer_network::PeerNetwork;
use std::{collections::HashMap, net::IpAddr, sync::Arc};
use tokio::sync::Notify;

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
    all: Candidates,
    peers: HashMap<PeerNetwork, OfPeer>,
}

struct Taken {
    activity: Arc<Activity>,
    peer: Option<PeerNetwork>,
}

#[derive(Default)]
struct OfPeer {
    connections: usize,
    candidates: Candidates,
}

/// A place, until it is dropped.
pub(super) struct Place {
    places: Arc<Places>,
    number: u64,
    activity: Arc<Activity>,
}

impl Places {
    pub(super) fn new(config: &ServerConfig, evicted: ConnectionsByBound, refused: ConnectionsByBound) -> Arc<Self> {
        let (limit, share) = (config.max_connections, config.connections_of_one_peer());
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
        table.insert(number, Taken { activity: Arc::clone(&activity), peer });
        drop(table);
        Some(Place { places: Arc::clone(self), number, activity })
    }

    /// Takes back a place for whose connection there is no memory. Nobody is evicted for it: those who hold much have
    /// requests in flight, so it would be a client that does no harm.
    pub(super) fn refuse(&self, place: Place) {
        drop(place);
        self.refused.all.inc();
    }

    fn make_room(&self, table: &mut Table, peer: Option<PeerNetwork>) -> bool {
        let own = peer.map_or(0, |peer| table.peers.get(&peer).map_or(0, |of_peer| of_peer.connections));
        if own >= self.share && peer.is_some() {
            return self.count(table.evict(peer), |counted| &counted.peer);
        }
        table.taken.len() < self.limit || self.count(table.evict(None), |counted| &counted.all)
    }

    fn count(&self, is_evicted: bool, bound: fn(&ConnectionsByBound) -> &prometheus::IntCounter) -> bool {
        bound(if is_evicted { &self.evicted } else { &self.refused }).inc();
        is_evicted
    }
}

impl Table {
    /// Tells the connection to go that has done least, of one peer or of all.
    fn evict(&mut self, peer: Option<PeerNetwork>) -> bool {
        let taken = &self.taken;
        let least = match peer {
            None => self.all.next(|number| taken.get(&number)?.activity.rank(), || rank(taken, None)),
            Some(network) => self.peers.get_mut(&network).and_then(|of_peer| {
                of_peer.candidates.next(|number| taken.get(&number)?.activity.rank(), || rank(taken, peer))
            }),
        };
        let Some(evicted) = least.and_then(|number| self.remove(number)) else { return false };
        self.leaving += 1;
        evicted.activity.evict();
        true
    }

    fn insert(&mut self, number: u64, taken: Taken) {
        if let Some(peer) = taken.peer {
            self.peers.entry(peer).or_default().connections += 1;
        }
        self.taken.insert(number, taken);
    }

    fn remove(&mut self, number: u64) -> Option<Taken> {
        let taken = self.taken.remove(&number)?;
        if let Some(peer) = taken.peer
            && let Some(of_peer) = self.peers.get_mut(&peer)
        {
            of_peer.connections -= 1;
            if of_peer.connections == 0 {
                self.peers.remove(&peer);
            }
        }
        Some(taken)
    }
}

/// All connections that may go, of one peer or of all.
fn rank(
    taken: &HashMap<u64, Taken>,
    peer: Option<PeerNetwork>,
) -> Vec<(crate::server::connection::activity::Rank, u64)> {
    let of_peer = taken.iter().filter(|(_, taken)| peer.is_none() || taken.peer == peer);
    of_peer.filter_map(|(number, taken)| Some((taken.activity.rank()?, *number))).collect()
}

impl Place {
    pub(super) fn activity(&self) -> &Arc<Activity> {
        &self.activity
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
