//! One HTTP/1.1 connection to the service, for one request at a time. It is driven by the request's future; there is no
//! connection task.

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

use super::{connector::Connector, request_failure::RequestFailure};

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;

/// The maximum size of a response's head.
const MAX_HEAD_BYTES: usize = 64 * 1024;
/// The timeout for the body of an error. Its contents are discarded, but the connection can be reused only after it.
const ERROR_BODY_TIMEOUT: Duration = Duration::from_millis(50);

pub(super) struct BufferedResponse {
    pub(super) status: StatusCode,
    /// `None` if it was too long or incomplete.
    pub(super) body: Option<Bytes>,
}

/// The state of a connection between two requests.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum IdleState {
    Reusable,
    Closed,
    /// The service sent bytes that belong to no request.
    UnexpectedData,
}

pub(super) struct Connection {
    sender: SendRequest<Empty<Bytes>>,
    driver: http1::Connection<Stream, Empty<Bytes>>,
    /// How the driver completed, if it has. It must not be polled again.
    closed_as: Option<IdleState>,
    /// A second descriptor of the socket, to peek at received bytes without consuming them.
    socket: Socket,
    is_tls: bool,
}

impl Connection {
    pub(super) async fn open(connector: &Connector, address: &Uri) -> Result<Self, RequestFailure> {
        let stream = connector
            .clone()
            .call(address.clone())
            .await
            .map_err(|error| RequestFailure::Connect(describe(error.as_ref())))?;
        let (tcp, is_tls) = match &stream {
            MaybeHttpsStream::Http(tcp) => (tcp.inner(), false),
            MaybeHttpsStream::Https(tls) => (tls.inner().get_ref().0.inner().inner(), true),
        };
        let socket = duplicate_descriptor(tcp).map_err(|error| RequestFailure::Connect(error.to_string()))?;
        let (sender, driver) = http1::Builder::new()
            .max_buf_size(MAX_HEAD_BYTES)
            .handshake(stream)
            .await
            .map_err(|error| RequestFailure::Connect(describe(&error)))?;
        Ok(Self { sender, driver, closed_as: None, socket, is_tls })
    }

    /// Sends a request and reads the whole response.
    pub(super) async fn send_request(
        &mut self,
        request: Request<Empty<Bytes>>,
        max_body_bytes: usize,
    ) -> Result<BufferedResponse, RequestFailure> {
        let Self { sender, driver, closed_as, .. } = self;
        let mut exchange = pin!(async {
            sender.ready().await?;
            let response = sender.send_request(request).await?;
            let status = response.status();
            let body = Limited::new(response.into_body(), max_body_bytes).collect();
            let body = if status.is_success() {
                body.await.ok()
            } else {
                timeout(ERROR_BODY_TIMEOUT, body).await.ok().and_then(Result::ok)
            };
            Ok(BufferedResponse { status, body: body.map(http_body_util::Collected::to_bytes) })
        });
        let exchange = poll_fn(|cx| {
            poll_driver(driver, closed_as, cx);
            exchange.as_mut().poll(cx)
        });
        exchange.await.map_err(|error: hyper::Error| RequestFailure::Http(describe(&error)))
    }

    /// Checks whether anything was received since the last response was read. Does not wait.
    pub(super) fn check_idle_state(&mut self) -> IdleState {
        let received = self.socket.peek(&mut [0]);
        // Bytes that the kernel no longer holds may be in a buffer of hyper or rustls.
        poll_driver(&mut self.driver, &mut self.closed_as, &mut Context::from_waker(Waker::noop()));
        match (self.closed_as, received) {
            (Some(state), _) => state,
            (None, Err(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                if self.sender.is_ready() {
                    IdleState::Reusable
                } else {
                    IdleState::Closed
                }
            }
            // With TLS, it may be a TLS record such as a close alert.
            (None, Ok(1..)) if !self.is_tls => IdleState::UnexpectedData,
            (None, _) => IdleState::Closed,
        }
    }
}

fn poll_driver(
    driver: &mut http1::Connection<Stream, Empty<Bytes>>,
    closed_as: &mut Option<IdleState>,
    cx: &mut Context<'_>,
) {
    if closed_as.is_some() {
        return;
    }
    *closed_as = match Pin::new(driver).poll(cx) {
        Poll::Pending => None,
        Poll::Ready(Ok(())) => Some(IdleState::Closed),
        Poll::Ready(Err(error)) if error.source().is_some_and(|cause| cause.is::<io::Error>()) => {
            Some(IdleState::Closed)
        }
        Poll::Ready(Err(_)) => Some(IdleState::UnexpectedData),
    };
}

fn duplicate_descriptor(tcp: &TcpStream) -> io::Result<Socket> {
    use std::os::fd::AsFd;
    tcp.as_fd().try_clone_to_owned().map(Socket::from)
}

/// The texts of an error and of its causes. The outermost one alone says little.
fn describe(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
