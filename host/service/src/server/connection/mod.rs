//! One connection: from its admission to its end.

pub(crate) mod activity;
pub(crate) mod admission;
mod certificate_expiry;
pub(crate) mod ingress;
mod metered;
mod proxy_protocol;
pub(crate) mod tls;

use super::connection::activity::Active;
use super::connection::admission::{Admission, Stream};
use super::connection::ingress::Peer;
use super::connection::metered::{BASE_BYTES, Metered, TLS_BYTES};
use super::http1::StrictStream;
use super::newcomers::{Newcomers, Turn};
use super::places::Place;
use crate::config::sections::server::ServerConfig;
use crate::memory::budget::Held;
use crate::request::answer;
use crate::service::Service;
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::Watcher},
};
use std::{convert::Infallible, net::IpAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};

/// Streams of one HTTP/2 connection at once.
const MAX_STREAMS: u32 = 32;
/// Of one HTTP/2 head: a field that HPACK says with one byte takes a hundred.
const MAX_HEADER_LIST: usize = 16 << 10;
/// What a client may send of a body that nobody reads yet: as much as a browser's beacon.
const STREAM_WINDOW: u32 = 64 << 10;
/// No stream waits for another; how much of it may be in use is counted.
const CONNECTION_WINDOW: u32 = MAX_STREAMS * STREAM_WINDOW;
/// Bytes of replies that wait for a client that does not read: every reply has less.
const MAX_SEND_BUFFER: usize = 16 << 10;
/// Streams that a client may have reset before they were looked at.
const MAX_RESET_STREAMS: usize = 32;

/// What all connections share.
pub(super) struct Connections {
    service: Arc<Service>,
    admission: Admission,
    newcomers: Arc<Newcomers>,
    builder: Builder<TokioExecutor>,
    max_head_bytes: usize,
    /// Time without a request after which a connection is ended.
    idle: Duration,
}

impl Connections {
    pub(super) fn new(service: Arc<Service>, admission: Admission, newcomers: Arc<Newcomers>) -> Self {
        let config = &service.config.server;
        let mut builder = Builder::new(TokioExecutor::new());
        let max_head_bytes = config.max_head_bytes.max(8 << 10);
        builder.http1().header_read_timeout(None).max_buf_size(max_head_bytes).half_close(true);
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(MAX_STREAMS)
            .adaptive_window(false)
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .max_frame_size(16 << 10)
            .max_send_buf_size(MAX_SEND_BUFFER)
            .max_pending_accept_reset_streams(MAX_RESET_STREAMS)
            .max_header_list_size(u32::try_from(config.max_head_bytes.min(MAX_HEADER_LIST)).unwrap_or(u32::MAX))
            .keep_alive_interval(None);
        Self {
            idle: Duration::from_millis(config.head_timeout_ms),
            service,
            admission,
            newcomers,
            builder,
            max_head_bytes,
        }
    }

    pub(super) async fn serve(
        self: Arc<Self>,
        stream: TcpStream,
        address: IpAddr,
        watcher: Watcher,
        place: Place,
        mut open: OpenConnection,
    ) {
        let held = open.take_memory();
        let peer = self.admission.peer(address.to_canonical());
        let (newcomers, activity) = (Arc::clone(&self.newcomers), Arc::clone(place.activity()));
        let mut turn = Turn::new(newcomers, activity, (!peer.is_trusted).then_some(peer.address));
        let admitted = tokio::select! {
            admitted = self.admission.admit(stream, peer, &mut turn) => admitted,
            () = place.activity().is_evicted() => return,
        };
        if let Ok((_, peer)) = &admitted
            && peer.address != address.to_canonical()
            && !peer.is_trusted
            && !place.give_to(peer.address)
        {
            tracing::debug!("connection not admitted: its peer has its share of them");
            return;
        }
        match admitted {
            Ok((Stream::Plain(stream), peer)) => self.speak(stream, peer, watcher, &place, held, turn).await,
            Ok((Stream::Tls(stream), peer)) => self.speak(stream, peer, watcher, &place, held, turn).await,
            Err(not_admitted) => {
                if let Some(counter) = not_admitted.counter(&self.service.metrics.http.handshakes_failed) {
                    counter.inc();
                }
                tracing::debug!(error = %not_admitted, "connection not admitted");
            }
        }
    }

    async fn speak<S>(self: Arc<Self>, stream: S, peer: Peer, watcher: Watcher, place: &Place, held: Held, turn: Turn)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let activity = place.activity();
        let requests = Arc::clone(activity);
        let shared = Arc::clone(&self.service);
        let answer = service_fn(move |request: Request<Incoming>| {
            let service = Arc::clone(&shared);
            let active = Active::new(&requests);
            async move {
                let (reply, is_known) = answer::answer(service, request, peer).await;
                if is_known {
                    active.know_sender();
                }
                drop(active);
                Ok::<_, Infallible>(reply)
            }
        });
        let ended = self.service.metrics.http.connections_ended.clone();
        let metered = Metered::new(stream, Arc::clone(activity), held, ended);
        let strict = StrictStream::new(metered, Arc::clone(activity), turn, self.max_head_bytes);
        let connection = watcher.watch(self.builder.serve_connection(TokioIo::new(strict), answer).into_owned());
        tokio::select! {
            ended = connection => if let Err(error) = ended {
                if let Some(error) = error.downcast_ref::<hyper::Error>().filter(|error| error.is_parse()) {
                    let metrics = &self.service.metrics;
                    metrics.http.heads_unreadable.inc();
                    // Hyper has answered it.
                    metrics.original_events.count_http_error(if error.is_parse_too_large() { 431 } else { 400 });
                }
                tracing::debug!(%error, "connection ended");
            },
            () = activity.idle_for(self.idle) => {}
            () = activity.is_evicted() => {}
        }
    }
}

/// Bytes that an idle connection has.
pub(super) fn idle_bytes(config: &ServerConfig) -> usize {
    if config.tls.is_some() { BASE_BYTES + TLS_BYTES } else { BASE_BYTES }
}

/// Counts a connection, and the memory that it always has, while it lives.
pub(super) struct OpenConnection {
    service: Arc<Service>,
    memory: Held,
    has_room: bool,
}

impl OpenConnection {
    /// One more.
    pub(super) fn new(service: &Arc<Service>) -> Self {
        let mut memory = service.connections.hold();
        let has_room = memory.add(idle_bytes(&service.config.server)).is_ok();
        service.metrics.http.connections.inc();
        Self { service: Arc::clone(service), memory, has_room }
    }

    /// Whether the budget of connections has room for it.
    pub(super) fn has_room(&self) -> bool {
        self.has_room
    }

    /// What is held for it, for whoever counts what comes to that.
    fn take_memory(&mut self) -> Held {
        std::mem::replace(&mut self.memory, self.service.connections.hold())
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.service.metrics.http.connections.dec();
    }
}
