//! `[registry]`: how components are pulled.

use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// How components are pulled: `[registry]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct RegistryConfig {
    /// Milliseconds until a connection has to be there, TLS included.
    pub connect_timeout_ms: u64,
    /// Milliseconds that one pull may take, whatever the registry does.
    pub timeout_ms: u64,
    /// Milliseconds until a pull that failed is tried again; doubles with each failure, up to five minutes.
    pub retry_ms: u64,
    /// Pulls at once from one registry.
    pub at_once: usize,
    /// Bytes of all components that were pulled. Past it those go that nobody has named for a day.
    pub cache_bytes: u64,
    /// Docker's configuration with the credentials of registries. By default `$DOCKER_CONFIG/config.json` or
    /// `~/.docker/config.json`, if it is there.
    pub docker_config: Option<PathBuf>,
    /// What differs from HTTPS with the system's authorities, by host.
    pub hosts: BTreeMap<String, HostConfig>,
}

/// One registry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct HostConfig {
    /// HTTP without TLS: for a registry on this machine.
    pub plain_http: bool,
    /// PEM file of the certificate authorities to trust, instead of the system's.
    pub ca_file: Option<PathBuf>,
    /// Hosts that it may refer to, for downloads and for tokens. Downloads are asked for without credentials.
    pub other_hosts: Vec<String>,
}

impl Default for RegistryConfig {
    fn default() -> Self {
        Self {
            connect_timeout_ms: 5_000,
            // 32 MiB, the largest component, at 5 Mbit/s.
            timeout_ms: 60_000,
            retry_ms: 5_000,
            at_once: 4,
            cache_bytes: 1 << 30,
            docker_config: None,
            hosts: BTreeMap::new(),
        }
    }
}

impl RegistryConfig {
    /// Everything that is wrong with it.
    #[must_use]
    pub fn mistakes(&self) -> Vec<String> {
        let positive = [
            ("connect_timeout_ms", self.connect_timeout_ms),
            ("timeout_ms", self.timeout_ms),
            ("retry_ms", self.retry_ms),
            ("at_once", self.at_once as u64),
        ];
        let zero = positive.iter().filter(|(_, value)| *value == 0);
        let mut mistakes: Vec<String> =
            zero.map(|(key, _)| format!("registry.{key}: 0 is not taken; at least 1")).collect();
        let all = self.hosts.iter().flat_map(|(host, config)| {
            std::iter::once(host).chain(&config.other_hosts).map(move |named| (host, named))
        });
        for (host, named) in all {
            if named.is_empty() || named.contains(['/', '@', '*', ' ']) {
                mistakes.push(format!(
                    "registry.hosts.{host:?}: {named:?} is no host, as in \"registry.example.com\" or \"127.0.0.1:5000\""
                ));
            }
        }
        mistakes
    }

    /// Makes files relative to the configuration that names them.
    pub fn resolve_paths(&mut self, base: &Path) {
        let files = self.hosts.values_mut().map(|host| &mut host.ca_file).chain([&mut self.docker_config]);
        for file in files.flatten() {
            *file = base.join(&*file);
        }
    }

    pub(crate) fn host(&self, host: &str) -> HostConfig {
        self.hosts.get(host).cloned().unwrap_or_default()
    }
}
