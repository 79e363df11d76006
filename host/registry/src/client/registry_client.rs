//! Which hosts are talked to, and how.

use super::{endpoint::Endpoint, tls::TlsConfigs};
use crate::{error::Cause, settings::RegistryConfig};
use std::time::Duration;

/// To which hosts a registry may lead a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherHosts {
    /// Those that its configuration names.
    Listed,
    /// Those, and any with HTTPS and an address of the public internet: for a person who sees what happens.
    Public,
}

/// Talks to registries.
pub struct Client {
    pub(super) config: RegistryConfig,
    other_hosts: OtherHosts,
    tls: TlsConfigs,
}

impl Client {
    /// Opens no connection.
    #[must_use]
    pub fn new(config: RegistryConfig, other_hosts: OtherHosts) -> Self {
        Self { config, other_hosts, tls: TlsConfigs::default() }
    }

    /// How long one pull or push may take.
    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_millis(self.config.timeout_ms)
    }

    pub(super) fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.config.connect_timeout_ms)
    }

    /// `configured` is the name under which the host has its settings.
    pub(super) fn endpoint(&self, authority: &str, configured: &str) -> Result<Endpoint, Cause> {
        let config = self.config.host(configured);
        let tls = if config.plain_http { None } else { Some(self.tls.of(config.ca_file.as_deref())?) };
        let nowhere = || Cause::Connect { host: authority.to_owned(), why: "is no name of a host".to_owned() };
        Endpoint::named(authority, tls).ok_or_else(nowhere)
    }

    /// Where a registry refers to, if it may.
    pub(super) fn other_endpoint(&self, registry: &str, url: &http::Uri) -> Result<Endpoint, Cause> {
        let bad = || Cause::BadLocation { host: registry.to_owned() };
        let authority = url.authority().ok_or_else(bad)?;
        let other = authority.as_str();
        if other.contains('@') {
            return Err(bad());
        }
        if self.config.host(registry).other_hosts.iter().any(|listed| listed.eq_ignore_ascii_case(other)) {
            let endpoint = self.endpoint(other, other)?;
            return if endpoint.is_at(url) { Ok(endpoint) } else { Err(bad()) };
        }
        match (self.other_hosts, url.scheme_str()) {
            (OtherHosts::Listed, _) => Err(Cause::OtherHost { host: registry.to_owned(), other: other.to_owned() }),
            (OtherHosts::Public, Some("https")) => {
                let endpoint = Endpoint::named(other, Some(self.tls.of(None)?)).ok_or_else(bad)?;
                Ok(endpoint.referred_by(registry))
            }
            (OtherHosts::Public, _) => Err(bad()),
        }
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("config", &self.config).finish_non_exhaustive()
    }
}
