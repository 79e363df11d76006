//! Port 8107: connections, their cap and their times. HTTP/1.1 and, by prior knowledge, HTTP/2.

mod activity;

use crate::{exchange, service::Service, shutdown::Shutdown};
use activity::{Active, Activity};
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};
use tokio::net::{TcpListener, TcpStream};

/// Streams of one HTTP/2 connection at once.
const MAX_STREAMS: u32 = 128;
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
pub async fn serve(listener: TcpListener, service: Arc<Service>, shutdown: Shutdown) {
    let builder = connections(&service);
    let graceful = GracefulShutdown::new();
    let grace = Duration::from_millis(service.config.server.drain_grace_ms);
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
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "accepting a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let Some(open) = OpenConnection::within_cap(&service) else { continue };
        let _ = stream.set_nodelay(true);
        spawn(stream, peer, &service, &builder, &graceful, open);
    }
    drop(listener);
    tokio::time::sleep(grace.min(LAST_REQUEST)).await;
    graceful.shutdown().await;
}

fn connections(service: &Service) -> Builder<TokioExecutor> {
    let config = &service.config.server;
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().header_read_timeout(None).max_buf_size(config.max_head_bytes.max(8 << 10)).half_close(true);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .max_header_list_size(u32::try_from(config.max_head_bytes).unwrap_or(u32::MAX))
        .keep_alive_interval(None);
    builder
}

fn spawn(
    stream: TcpStream,
    peer: SocketAddr,
    service: &Arc<Service>,
    builder: &Builder<TokioExecutor>,
    graceful: &GracefulShutdown,
    open: OpenConnection,
) {
    let client = peer.ip();
    let head_timeout = Duration::from_millis(service.config.server.head_timeout_ms);
    let shared = Arc::clone(service);
    let activity = Arc::new(Activity::new());
    let requests = Arc::clone(&activity);
    let answer = service_fn(move |request: Request<Incoming>| {
        let service = Arc::clone(&shared);
        let active = Active::new(&requests);
        async move {
            let reply = exchange::answer(service, request, client).await;
            drop(active);
            Ok::<_, Infallible>(reply)
        }
    });
    let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), answer).into_owned());
    tokio::spawn(async move {
        tokio::select! {
            ended = connection => if let Err(error) = ended {
                tracing::debug!(%error, "connection ended");
            },
            () = activity.idle_for(head_timeout) => {}
        }
        drop(open);
    });
}

/// Counts a connection while it lives.
struct OpenConnection(Arc<Service>);

impl OpenConnection {
    fn within_cap(service: &Arc<Service>) -> Option<Self> {
        let http = &service.metrics.http;
        if usize::try_from(http.connections.get()).is_ok_and(|open| open >= service.config.server.max_connections) {
            http.connections_refused.inc();
            return None;
        }
        http.connections.inc();
        Some(Self(Arc::clone(service)))
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.metrics.http.connections.dec();
    }
}
