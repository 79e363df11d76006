//! Where to listen, as `serve` and `dev` are told on the command line.

use crate::config::Config;
use std::net::SocketAddr;

/// In place of what the configuration says.
#[derive(clap::Args)]
pub struct Addresses {
    /// Address for browsers, instead of `server.listen`
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    listen: Option<SocketAddr>,
    /// Address for Prometheus, instead of `metrics.listen`
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    metrics_listen: Option<SocketAddr>,
}

impl Addresses {
    pub(super) fn apply(&self, config: &mut Config) {
        config.server.listen = self.listen.unwrap_or(config.server.listen);
        config.metrics.listen = self.metrics_listen.unwrap_or(config.metrics.listen);
    }
}

pub(super) fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "an address is an IP address and a port, as in 127.0.0.1:8107 or [::]:8107")
}
