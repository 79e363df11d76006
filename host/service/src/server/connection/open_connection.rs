//! A connection from the moment it was accepted: it is counted, and its memory too.

use crate::memory::budget::Held;
use crate::server::connection_memory::idle_bytes;
use crate::service::Service;
use std::sync::Arc;

/// Counts a connection, and the memory that it always has, while it lives.
pub(in crate::server) struct OpenConnection {
    service: Arc<Service>,
    memory: Held,
    has_room: bool,
}

impl OpenConnection {
    /// One more.
    pub(in crate::server) fn new(service: &Arc<Service>) -> Self {
        let mut memory = service.connections.hold();
        let has_room = memory.add(idle_bytes(&service.config.server)).is_ok();
        service.metrics.http.connections.inc();
        Self { service: Arc::clone(service), memory, has_room }
    }

    /// Whether the budget of connections has room for it.
    pub(in crate::server) fn has_room(&self) -> bool {
        self.has_room
    }

    /// What is held for it, for whoever counts what comes to that.
    pub(super) fn take_memory(&mut self) -> Held {
        std::mem::replace(&mut self.memory, self.service.connections.hold())
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.service.metrics.http.connections.dec();
    }
}
