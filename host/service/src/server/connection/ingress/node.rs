//! One hop's address, as `X-Forwarded-For` and `Forwarded` write it.

use std::net::{IpAddr, Ipv6Addr};

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`; `unknown` and made-up names are none.
/// <https://www.rfc-editor.org/rfc/rfc7239#section-6>
pub(super) fn address(node: &[u8]) -> Option<IpAddr> {
    let node = std::str::from_utf8(node).ok()?.trim();
    let address = match node.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            let is_end = port.is_empty() || port.starts_with(':');
            address.parse::<Ipv6Addr>().ok().filter(|_| is_end).map(IpAddr::V6)
        }
        None => node.parse().ok().or_else(|| node.split_once(':')?.0.parse().ok().map(IpAddr::V4)),
    };
    address.map(|address| address.to_canonical())
}
