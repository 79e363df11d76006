//! Places as connections take them and give them back.

use super::table::Table;
use crate::config::sections::server::ServerConfig;
use crate::metrics::ConnectionsByBound;
use crate::server::activity::Activity;
use crate::server::connection_memory::idle_bytes;
use crate::server::peer_network::PeerNetwork;
use parking_lot::Mutex;
use std::{net::IpAddr, sync::Arc};

/// The places of a port.
pub(in crate::server) struct Places {
    table: Mutex<Table>,
    limit: usize,
    /// Of one peer that is not trusted.
    share: usize,
    evicted: ConnectionsByBound,
    refused: ConnectionsByBound,
}

/// A place, until it is dropped.
pub(in crate::server) struct Place {
    places: Arc<Places>,
    number: u64,
    activity: Arc<Activity>,
}

impl Places {
    pub(in crate::server) fn new(
        config: &ServerConfig,
        evicted: ConnectionsByBound,
        refused: ConnectionsByBound,
    ) -> Arc<Self> {
        let limit = config.max_connections.min(config.max_connection_bytes / idle_bytes(config)).max(1);
        let share = config.connections_of_one_peer(limit);
        Arc::new(Self { table: Mutex::default(), limit, share, evicted, refused })
    }

    /// A place for a connection of `peer`; none where every other connection has a request in flight, or many have not gone yet that
    /// were told to. A trusted peer has no address here: it may have all places.
    pub(in crate::server) fn take(self: &Arc<Self>, peer: Option<IpAddr>) -> Option<Place> {
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

    /// Makes the connection go that has done least, for one of `peer` for which there is no memory. Says whether there was one.
    pub(in crate::server) fn make_memory(&self, peer: Option<IpAddr>) -> bool {
        let mut table = self.table.lock();
        let newcomer = table.newcomer(peer.map(PeerNetwork::of));
        self.count(table.evict_for(&newcomer), |counted| &counted.all)
    }

    fn make_room(&self, table: &mut Table, peer: Option<PeerNetwork>) -> bool {
        let newcomer = table.newcomer(peer);
        if peer.is_some() && newcomer.connections >= self.share {
            return self.count(table.evict_of_its_own(&newcomer), |counted| &counted.peer);
        }
        table.taken.len() < self.limit || self.count(table.evict_for(&newcomer), |counted| &counted.all)
    }

    fn count(&self, is_evicted: bool, bound: fn(&ConnectionsByBound) -> &sluice_metrics::IntCounter) -> bool {
        bound(if is_evicted { &self.evicted } else { &self.refused }).inc();
        is_evicted
    }
}

impl Place {
    pub(in crate::server) fn activity(&self) -> &Arc<Activity> {
        &self.activity
    }

    /// The connection is one of `peer`, as a trusted one has said; false where that peer has its share, and every connection of
    /// it has a request in flight. Also false where the place is gone.
    pub(in crate::server) fn give_to(&self, peer: IpAddr) -> bool {
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
        }
    }
}

#[cfg(test)]
mod tests;
