//! One HTTP/1.1 connection to the service, for one question at a time. Whoever asks drives it; no task does.

use std::{
    error::Error,
    future::poll_fn,
    io,
    net::TcpStream as Socket,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, StatusCode, Uri};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};
use tower_service::Service;

use crate::{connector::Connector, failure::Failure};

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// Most bytes of a response's head.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// How long the body of an error may take. Nobody reads it; the connection can be used again only behind it.
const ERROR_BODY: Duration = Duration::from_millis(50);

/// What the service replied.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    /// `None` if it is too long, or did not come to its end.
    pub(super) body: Option<Bytes>,
}

/// What a connection did while nothing was asked over it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Idleness {
    /// Nothing: it can be used again.
    Quiet,
    /// It ended, as every idle connection does at some time.
    Ended,
    /// Something came that nobody had asked for.
    Spoke,
}

pub(super) struct Connection {
    sender: SendRequest<Empty<Bytes>>,
    driver: http1::Connection<Stream, Empty<Bytes>>,
    /// How the driver ended, if it did; it is not polled again.
    end: Option<Idleness>,
    /// A second descriptor of the socket, to see what the kernel has of it without taking it out.
    socket: Socket,
    is_tls: bool,
}

impl Connection {
    pub(super) async fn open(connector: &Connector, address: &Uri) -> Result<Self, Failure> {
        let stream =
            connector.clone().call(address.clone()).await.map_err(|error| Failure::Connect(chain(error.as_ref())))?;
        let (tcp, is_tls) = match &stream {
            MaybeHttpsStream::Http(tcp) => (tcp.inner(), false),
            MaybeHttpsStream::Https(tls) => (tls.inner().get_ref().0.inner().inner(), true),
        };
        let socket = second_descriptor(tcp).map_err(|error| Failure::Connect(error.to_string()))?;
        let (sender, driver) = http1::Builder::new()
            .max_buf_size(MAX_HEAD_BYTES)
            .handshake(stream)
            .await
            .map_err(|error| Failure::Connect(chain(&error)))?;
        Ok(Self { sender, driver, end: None, socket, is_tls })
    }

    /// Sends a request and reads the reply to its end.
    pub(super) async fn ask(&mut self, request: Request<Empty<Bytes>>, max_bytes: usize) -> Result<Reply, Failure> {
        let Self { sender, driver, end, .. } = self;
        let mut reply = pin!(async {
            sender.ready().await?;
            let response = sender.send_request(request).await?;
            let status = response.status();
            let body = Limited::new(response.into_body(), max_bytes).collect();
            let body = if status.is_success() {
                body.await.ok()
            } else {
                timeout(ERROR_BODY, body).await.ok().and_then(Result::ok)
            };
            Ok(Reply { status, body: body.map(http_body_util::Collected::to_bytes) })
        });
        let reply = poll_fn(|cx| {
            drive(driver, end, cx);
            reply.as_mut().poll(cx)
        });
        reply.await.map_err(|error: hyper::Error| Failure::Exchange(chain(&error)))
    }

    /// Looks whether anything came since the last reply was read. Does not wait.
    pub(super) fn idleness(&mut self) -> Idleness {
        let waiting = self.socket.peek(&mut [0]);
        // What the kernel does not have any more may be in a buffer of hyper or rustls.
        drive(&mut self.driver, &mut self.end, &mut Context::from_waker(Waker::noop()));
        match (self.end, waiting) {
            (Some(end), _) => end,
            (None, Err(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                if self.sender.is_ready() {
                    Idleness::Quiet
                } else {
                    Idleness::Ended
                }
            }
            // In TLS that may be a message of TLS itself, as before an end.
            (None, Ok(1..)) if !self.is_tls => Idleness::Spoke,
            (None, _) => Idleness::Ended,
        }
    }
}

fn drive(driver: &mut http1::Connection<Stream, Empty<Bytes>>, end: &mut Option<Idleness>, cx: &mut Context<'_>) {
    if end.is_some() {
        return;
    }
    *end = match Pin::new(driver).poll(cx) {
        Poll::Pending => None,
        Poll::Ready(Ok(())) => Some(Idleness::Ended),
        Poll::Ready(Err(error)) if error.source().is_some_and(|cause| cause.is::<io::Error>()) => Some(Idleness::Ended),
        Poll::Ready(Err(_)) => Some(Idleness::Spoke),
    };
}

fn second_descriptor(tcp: &TcpStream) -> io::Result<Socket> {
    use std::os::fd::AsFd;
    tcp.as_fd().try_clone_to_owned().map(Socket::from)
}

/// An error and what caused it; the outermost text alone says little.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
