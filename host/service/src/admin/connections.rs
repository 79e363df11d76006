//! Connections of port 9107: so many at once, and each for so long after it has asked.

use crate::server::accept::Acceptor;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    io::{self, IoSlice},
    net::TcpListener,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    task::AbortHandle,
};

/// What connections may take.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// At once. One more, and that goes which has been silent for longest: nobody can shut out a kubelet.
    pub(crate) connections: usize,
    /// After the last byte that the client has sent: for its reply to be taken, and for its next request to come.
    pub(crate) silence: Duration,
}

/// A connection, and when its client has last sent something.
struct Connection {
    stream: TcpStream,
    heard: Arc<Heard>,
}

/// When a client was heard last.
struct Heard {
    opened: Instant,
    /// Milliseconds after `opened`.
    last: AtomicU64,
}

impl Heard {
    fn silence(&self) -> Duration {
        self.opened.elapsed().saturating_sub(Duration::from_millis(self.last.load(Relaxed)))
    }
}

/// Between the first byte of a head, or the last reply, and the end of the next head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Accepts connections for ever, and has `answer` answer what is asked on them by HTTP/1. The log calls it by its `name`.
pub(crate) async fn serve<A, F>(name: &'static str, listener: TcpListener, limits: Limits, answer: A)
where
    A: Fn(Request<Incoming>) -> F + Clone + Send + 'static,
    F: Future<Output = Response<Full<Bytes>>> + Send + 'static,
{
    let listener = match tokio::net::TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return tracing::error!(%error, "serving {name}"),
    };
    accept(Acceptor::new(listener, name), limits, |connection| {
        let answer = answer.clone();
        let service = service_fn(move |request| {
            let reply = answer(request);
            async move { Ok::<_, Infallible>(reply.await) }
        });
        async move {
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIMEOUT)
                .serve_connection(TokioIo::new(connection), service)
                .await;
        }
    })
    .await;
}

/// Accepts connections for ever, and has `serve` serve each.
async fn accept<F>(mut acceptor: Acceptor, limits: Limits, serve: impl Fn(Connection) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut open: Vec<(Arc<Heard>, AbortHandle)> = Vec::with_capacity(limits.connections);
    loop {
        let (stream, _) = acceptor.accept().await;
        open.retain(|(_, task)| !task.is_finished());
        if open.len() >= limits.connections
            && let Some(quietest) = (0..open.len()).max_by_key(|index| open[*index].0.silence())
        {
            open.swap_remove(quietest).1.abort();
        }
        let heard = Arc::new(Heard { opened: Instant::now(), last: AtomicU64::new(0) });
        let served = serve(Connection { stream, heard: Arc::clone(&heard) });
        let watched = Arc::clone(&heard);
        let task = tokio::spawn(async move {
            tokio::select! {
                () = served => {}
                () = silence_of(&watched, limits.silence) => {}
            }
        });
        open.push((heard, task.abort_handle()));
        // Each has its turn before it can be the quietest of a crowd.
        tokio::task::yield_now().await;
    }
}

async fn silence_of(heard: &Heard, limit: Duration) {
    while let Some(left) = limit.checked_sub(heard.silence()).filter(|left| !left.is_zero()) {
        tokio::time::sleep(left).await;
    }
}

impl AsyncRead for Connection {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.stream).poll_read(context, buffer))?;
        let now = u64::try_from(this.heard.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        this.heard.last.store(now, Relaxed);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(context, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(context, slices)
    }

    /// Replies are written from where they are, not copied together first.
    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
