//! Port 8107: connections, their cap and their times. HTTP/1.1 and HTTP/2, over TLS where it is configured.

mod activity;
mod admission;
mod connection;
pub mod heartbeat;
mod http2_frames;
mod http2_ledger;
pub mod ingress;
mod metered;
mod proxy_protocol;
pub mod shutdown;
mod tls;

pub use tls::{Tls, TlsError};

use crate::{server::shutdown::Shutdown, service::Service};
use admission::Admission;
use connection::{Connections, OpenConnection};
use hyper_util::server::graceful::GracefulShutdown;
use std::{sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// How long a connection that was taken last may take to send its request before it counts as idle.
const LAST_REQUEST: Duration = Duration::from_millis(500);
/// Pause after `accept` failed for want of descriptors: at once it would fail again.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Serves until shutdown, then lets every request that was begun end.
///
/// No client sees a reset: for [`ServerConfig::drain_grace_ms`] connections are still taken and every reply asks its client
/// to close, while the ingress learns that this process is going; then the port is closed, and last the idle connections.
///
/// [`ServerConfig::drain_grace_ms`]: crate::config::server::ServerConfig::drain_grace_ms
pub async fn serve(listener: TcpListener, service: Arc<Service>, tls: Option<Arc<Tls>>, shutdown: Shutdown) {
    let grace = Duration::from_millis(service.config.server.drain_grace_ms);
    let closing = Shutdown::default();
    tokio::spawn(Arc::clone(&service.heartbeat).beat());
    if let Some(tls) = &tls {
        tokio::spawn(Arc::clone(tls).reload_when_changed(Arc::clone(&service.metrics)));
    }
    let admission = Admission::new(&service.config.server, tls, closing.clone());
    let connections = Arc::new(Connections::new(Arc::clone(&service), admission));
    let graceful = GracefulShutdown::new();
    let port_closes = async {
        shutdown.requested().await;
        service.stop();
        tokio::time::sleep(grace).await;
    };
    tokio::pin!(port_closes);
    loop {
        // Whoever is in the queue already is taken before the port is closed.
        let accepted = tokio::select! {
            biased;
            accepted = listener.accept() => accepted,
            () = &mut port_closes => break,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "accepting a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let Some(open) = OpenConnection::within_cap(&service) else { continue };
        let _ = stream.set_nodelay(true);
        tokio::spawn(Arc::clone(&connections).serve(stream, address.ip(), graceful.watcher(), open));
    }
    drop(listener);
    tokio::time::sleep(grace.min(LAST_REQUEST)).await;
    closing.request();
    graceful.shutdown().await;
}
