//! Connections that are served: from their admission to their end.

use super::admission::{Admission, Stream};
use super::ingress::Peer;
use super::metered::Metered;
use super::open_connection::OpenConnection;
use super::poll_on_wake::PollOnWake;
use super::protocols::{max_head_bytes, protocols};
use crate::memory::budget::Held;
use crate::request::answer;
use crate::server::activity::Active;
use crate::server::http1::StrictStream;
use crate::server::newcomers::{Newcomers, Turn};
use crate::server::places::Place;
use crate::server::shutdown::Watcher;
use crate::service::Service;
use hyper::{Request, body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use std::{convert::Infallible, error::Error, net::IpAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};

/// The target of its log lines, which directives of `log.level` name: it stays when modules move.
const LOG_TARGET: &str = "sluice::server::connection";

/// What all connections share.
pub(in crate::server) struct Connections {
    service: Arc<Service>,
    admission: Admission,
    newcomers: Arc<Newcomers>,
    builder: Builder<TokioExecutor>,
    max_head_bytes: usize,
    /// Time without a request after which a connection is ended.
    idle: Duration,
}

impl Connections {
    pub(in crate::server) fn new(service: Arc<Service>, admission: Admission, newcomers: Arc<Newcomers>) -> Self {
        let config = &service.config.server;
        Self {
            idle: Duration::from_millis(config.head_timeout_ms),
            builder: protocols(config),
            max_head_bytes: max_head_bytes(config),
            service,
            admission,
            newcomers,
        }
    }

    pub(in crate::server) async fn serve(
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
            tracing::debug!(target: LOG_TARGET, "connection not admitted: its peer has its share of them");
            return;
        }
        match admitted {
            Ok((Stream::Plain(stream), peer)) => self.speak(stream, peer, watcher, &place, held, turn).await,
            Ok((Stream::Tls(stream), peer)) => self.speak(stream, peer, watcher, &place, held, turn).await,
            Err(not_admitted) => {
                if let Some(counter) = not_admitted.counter(&self.service.metrics.http.handshakes_failed) {
                    counter.inc();
                }
                tracing::debug!(target: LOG_TARGET, error = %not_admitted, "connection not admitted");
            }
        }
    }

    async fn speak<S>(
        self: Arc<Self>,
        stream: S,
        peer: Peer,
        mut watcher: Watcher,
        place: &Place,
        held: Held,
        turn: Turn,
    ) where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let activity = place.activity();
        let requests = Arc::clone(activity);
        // Counted by this connection alone: threads that all count the users of one service would wait for each other.
        let shared = Arc::new(Arc::clone(&self.service));
        let answer = service_fn(move |request: Request<Incoming>| {
            let service = Arc::clone(&shared);
            let active = Active::new(&requests);
            async move {
                let (reply, is_known) = answer::answer(&service, request, peer).await;
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
        let mut connection = pin!(self.builder.serve_connection(TokioIo::new(strict), answer).into_owned());
        let leaves = pin!(watcher.is_told_to_leave());
        let ends = pin!(async {
            tokio::select! {
                () = activity.idle_for(self.idle) => {}
                () = activity.is_evicted() => {}
            }
        });
        let (mut leaves, mut ends) = (PollOnWake::new(leaves), PollOnWake::new(ends));
        let mut is_leaving = false;
        loop {
            tokio::select! {
                biased;
                ended = connection.as_mut() => return ended.unwrap_or_else(|error| self.log_end(&*error)),
                () = &mut leaves, if !is_leaving => {
                    is_leaving = true;
                    connection.as_mut().graceful_shutdown();
                }
                () = &mut ends => return,
            }
        }
    }

    fn log_end(&self, error: &(dyn Error + Send + Sync + 'static)) {
        if let Some(error) = error.downcast_ref::<hyper::Error>().filter(|error| error.is_parse()) {
            let metrics = &self.service.metrics;
            metrics.http.heads_unreadable.inc();
            // Hyper has answered it.
            metrics.original_events.count_http_error(if error.is_parse_too_large() { 431 } else { 400 });
        }
        tracing::debug!(target: LOG_TARGET, %error, "connection ended");
    }
}
