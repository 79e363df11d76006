//! A host that requests are sent to, and a connection to it.

use super::address::is_public;
use crate::error::Cause;
use bytes::Bytes;
use http::{Request, Uri, uri::Authority};
use http_body_util::Full;
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, pki_types::ServerName};
use std::{error::Error, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    task::JoinHandle,
};
use tokio_rustls::TlsConnector;

/// The largest head of a response, bytes. Tokens and redirects with signatures take some thousand.
const MAX_HEAD_BYTES: usize = 64 << 10;

const NO_TLS: &str = "if it serves HTTP without TLS, set `plain_http` of its [registry.hosts], or --plain-http";

/// A host, its port, and how it is reached.
#[derive(Clone)]
pub(super) struct Endpoint {
    /// With its port, if it is not the default one.
    pub(super) authority: String,
    host: String,
    port: u16,
    /// None for HTTP without TLS.
    tls: Option<Arc<ClientConfig>>,
    /// Whose name the host is, if the user has not named it: then it may have addresses of the public internet only.
    referred_by: Option<String>,
}

/// A response, and the connection that it comes over.
pub(super) struct Response {
    pub(super) head: http::response::Parts,
    pub(super) body: Incoming,
    _connection: Driver,
}

/// The task that moves the bytes of a connection; ends with this value.
struct Driver(JoinHandle<()>);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl Endpoint {
    /// A host that somebody has named.
    pub(super) fn named(authority: &str, tls: Option<Arc<ClientConfig>>) -> Option<Self> {
        let parsed: Authority = authority.parse().ok()?;
        let host = parsed.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let port = parsed.port_u16().unwrap_or(if tls.is_some() { 443 } else { 80 });
        let is_default = port == if tls.is_some() { 443 } else { 80 };
        let authority = if is_default { parsed.host().to_owned() } else { format!("{}:{port}", parsed.host()) };
        Some(Self { authority, host, port, tls, referred_by: None })
    }

    /// The same, for one that only a registry has named.
    pub(super) fn referred_by(self, registry: &str) -> Self {
        Self { referred_by: Some(registry.to_owned()), ..self }
    }

    /// Whether a URL leads to it.
    pub(super) fn is_at(&self, url: &Uri) -> bool {
        let port = url.port_u16().unwrap_or(if url.scheme_str() == Some("http") { 80 } else { 443 });
        let host = url.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        host.eq_ignore_ascii_case(&self.host) && port == self.port
    }

    /// Sends a request over a connection of its own.
    pub(super) async fn send(
        &self,
        request: Request<Full<Bytes>>,
        connect_timeout: Duration,
    ) -> Result<Response, Cause> {
        let failed = |why: String| Cause::Connect { host: self.authority.clone(), why };
        let connecting = tokio::time::timeout(connect_timeout, self.connect());
        let stream =
            connecting.await.unwrap_or_else(|_| Err(failed(format!("no connection within {connect_timeout:?}"))))?;
        let broken = |error: hyper::Error| Cause::Http { host: self.authority.clone(), why: describe(&error) };
        let (mut sender, connection) =
            http1::Builder::new().max_buf_size(MAX_HEAD_BYTES).handshake(TokioIo::new(stream)).await.map_err(broken)?;
        let driver = Driver(tokio::spawn(async move {
            // What ends it is said by the request too.
            let _ = connection.await;
        }));
        let (head, body) = sender.send_request(request).await.map_err(broken)?.into_parts();
        Ok(Response { head, body, _connection: driver })
    }

    async fn connect(&self) -> Result<Box<dyn Stream>, Cause> {
        let failed = |why: String| Cause::Connect { host: self.authority.clone(), why };
        let addresses: Vec<SocketAddr> =
            lookup_host((self.host.as_str(), self.port)).await.map_err(|error| failed(error.to_string()))?.collect();
        if let Some(registry) = &self.referred_by
            && let Some(inner) = addresses.iter().find(|address| !is_public(address.ip()))
        {
            let (host, other) = (registry.clone(), self.authority.clone());
            return Err(Cause::InnerAddress { host, other, address: inner.ip() });
        }
        // The addresses that were checked, and no others.
        let tcp = TcpStream::connect(addresses.as_slice()).await.map_err(|error| failed(error.to_string()))?;
        let Some(tls) = &self.tls else { return Ok(Box::new(tcp)) };
        let name = ServerName::try_from(self.host.clone()).map_err(|error| failed(error.to_string()))?;
        let stream = TlsConnector::from(Arc::clone(tls)).connect(name, tcp).await;
        Ok(Box::new(stream.map_err(|error| failed(format!("{error}; {NO_TLS}")))?))
    }
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
