//! The head with which a load balancer names the client of a connection that it passes on, version 1 or 2.
//! <https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt>

use ppp::{v1, v2};
use std::{io, net::IpAddr};
use tokio::{io::AsyncReadExt, net::TcpStream};

/// The longest head of version 1, with its end of line.
const MAX_V1_BYTES: usize = 107;
/// What version 2 begins with, up to the length of what follows.
const V2_FIXED_BYTES: usize = 16;
/// The longest head of version 2 that is taken; a client's certificate may be in it, and nobody's is larger.
const MAX_V2_BYTES: usize = 4096;

/// Why a connection has no head that can be read. Says nothing of what was sent.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProxyProtocolError {
    #[error("the connection ended: {0}")]
    Io(#[from] io::Error),
    #[error("neither version 1 nor version 2; does the peer send a PROXY protocol head?")]
    Malformed,
    #[error("a head of {0} bytes; at most 4096 are taken")]
    TooLong(usize),
}

/// Reads the head and not a byte more. The address is none where the peer speaks for itself (`LOCAL`, `UNKNOWN`).
pub(crate) async fn read(stream: &mut TcpStream) -> Result<Option<IpAddr>, ProxyProtocolError> {
    let mut start = [0; v2::PROTOCOL_PREFIX.len()];
    stream.read_exact(&mut start).await?;
    if start == v2::PROTOCOL_PREFIX { read_v2(stream).await } else { read_v1(stream, &start).await }
}

async fn read_v2(stream: &mut TcpStream) -> Result<Option<IpAddr>, ProxyProtocolError> {
    let mut head = Vec::from(v2::PROTOCOL_PREFIX);
    head.resize(V2_FIXED_BYTES, 0);
    stream.read_exact(&mut head[v2::PROTOCOL_PREFIX.len()..]).await?;
    let length = V2_FIXED_BYTES + usize::from(u16::from_be_bytes([head[14], head[15]]));
    if length > MAX_V2_BYTES {
        return Err(ProxyProtocolError::TooLong(length));
    }
    head.resize(length, 0);
    stream.read_exact(&mut head[V2_FIXED_BYTES..]).await?;
    let head = v2::Header::try_from(&*head).map_err(|_| ProxyProtocolError::Malformed)?;
    Ok(match (head.command, head.addresses) {
        (v2::Command::Proxy, v2::Addresses::IPv4(addresses)) => Some(addresses.source_address.into()),
        (v2::Command::Proxy, v2::Addresses::IPv6(addresses)) => Some(addresses.source_address.into()),
        _ => None,
    })
}

/// Looks for the end of the line before it takes bytes away: what follows it belongs to TLS or HTTP.
async fn read_v1(stream: &mut TcpStream, start: &[u8]) -> Result<Option<IpAddr>, ProxyProtocolError> {
    if !start.starts_with(b"PROXY ") {
        return Err(ProxyProtocolError::Malformed);
    }
    let mut head = [0; MAX_V1_BYTES];
    head[..start.len()].copy_from_slice(start);
    let mut length = start.len();
    while length < MAX_V1_BYTES {
        let seen = stream.peek(&mut head[length..]).await?;
        if seen == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
        }
        let end = head[length..length + seen].iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(seen, |end| end + 1);
        stream.read_exact(&mut head[length..length + taken]).await?;
        length += taken;
        if end.is_some() {
            return source(&head[..length]);
        }
    }
    Err(ProxyProtocolError::Malformed)
}

fn source(head: &[u8]) -> Result<Option<IpAddr>, ProxyProtocolError> {
    let head = v1::Header::try_from(head).map_err(|_| ProxyProtocolError::Malformed)?;
    Ok(match head.addresses {
        v1::Addresses::Tcp4(addresses) => Some(addresses.source_address.into()),
        v1::Addresses::Tcp6(addresses) => Some(addresses.source_address.into()),
        v1::Addresses::Unknown => None,
    })
}
