//! A stand-in for Genesys Authentication, for `sluice dev` and for tests. `sluice serve` never starts it.
//!
//! It serves the documented paths and responses over real HTTP, with a few well-known accounts, and can be told to
//! misbehave.

mod accounts;
mod behaviour;
mod body;
mod responses;
mod server;

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use tokio_rustls::TlsAcceptor;

use self::server::{State, accept_connections};
pub use self::{
    accounts::{
        ACCOUNTS, AGENT_1, AGENT_2, Account, CLIENT_ID, CLIENT_SECRET, NO_TENANT, SUPERVISOR_1, SUPERVISOR_2, TENANT_A,
        TENANT_B, tenant_of_crowd,
    },
    behaviour::Behaviour,
};

/// A running stand-in. Dropping it stops the server and closes its connections.
pub struct StandIn {
    address: SocketAddr,
    scheme: &'static str,
    state: Arc<State>,
    server: JoinHandle<()>,
}

impl StandIn {
    /// Serves HTTP on a listener, on the current Tokio runtime.
    ///
    /// # Errors
    /// The address of the listener cannot be read.
    pub fn start(listener: TcpListener) -> io::Result<Self> {
        Self::start_with(listener, None)
    }

    /// Serves HTTPS.
    ///
    /// # Errors
    /// The address of the listener cannot be read.
    pub fn start_tls(listener: TcpListener, tls: Arc<rustls::ServerConfig>) -> io::Result<Self> {
        Self::start_with(listener, Some(tls.into()))
    }

    fn start_with(listener: TcpListener, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        let state = Arc::new(State {
            lookup_behaviour: watch::Sender::new(Behaviour::Normal),
            health_check_behaviour: watch::Sender::new(Behaviour::Normal),
            lookups: watch::Sender::new(0),
            connections: watch::Sender::new(0),
        });
        let address = listener.local_addr()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let server = tokio::spawn(accept_connections(listener, tls, Arc::clone(&state)));
        Ok(Self { address, scheme, state, server })
    }

    /// The address of the listener.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The value for `auth.url`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Sets the behaviour for lookups of tokens.
    pub fn set_lookup_behaviour(&self, behaviour: Behaviour) {
        self.state.lookup_behaviour.send_replace(behaviour);
    }

    /// Sets the behaviour for health checks.
    pub fn set_health_check_behaviour(&self, behaviour: Behaviour) {
        self.state.health_check_behaviour.send_replace(behaviour);
    }

    /// The number of lookups that were received.
    #[must_use]
    pub fn lookups(&self) -> u64 {
        *self.state.lookups.borrow()
    }

    /// Waits until `count` lookups were received.
    pub async fn wait_for_lookups(&self, count: u64) {
        // The channel cannot be closed, because `self` holds its sender.
        let _ = self.state.lookups.subscribe().wait_for(|n| *n >= count).await;
    }

    /// The number of connections that were accepted.
    #[must_use]
    pub fn connections(&self) -> u64 {
        *self.state.connections.borrow()
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.server.abort();
    }
}
