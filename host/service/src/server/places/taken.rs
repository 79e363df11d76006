//! A place that a connection has.

use crate::server::activity::{Activity, Rank};
use crate::server::peer_network::PeerNetwork;
use std::sync::Arc;

/// See the module.
pub(super) struct Taken {
    pub(super) activity: Arc<Activity>,
    pub(super) peer: Option<PeerNetwork>,
    /// As entered among all, and among those of its peer.
    pub(super) rank: Rank,
    pub(super) rank_of_peer: Rank,
}
