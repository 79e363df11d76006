//! The section `[auth]`: how tokens are looked up at Genesys Authentication, and how long the answers are cached.

mod secret;
#[cfg(test)]
mod tests;
mod validation;

use std::{path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

pub use self::secret::Secret;

/// The section `[auth]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuthConfig {
    /// Base URL of the service, `http` or `https` (`TELEMETRY_SERVICES_AUTH`).
    pub url: String,
    /// Path of the request that returns the user and the tenant of a token.
    pub userinfo_path: String,
    /// Path of the health check. Empty to disable it.
    pub ping_path: String,
    /// Whether a token may be sent as the query parameter `access_token` (RFC 6750, 2.3). Off by default, because ingresses
    /// log queries.
    pub token_in_query: bool,
    /// Member of the response that holds the tenant. It is `contact_center_id` for OpenID responses.
    pub tenant_field: String,
    /// Member of the response that holds the user. It is `user_name` for OpenID responses.
    pub user_field: String,
    /// OAuth client id of this service (`TELEMETRY_AUTH_CLIENT_ID`). `userinfo` does not need it.
    pub client_id: Option<String>,
    /// OAuth client secret (`TELEMETRY_AUTH_CLIENT_SECRET`).
    pub client_secret: Option<Secret>,
    /// PEM file of the CA certificates to trust for `https`, instead of the system's.
    pub ca_file: Option<PathBuf>,
    /// Timeout to connect, in milliseconds. Inside a cluster, connecting takes less than one.
    pub connect_timeout_ms: u64,
    /// Timeout of a whole lookup, in milliseconds. Clients wait for it. Genesys's own alert starts at 10,000.
    pub timeout_ms: u64,
    /// Maximum number of concurrent lookups of new tokens. A quarter more is reserved for tokens that were valid.
    pub max_concurrent: usize,
    /// Maximum number of lookups in flight, including those that wait for their turn, and of requests that wait for a
    /// lookup.
    pub max_waiting: usize,
    /// Maximum size of a response, in bytes. Real ones have one or two thousand.
    pub max_response_bytes: usize,
    /// Seconds for which a valid token is cached. A revoked token can be used for as long.
    pub good_seconds: u64,
    /// Seconds for which a refused token is cached, and one whose response has no valid identity.
    pub refused_seconds: u64,
    /// Seconds beyond `good_seconds` for which an identity is still used while the service is down.
    pub stale_seconds: u64,
    /// Maximum number of valid tokens in the cache. Each takes about 250 bytes, including its names.
    pub max_good: usize,
    /// Maximum number of refused tokens in the cache. It has a bound of its own, so that a flood of refused tokens evicts no
    /// valid one.
    pub max_refused: usize,
    /// Consecutive failures after which the service is considered down: failures to connect, and failed lookups of
    /// different tokens.
    pub breaker_failures: u32,
    /// Minimum time between a failure and the next probe while the service is down, in milliseconds. The first time is up to
    /// twice as long.
    pub breaker_min_open_ms: u64,
    /// Maximum time between two probes while the service is down, in milliseconds.
    pub breaker_max_open_ms: u64,
    /// Seconds between health checks (`TELEMETRY_HEALTH_TIMER`).
    pub health_timer_seconds: u64,
    /// Milliseconds between health checks while the service is unhealthy.
    pub recovery_timer_ms: u64,
}

impl Default for AuthConfig {
    fn default() -> Self {
        Self {
            url: String::new(),
            userinfo_path: "/auth/v3/userinfo".to_owned(),
            ping_path: "/auth/v3/ping".to_owned(),
            token_in_query: false,
            tenant_field: "contactCenterId".to_owned(),
            user_field: "username".to_owned(),
            client_id: None,
            client_secret: None,
            ca_file: None,
            connect_timeout_ms: 1_000,
            timeout_ms: 3_000,
            max_concurrent: 64,
            max_waiting: 4_096,
            max_response_bytes: 256 * 1024,
            good_seconds: 60,
            refused_seconds: 10,
            stale_seconds: 300,
            max_good: 100_000,
            max_refused: 100_000,
            breaker_failures: 5,
            breaker_min_open_ms: 1_000,
            breaker_max_open_ms: 5_000,
            health_timer_seconds: 30,
            recovery_timer_ms: 1_000,
        }
    }
}

impl AuthConfig {
    pub(crate) fn fresh_for(&self) -> Duration {
        Duration::from_secs(self.good_seconds)
    }

    pub(crate) fn refused_for(&self) -> Duration {
        Duration::from_secs(self.refused_seconds)
    }

    /// Counted from the end of [`Self::fresh_for`].
    pub(crate) fn stale_for(&self) -> Duration {
        Duration::from_secs(self.stale_seconds)
    }

    pub(crate) fn health_check_interval(&self) -> Duration {
        Duration::from_secs(self.health_timer_seconds)
    }

    /// The interval of health checks while the service is unhealthy.
    pub(crate) fn recovery_check_interval(&self) -> Duration {
        Duration::from_millis(self.recovery_timer_ms)
    }

    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }
}
