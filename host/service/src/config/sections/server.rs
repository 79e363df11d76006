//! `[server]`, `[metrics]`, `[body]` and `[log]`: connections, sizes and times.

use super::ingress::{ForwardedHeader, ProxyProtocol, TlsConfig, TrustedPeers};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, net::SocketAddr};

/// Where and how browsers, or the ingress before them, connect.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServerConfig {
    /// Address for browsers.
    pub listen: SocketAddr,
    /// A path below which every path of the service is found too; empty for none.
    pub base_path: String,
    /// Further paths, by the path of the service that each stands for.
    pub paths: BTreeMap<String, String>,
    /// Peers whose word about their clients is believed: networks or addresses.
    pub trusted_peers: TrustedPeers,
    /// Where they say it.
    pub forwarded_header: ForwardedHeader,
    /// Whether their connections begin with a PROXY protocol head.
    pub proxy_protocol: ProxyProtocol,
    /// TLS; without it the service speaks plain HTTP.
    pub tls: Option<TlsConfig>,
    /// Milliseconds that a PROXY protocol head and a TLS handshake may take together.
    pub handshake_timeout_ms: u64,
    /// Threads that serve requests; 0 takes one for each processor that the process may use.
    pub worker_threads: usize,
    /// Open connections; for one more, the connection is closed that has done least and has no request in flight.
    pub max_connections: usize,
    /// Of these, those of one peer that is not trusted (one IPv4 address, one /64 of IPv6); 0 takes a quarter.
    pub max_connections_per_peer: usize,
    /// Bytes that all connections may hold together beside whole requests: buffers, heads while they arrive, and bodies
    /// over HTTP/2 that nobody has read yet.
    pub max_connection_bytes: usize,
    /// Milliseconds from the first byte of a head, or from the last reply, to the end of the next head.
    pub head_timeout_ms: u64,
    /// Milliseconds that a body may take to arrive.
    pub body_timeout_ms: u64,
    /// Bytes of a head.
    pub max_head_bytes: usize,
    /// Milliseconds after SIGTERM in which requests are still taken, unready, so that the ingress can turn away first.
    pub drain_grace_ms: u64,
    /// Milliseconds that SIGTERM leaves for requests in flight and for stdout.
    pub drain_timeout_ms: u64,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([0, 0, 0, 0], 8107)),
            base_path: String::new(),
            paths: BTreeMap::new(),
            trusted_peers: TrustedPeers::default(),
            forwarded_header: ForwardedHeader::default(),
            proxy_protocol: ProxyProtocol::default(),
            tls: None,
            // Two round trips of a slow mobile line, many times over.
            handshake_timeout_ms: 10_000,
            worker_threads: 0,
            max_connections: 10_000,
            // Enough for an office behind one address, or an ingress that nobody has named; too few to take all.
            max_connections_per_peer: 0,
            // Some 50 kB for each of them.
            max_connection_bytes: 512 << 20,
            // Longer than an ingress keeps its upstream connections (nginx: 60 s), so that the ingress closes them first.
            head_timeout_ms: 75_000,
            body_timeout_ms: 15_000,
            max_head_bytes: 32 << 10,
            drain_grace_ms: 3_000,
            // Under the 30 s that Kubernetes gives.
            drain_timeout_ms: 25_000,
        }
    }
}

impl ServerConfig {
    /// Of so many connections, those that one peer may have if it is not trusted.
    #[must_use]
    pub fn connections_of_one_peer(&self, connections: usize) -> usize {
        match self.max_connections_per_peer {
            0 => connections.div_ceil(4),
            share => share,
        }
    }
}

/// Where Prometheus and Kubernetes connect.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetricsConfig {
    /// Address for `/metrics`, `/live`, `/ready`, `/filters`.
    pub listen: SocketAddr,
}

impl Default for MetricsConfig {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([0, 0, 0, 0], 9107)) }
    }
}

/// What one request may carry.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct BodyConfig {
    /// Bytes of a body as it comes, of a sender whose token is known. A body is at most 64 KiB until then.
    pub max_bytes: usize,
    /// Bytes of a body after decompression.
    pub max_decompressed_bytes: usize,
    /// Times its compressed size that a body may have after decompression; up to 1 MiB, any ratio is taken.
    pub max_decompression_ratio: usize,
    /// Events in a batch.
    pub max_events: usize,
    /// Arrays and objects inside one another.
    pub max_depth: usize,
    /// Values and member names in a batch.
    pub max_nodes: usize,
    /// Bytes of bodies that all requests may hold together; one more and a request gets 503.
    pub max_buffered_bytes: usize,
    /// Bytes of one line; what is larger is cut. Collectors drop lines over 128 KiB.
    pub max_line_bytes: usize,
}

impl Default for BodyConfig {
    fn default() -> Self {
        Self {
            // OpenTelemetry's exporters for browsers do not compress, send up to 512 spans at once, and drop what is refused as
            // too large: spans of a page's resources are 2 to 8 KB each.
            max_bytes: 4 << 20,
            max_decompressed_bytes: 4 << 20,
            // Telemetry shrinks to a tenth, a storm of one error with its stack to a hundred-and-eightieth (zstd); what bombs are
            // made of, to a thousandth and less.
            max_decompression_ratio: 200,
            max_events: 1000,
            max_depth: 32,
            max_nodes: 200_000,
            max_buffered_bytes: 256 << 20,
            max_line_bytes: 64 << 10,
        }
    }
}

/// The service's own log on stderr.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// `error`, `warn`, `info`, `debug` or `trace`, or directives such as `info,sluice::auth=debug`.
    pub level: String,
    /// The level of the lines about requests, the target `sluice::exchange`, where it differs from `level`.
    pub http_level: Option<String>,
}

impl LogConfig {
    /// Both levels, as directives of one filter.
    #[must_use]
    pub fn directives(&self) -> String {
        self.http_level.as_ref().map_or_else(|| self.level.clone(), |http| format!("{},{EXCHANGE}={http}", self.level))
    }
}

/// The target of the lines about requests.
const EXCHANGE: &str = "sluice::exchange";

const LEVELS: [&str; 5] = ["error", "warn", "info", "debug", "trace"];

/// Whether a text is one level.
pub(crate) fn is_level(text: &str) -> bool {
    LEVELS.iter().any(|level| text.eq_ignore_ascii_case(level))
}

/// Why a text is not taken as a level. The log's own parser takes a misspelt level for the name of a module, and is silent.
pub(crate) fn level_mistake(level: &str) -> Option<String> {
    let is_target = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':')
    };
    let is_directive = |text: &str| match text.split_once('=') {
        Some((target, level)) => is_target(target) && is_level(level),
        None => is_level(text),
    };
    (!level.split(',').all(is_directive)).then(|| {
        format!("{level:?} is not taken; {}, or directives such as \"info,sluice::auth=debug\"", LEVELS.join(", "))
    })
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { level: "info".to_owned(), http_level: None }
    }
}
