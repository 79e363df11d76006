//! Accepts connections and responds to requests.

use std::sync::Arc;

use http::{Request, Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::watch,
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

use super::{
    behaviour::Behaviour,
    body::Body,
    responses::{documented_response, status_response},
};

/// Shared by the handle and all connections.
pub(super) struct State {
    pub(super) lookup_behaviour: watch::Sender<Behaviour>,
    pub(super) health_check_behaviour: watch::Sender<Behaviour>,
    /// The number of lookups so far.
    pub(super) lookups: watch::Sender<u64>,
    /// The number of connections so far.
    pub(super) connections: watch::Sender<u64>,
}

pub(super) async fn accept_connections(listener: TcpListener, tls: Option<TlsAcceptor>, state: Arc<State>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else { continue };
        state.connections.send_modify(|n| *n += 1);
        let (tls, state) = (tls.clone(), Arc::clone(&state));
        connections.spawn(async move {
            match tls {
                None => serve_connection(stream, state).await,
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        serve_connection(stream, state).await;
                    }
                }
            }
        });
    }
}

async fn serve_connection(stream: impl AsyncRead + AsyncWrite + Unpin, state: Arc<State>) {
    let service = service_fn(move |request| handle_request(request, Arc::clone(&state)));
    // Clients may close the connection at any time.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

/// Makes hyper close the connection.
#[derive(Debug, thiserror::Error)]
#[error("closing the connection")]
struct CloseConnection;

async fn handle_request(request: Request<Incoming>, state: Arc<State>) -> Result<Response<Body>, CloseConnection> {
    let mut behaviour = match request.uri().path() {
        "/auth/v3/userinfo" | "/auth/v3/openid/userinfo" => {
            let behaviour = state.lookup_behaviour.subscribe();
            state.lookups.send_modify(|n| *n += 1);
            behaviour
        }
        "/auth/v3/ping" => state.health_check_behaviour.subscribe(),
        _ => return Ok(documented_response(request).await),
    };
    let behaviour = behaviour.wait_for(|b| !matches!(b, Behaviour::Hang)).await.map_err(|_| CloseConnection)?.clone();
    Ok(match behaviour {
        Behaviour::Normal | Behaviour::Hang => documented_response(request).await,
        Behaviour::Slow(delay) => {
            tokio::time::sleep(delay).await;
            documented_response(request).await
        }
        Behaviour::Status(status) => status_response(status, request.uri().path()),
        Behaviour::Body(body) => Response::new(Body::full(body)),
        Behaviour::EndlessBody => Response::new(Body::Endless),
        Behaviour::StalledBody => Response::new(Body::stalled()),
        Behaviour::CloseConnection => return Err(CloseConnection),
    })
}
