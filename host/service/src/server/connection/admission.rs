//! What comes before HTTP on a connection: a trusted peer's PROXY protocol head, then TLS. Both under one time limit.

use super::ingress::Peer;
use super::proxy_protocol::{self, ProxyProtocolError};
use super::tls::{self, Tls};
use crate::config::sections::ingress::{ProxyProtocol, TrustedPeers};
use crate::config::sections::server::ServerConfig;
use crate::metrics::HandshakesFailed;
use crate::server::newcomers::Turn;
use crate::server::shutdown::Shutdown;
use sluice_metrics::IntCounter;
use std::{io, net::IpAddr, sync::Arc, time::Duration};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

/// Lets connections in.
pub(crate) struct Admission {
    trusted_peers: TrustedPeers,
    proxy_protocol: ProxyProtocol,
    tls: Option<Arc<Tls>>,
    timeout: Duration,
    /// Handshakes are not waited for at the end: no request has begun.
    closing: Shutdown,
}

/// A connection on which HTTP comes next.
pub(crate) enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

/// Why there was no HTTP on a connection.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotAdmitted {
    #[error("reading the PROXY protocol head: {0}")]
    ProxyProtocol(#[from] ProxyProtocolError),
    #[error("the TLS handshake: {0}")]
    Tls(io::Error),
    #[error("the handshake took more than {} ms", .0.as_millis())]
    Timeout(Duration),
    #[error("the service is stopping")]
    Closing,
}

impl NotAdmitted {
    /// What counts it.
    pub(crate) fn counter<'a>(&self, failed: &'a HandshakesFailed) -> Option<&'a IntCounter> {
        match self {
            Self::ProxyProtocol(_) => Some(&failed.proxy_protocol),
            Self::Tls(_) => Some(&failed.tls),
            Self::Timeout(_) => Some(&failed.timeout),
            Self::Closing => None,
        }
    }
}

impl Admission {
    pub(crate) fn new(config: &ServerConfig, tls: Option<Arc<Tls>>, closing: Shutdown) -> Self {
        Self {
            trusted_peers: config.trusted_peers.clone(),
            proxy_protocol: config.proxy_protocol,
            tls,
            timeout: Duration::from_millis(config.handshake_timeout_ms),
            closing,
        }
    }

    /// Does what comes before HTTP, if anything does.
    pub(in crate::server) async fn admit(
        &self,
        stream: TcpStream,
        peer: Peer,
        turn: &mut Turn,
    ) -> Result<(Stream, Peer), NotAdmitted> {
        let has_head = peer.is_trusted && self.proxy_protocol == ProxyProtocol::Required;
        if !has_head && self.tls.is_none() {
            return Ok((Stream::Plain(stream), peer));
        }
        tokio::select! {
            shaken = tokio::time::timeout(self.timeout, self.shake_hands(stream, peer, turn, has_head)) => {
                shaken.map_err(|_| NotAdmitted::Timeout(self.timeout))?
            }
            () = self.closing.requested() => Err(NotAdmitted::Closing),
        }
    }

    async fn shake_hands(
        &self,
        mut stream: TcpStream,
        mut peer: Peer,
        turn: &mut Turn,
        has_head: bool,
    ) -> Result<(Stream, Peer), NotAdmitted> {
        if has_head {
            // Who is named there may be an ingress too; if not, its headers are those of a client.
            peer = proxy_protocol::read(&mut stream).await?.map_or(peer, |source| self.peer(source.to_canonical()));
            if !peer.is_trusted {
                turn.give_to(peer.address);
            }
        }
        let Some(tls) = &self.tls else { return Ok((Stream::Plain(stream), peer)) };
        stream.readable().await.map_err(NotAdmitted::Tls)?;
        turn.wait().await;
        let stream = tls.acceptor().accept_with(stream, tls::bound_buffers).await.map_err(NotAdmitted::Tls)?;
        Ok((Stream::Tls(Box::new(stream)), Peer { is_tls: true, ..peer }))
    }

    /// The other end of a connection from this address.
    pub(crate) fn peer(&self, address: IpAddr) -> Peer {
        Peer { address, is_trusted: self.trusted_peers.trust(address), is_tls: false }
    }
}
