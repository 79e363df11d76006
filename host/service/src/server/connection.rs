//! One connection: from its admission to its end.

use super::{
    activity::Active,
    admission::{Admission, Stream},
    http1::StrictStream,
    ingress::Peer,
    places::Place,
};
use crate::{request::answer, service::Service};
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

/// What all connections share.
pub(super) struct Connections {
    service: Arc<Service>,
    admission: Admission,
    builder: Builder<TokioExecutor>,
    /// Time without a request after which a connection is ended.
    idle: Duration,
}

impl Connections {
    pub(super) fn new(service: Arc<Service>, admission: Admission) -> Self {
        let config = &service.config.server;
        let mut builder = Builder::new(TokioExecutor::new());
        builder.http1().header_read_timeout(None).max_buf_size(config.max_head_bytes.max(8 << 10)).half_close(true);
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(MAX_STREAMS)
            .max_header_list_size(u32::try_from(config.max_head_bytes.min(MAX_HEADER_LIST)).unwrap_or(u32::MAX))
            .keep_alive_interval(None);
        Self { idle: Duration::from_millis(config.head_timeout_ms), service, admission, builder }
    }

    pub(super) async fn serve(
        self: Arc<Self>,
        stream: TcpStream,
        address: IpAddr,
        watcher: Watcher,
        place: Place,
        _open: OpenConnection,
    ) {
        let admitted = tokio::select! {
            admitted = self.admission.admit(stream, address) => admitted,
            () = place.activity().is_evicted() => return,
        };
        match admitted {
            Ok((Stream::Plain(stream), peer)) => self.speak(stream, peer, watcher, &place).await,
            Ok((Stream::Tls(stream), peer)) => self.speak(stream, peer, watcher, &place).await,
            Err(not_admitted) => {
                if let Some(counter) = not_admitted.counter(&self.service.metrics.http.handshakes_failed) {
                    counter.inc();
                }
                tracing::debug!(error = %not_admitted, "connection not admitted");
            }
        }
    }

    async fn speak<S>(self: Arc<Self>, stream: S, peer: Peer, watcher: Watcher, place: &Place)
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
                let reply = answer::answer(service, request, peer).await;
                drop(active);
                Ok::<_, Infallible>(reply)
            }
        });
        let connection = watcher.watch(
            self.builder
                .serve_connection(TokioIo::new(StrictStream::new(stream, Arc::clone(activity))), answer)
                .into_owned(),
        );
        tokio::select! {
            ended = connection => if let Err(error) = ended {
                if error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse) {
                    self.service.metrics.http.heads_unreadable.inc();
                }
                tracing::debug!(%error, "connection ended");
            },
            () = activity.idle_for(self.idle) => {}
            () = activity.is_evicted() => {}
        }
    }
}

/// Counts a connection while it lives.
pub(super) struct OpenConnection(Arc<Service>);

impl OpenConnection {
    pub(super) fn new(service: &Arc<Service>) -> Self {
        service.metrics.http.connections.inc();
        Self(Arc::clone(service))
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.metrics.http.connections.dec();
    }
}
