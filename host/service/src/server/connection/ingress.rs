//! Who a client is, and under which address it knows this service, when an ingress stands between the two.
//!
//! What an ingress says is believed only of configured peers, and only as far as nobody else can have said it.

mod forwarded;
mod node;

use crate::config::sections::ingress::ForwardedHeader;
use crate::config::sections::server::ServerConfig;
use http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts};
use std::net::IpAddr;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
/// Hops that are followed from this service towards the client.
const MAX_HOPS: usize = 32;

/// The other end of a connection: the peer, or whoever its PROXY protocol head names.
#[derive(Debug, Clone, Copy)]
pub struct Peer {
    /// In its canonical form: an IPv4 address is never written as an IPv6 one.
    pub address: IpAddr,
    /// Whether the headers of an ingress are believed.
    pub is_trusted: bool,
    /// Whether the connection is TLS on this service's own port.
    pub is_tls: bool,
}

/// Where a browser believes to send to; what is not known is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Addressed<'a> {
    /// `https` or `http`.
    pub scheme: Option<&'a str>,
    /// Host, and port where it is not the scheme's own.
    pub authority: Option<&'a str>,
}

/// The client's address: the right-most one that is not of a trusted peer. What is malformed ends the search, and the last
/// address that was believed stands.
#[must_use]
pub(crate) fn client_address(config: &ServerConfig, peer: Peer, headers: &HeaderMap) -> IpAddr {
    if !peer.is_trusted {
        return peer.address;
    }
    let mut client = peer.address;
    let mut follow = |hop: Option<IpAddr>| {
        hop.is_some_and(|address| {
            client = address;
            config.trusted_peers.trust(address)
        })
    };
    match config.forwarded_header {
        ForwardedHeader::XForwardedFor => {
            let values = headers.get_all(FORWARDED_FOR).iter().rev();
            let hops = values.flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
            let _ = hops.take(MAX_HOPS).map(node::address).all(&mut follow);
        }
        ForwardedHeader::Forwarded => {
            let elements = forwarded::elements(headers);
            let _ = elements.iter().rev().take(MAX_HOPS).map(|element| element.address()).all(&mut follow);
        }
    }
    client
}

/// How the browser has addressed this service: what the nearest trusted peer says, else what the request says itself.
#[must_use]
pub(crate) fn addressed<'a>(config: &ServerConfig, peer: Peer, head: &'a Parts) -> Addressed<'a> {
    let own = head.uri.authority().map(http::uri::Authority::as_str);
    let own = Addressed {
        scheme: peer.is_tls.then_some("https"),
        authority: own.or_else(|| text(head.headers.get(header::HOST))),
    };
    if !peer.is_trusted {
        return own;
    }
    let said = match config.forwarded_header {
        ForwardedHeader::XForwardedFor => {
            Addressed { scheme: last(&head.headers, &FORWARDED_PROTO), authority: last(&head.headers, &FORWARDED_HOST) }
        }
        ForwardedHeader::Forwarded => {
            let nearest = forwarded::elements(&head.headers).pop();
            nearest.map(|element| Addressed { scheme: element.proto, authority: element.host }).unwrap_or_default()
        }
    };
    Addressed { scheme: said.scheme.or(own.scheme), authority: said.authority.or(own.authority) }
}

fn last<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    text(headers.get_all(name).iter().next_back())?.rsplit(',').next().map(str::trim)
}

fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value.and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests;
