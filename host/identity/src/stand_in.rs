//! A stand-in for Genesys Authentication, to run and test without it: the documented paths and shapes over real HTTP,
//! a few well-known accounts, and every way to misbehave. Started by `sluice dev` and by tests, never by `sluice serve`.

mod accounts;
mod body;
mod replies;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{Request, Response};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpListener,
    sync::watch,
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::TlsAcceptor;

pub use self::accounts::{
    ACCOUNTS, AGENT_1, AGENT_2, Account, CLIENT_ID, CLIENT_SECRET, NO_TENANT, SUPERVISOR_1, SUPERVISOR_2, TENANT_A,
    TENANT_B, tenant_of_crowd,
};
use self::body::Body;

/// How questions are answered.
#[derive(Clone, Debug)]
pub enum Behaviour {
    /// As documented.
    Normal,
    /// Not until it is told to behave otherwise, and then like that.
    Hang,
    /// As documented, after a while.
    Slow(Duration),
    /// With this status and an empty body; a redirect leads back to the same path.
    Status(u16),
    /// 200 and this body.
    Says(Bytes),
    /// 200 and a body without an end.
    Endless,
    /// 200 and a body of which only the first byte comes.
    Stuck,
    /// By closing the connection.
    HangUp,
}

/// A running stand-in; it ends with this value, connections included.
pub struct StandIn {
    address: SocketAddr,
    scheme: &'static str,
    state: Arc<State>,
    server: JoinHandle<()>,
}

struct State {
    questions: watch::Sender<Behaviour>,
    pings: watch::Sender<Behaviour>,
    questions_asked: watch::Sender<u64>,
    pings_asked: watch::Sender<u64>,
    connections: watch::Sender<u64>,
}

impl StandIn {
    /// Answers on a listener, on the current runtime.
    ///
    /// # Errors
    /// The listener has no address.
    pub fn start(listener: TcpListener) -> io::Result<Self> {
        Self::start_with(listener, None)
    }

    /// The same over TLS.
    ///
    /// # Errors
    /// The listener has no address.
    pub fn start_tls(listener: TcpListener, tls: Arc<rustls::ServerConfig>) -> io::Result<Self> {
        Self::start_with(listener, Some(tls.into()))
    }

    fn start_with(listener: TcpListener, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        let state = Arc::new(State {
            questions: watch::Sender::new(Behaviour::Normal),
            pings: watch::Sender::new(Behaviour::Normal),
            questions_asked: watch::Sender::new(0),
            pings_asked: watch::Sender::new(0),
            connections: watch::Sender::new(0),
        });
        let address = listener.local_addr()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let server = tokio::spawn(accept(listener, tls, Arc::clone(&state)));
        Ok(Self { address, scheme, state, server })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to configure as `auth.url`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }

    /// Changes how questions about tokens are answered.
    pub fn behave(&self, behaviour: Behaviour) {
        self.state.questions.send_replace(behaviour);
    }

    /// Changes how health questions are answered.
    pub fn behave_to_pings(&self, behaviour: Behaviour) {
        self.state.pings.send_replace(behaviour);
    }

    /// How many questions about tokens have come.
    #[must_use]
    pub fn questions(&self) -> u64 {
        *self.state.questions_asked.borrow()
    }

    /// Waits until so many questions about tokens have come.
    pub async fn asked(&self, count: u64) {
        reached(&self.state.questions_asked, count).await;
    }

    /// Waits until so many health questions have come.
    pub async fn pinged(&self, count: u64) {
        reached(&self.state.pings_asked, count).await;
    }

    /// How many connections have come.
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

async fn reached(counter: &watch::Sender<u64>, count: u64) {
    // The sender is at hand, so that waiting cannot fail.
    let _ = counter.subscribe().wait_for(|n| *n >= count).await;
}

async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, state: Arc<State>) {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else { continue };
        state.connections.send_modify(|n| *n += 1);
        let (tls, state) = (tls.clone(), Arc::clone(&state));
        connections.spawn(async move {
            match tls {
                None => serve(stream, state).await,
                Some(tls) => {
                    if let Ok(stream) = tls.accept(stream).await {
                        serve(stream, state).await;
                    }
                }
            }
        });
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, state: Arc<State>) {
    let answer = service_fn(move |request| answer(request, Arc::clone(&state)));
    // Clients may hang up at any time.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}

#[derive(Debug, thiserror::Error)]
#[error("hanging up")]
struct HungUp;

async fn answer(request: Request<Incoming>, state: Arc<State>) -> Result<Response<Body>, HungUp> {
    let (behaviour, asked) = match request.uri().path() {
        "/auth/v3/userinfo" | "/auth/v3/openid/userinfo" => (&state.questions, &state.questions_asked),
        "/auth/v3/ping" => (&state.pings, &state.pings_asked),
        _ => return Ok(replies::documented(request).await),
    };
    let mut behaviour = behaviour.subscribe();
    asked.send_modify(|n| *n += 1);
    let behaviour = behaviour.wait_for(|b| !matches!(b, Behaviour::Hang)).await.map_err(|_| HungUp)?.clone();
    Ok(match behaviour {
        Behaviour::Normal | Behaviour::Hang => replies::documented(request).await,
        Behaviour::Slow(time) => {
            tokio::time::sleep(time).await;
            replies::documented(request).await
        }
        Behaviour::Status(status) => replies::status(status, request.uri().path()),
        Behaviour::Says(body) => Response::new(Body::whole(body)),
        Behaviour::Endless => Response::new(Body::Endless),
        Behaviour::Stuck => Response::new(Body::stuck()),
        Behaviour::HangUp => return Err(HungUp),
    })
}
