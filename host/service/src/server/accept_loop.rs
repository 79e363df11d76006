//! The port for browsers, from the first connection that is accepted to the last that ends.

use super::accept::Acceptor;
use super::connection::admission::Admission;
use super::connection::tls::Tls;
use super::connection::{Connections, OpenConnection};
use super::newcomers::{Newcomers, pass_turn};
use super::places::Places;
use super::shutdown::{Leave, Shutdown};
use crate::service::Service;
use std::{sync::Arc, time::Duration};
use tokio::{net::TcpListener, runtime::Handle};

/// What one turn of the task that accepts may cost, for which every other task that is ready waits.
const COST_OF_TURN: u32 = 16;
/// What a connection costs that gets a place.
const COST_OF_PLACE: u32 = 8;
const COST_OF_REFUSAL: u32 = 1;
/// How long a connection that was taken last may take to send its request before it counts as idle.
const LAST_REQUEST: Duration = Duration::from_millis(500);

/// Serves until shutdown, then lets every request that was begun end.
///
/// No client sees a reset: for [`ServerConfig::drain_grace_ms`] connections are still taken and every reply asks its client
/// to close, while the ingress learns that this process is going; then the port is closed, and last the idle connections.
///
/// [`ServerConfig::drain_grace_ms`]: crate::config::sections::server::ServerConfig::drain_grace_ms
pub async fn serve(listener: TcpListener, service: Arc<Service>, tls: Option<Arc<Tls>>, shutdown: Shutdown) {
    let grace = Duration::from_millis(service.config.server.drain_grace_ms);
    let closing = Shutdown::default();
    tokio::spawn(Arc::clone(&service.heartbeat).beat());
    if let Some(tls) = &tls {
        tokio::spawn(Arc::clone(tls).reload_when_changed(Arc::clone(&service.metrics)));
    }
    let admission = Admission::new(&service.config.server, tls, closing.clone());
    let newcomers = Newcomers::new(Handle::current().metrics().num_workers());
    tokio::spawn(Arc::clone(&newcomers).run_rounds());
    let connections = Arc::new(Connections::new(Arc::clone(&service), admission, newcomers));
    let http = &service.metrics.http;
    let (evicted, refused) = (http.connections_evicted.clone(), http.connections_refused.clone());
    let places = Places::new(&service.config.server, evicted, refused);
    let leave = Leave::new();
    let port_closes = async {
        shutdown.requested().await;
        service.stop();
        tokio::time::sleep(grace).await;
    };
    tokio::pin!(port_closes);
    let mut acceptor = Acceptor::new(listener, "events");
    let mut left = COST_OF_TURN;
    loop {
        if left == 0 {
            pass_turn().await;
            left = COST_OF_TURN;
        }
        // Whoever is in the queue already is taken before the port is closed.
        let (stream, address) = tokio::select! {
            biased;
            accepted = acceptor.accept() => accepted,
            () = &mut port_closes => break,
        };
        let address = address.ip();
        let is_trusted = service.config.server.trusted_peers.trust(address.to_canonical());
        let peer = (!is_trusted).then_some(address);
        let open = OpenConnection::new(&service);
        let has_room = open.has_room() || places.make_memory(peer);
        let place = has_room.then(|| places.take(peer)).flatten();
        left = left.saturating_sub(if place.is_some() { COST_OF_PLACE } else { COST_OF_REFUSAL });
        let Some(place) = place else { continue };
        let _ = stream.set_nodelay(true);
        tokio::spawn(Arc::clone(&connections).serve(stream, address, leave.watcher(), place, open));
    }
    drop(acceptor);
    tokio::time::sleep(grace.min(LAST_REQUEST)).await;
    closing.request();
    leave.leave().await;
}
