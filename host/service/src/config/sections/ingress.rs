//! `[server]`, as far as it is about what stands before the service: whom to believe, paths, and TLS where nothing does.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::{net::IpAddr, path::PathBuf};

/// Networks whose word about their clients is believed.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct TrustedPeers(Vec<IpNet>);

impl TrustedPeers {
    /// Whether an address, in its canonical form, is in one of them.
    #[must_use]
    pub fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

const AS_IN: &str = "write it as in \"10.0.0.0/8\" or \"fd00::1\"";

impl TryFrom<Vec<String>> for TrustedPeers {
    type Error = String;

    fn try_from(texts: Vec<String>) -> Result<Self, String> {
        let (mut networks, mut wrong) = (Vec::new(), Vec::new());
        for text in &texts {
            match text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)) {
                Ok(network) => networks.push(network),
                Err(_) => wrong.push(format!("{text:?}")),
            }
        }
        match wrong.as_slice() {
            [] => Ok(Self(networks)),
            [one] => Err(format!("{one} is no network and no address; {AS_IN}")),
            several => Err(format!("{} are no networks and no addresses; {AS_IN}", several.join(", "))),
        }
    }
}

impl From<TrustedPeers> for Vec<String> {
    fn from(peers: TrustedPeers) -> Self {
        peers.0.iter().map(IpNet::to_string).collect()
    }
}

/// The header in which trusted peers tell of their clients. Only one is read: the other may have come from a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`, and beside it `X-Forwarded-Proto` and `X-Forwarded-Host`.
    #[default]
    XForwardedFor,
    /// `Forwarded`. <https://www.rfc-editor.org/rfc/rfc7239>
    Forwarded,
}

/// Whether connections of trusted peers begin with a PROXY protocol head.
/// <https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ProxyProtocol {
    /// None does.
    #[default]
    Off,
    /// All do, version 1 or 2; a connection of a trusted peer without one is closed.
    Required,
}

/// `[server.tls]`: TLS on the port for browsers.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TlsConfig {
    /// The certificate and those between it and an authority, PEM.
    pub certificate_file: PathBuf,
    /// Its private key, PEM.
    pub key_file: PathBuf,
}
