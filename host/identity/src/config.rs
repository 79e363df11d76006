//! `[auth]`: how identities are asked of Genesys Authentication, and for how long they are remembered.

#[cfg(test)]
mod tests;

use std::{fmt, path::PathBuf, time::Duration};

use http::Uri;
use serde::Deserialize;
use zeroize::Zeroizing;

/// The section `[auth]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AuthConfig {
    /// Base URL of the service, `http` or `https` (`TELEMETRY_SERVICES_AUTH`).
    pub url: String,
    /// Path of the question that yields user and tenant.
    pub userinfo_path: String,
    /// Path of the health question; empty for none.
    pub ping_path: String,
    /// Whether a token may come as the query parameter `access_token` (RFC 6750, 2.3): ingresses log queries.
    pub token_in_query: bool,
    /// Member of the answer that holds the tenant; `contact_center_id` for OpenId answers.
    pub tenant_field: String,
    /// Member of the answer that holds the user; `user_name` for OpenId answers.
    pub user_field: String,
    /// The service's own client there (`TELEMETRY_AUTH_CLIENT_ID`); `userinfo` does not need it.
    pub client_id: Option<String>,
    /// Its secret (`TELEMETRY_AUTH_CLIENT_SECRET`).
    pub client_secret: Option<Secret>,
    /// PEM file of the authorities to trust for `https`, in place of the system's.
    pub ca_file: Option<PathBuf>,
    /// Milliseconds to connect. Inside a cluster a connection takes under one.
    pub connect_timeout_ms: u64,
    /// Milliseconds for a whole question. Users wait for it; Genesys's own alert starts at 10,000.
    pub timeout_ms: u64,
    /// Questions at once about tokens that are new; a quarter more is kept for tokens that were good.
    pub max_concurrent: usize,
    /// Questions that may wait for their turn, and requests that may wait for an answer.
    pub max_waiting: usize,
    /// Longest answer, bytes. Real ones have one or two thousand.
    pub max_response_bytes: usize,
    /// Seconds that a good token is not asked about again: how long a revoked one may still be used.
    pub good_seconds: u64,
    /// Seconds that a token is not asked about again which was refused, or about which the answer cannot be used.
    pub refused_seconds: u64,
    /// Seconds more that an identity holds while the service is down.
    pub stale_seconds: u64,
    /// Good tokens remembered, about 250 bytes each with the names.
    pub max_good: usize,
    /// Refused tokens remembered, apart from the good ones so that a flood of them evicts none of those.
    pub max_refused: usize,
    /// Failures in a row after which the service counts as down: of connecting, or of questions about so many tokens.
    pub breaker_failures: u32,
    /// Least milliseconds between a failure and the next try while it is down; the first wait is up to twice that.
    pub breaker_min_open_ms: u64,
    /// Most milliseconds between two tries while it is down.
    pub breaker_max_open_ms: u64,
    /// Seconds between health questions (`TELEMETRY_HEALTH_TIMER`).
    pub health_timer_seconds: u64,
    /// Milliseconds between health questions while the service is down or in doubt.
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
    /// Every mistake, each naming its key; empty if there is none. Reads no file and asks nobody.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if let Err(problem) = self.address(&self.userinfo_path, "userinfo_path") {
            problems.push(problem);
        }
        if !self.ping_path.is_empty()
            && !self.url.is_empty()
            && let Err(problem) = self.address(&self.ping_path, "ping_path")
            && !problems.contains(&problem)
        {
            problems.push(problem);
        }
        if self.user_field.is_empty() || self.tenant_field.is_empty() || self.user_field == self.tenant_field {
            problems.push("auth.user_field, auth.tenant_field: need two different names".to_owned());
        }
        if self.breaker_min_open_ms > self.breaker_max_open_ms {
            problems.push("auth.breaker_min_open_ms: is more than auth.breaker_max_open_ms".to_owned());
        }
        problems.extend(
            self.ranges()
                .into_iter()
                .filter(|r| !(r.1..=r.3).contains(&r.2))
                .map(|(key, least, value, most)| format!("auth.{key}: {value} is not from {least} to {most}")),
        );
        problems
    }

    /// Key, least, value, most.
    fn ranges(&self) -> [(&'static str, u64, u64, u64); 14] {
        const DAY_SECONDS: u64 = 24 * 60 * 60;
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        [
            ("connect_timeout_ms", 1, self.connect_timeout_ms, 60_000),
            ("timeout_ms", 1, self.timeout_ms, 60_000),
            ("max_concurrent", 1, count(self.max_concurrent), 10_000),
            ("max_waiting", 1, count(self.max_waiting), 1_000_000),
            ("max_response_bytes", 256, count(self.max_response_bytes), 16 * 1024 * 1024),
            ("good_seconds", 0, self.good_seconds, DAY_SECONDS),
            ("refused_seconds", 0, self.refused_seconds, DAY_SECONDS),
            ("stale_seconds", 0, self.stale_seconds, DAY_SECONDS),
            ("max_good", 1, count(self.max_good), 10_000_000),
            ("max_refused", 1, count(self.max_refused), 10_000_000),
            ("breaker_failures", 1, self.breaker_failures.into(), 1_000),
            ("breaker_min_open_ms", 1, self.breaker_min_open_ms, 60_000),
            ("health_timer_seconds", 1, self.health_timer_seconds, 3_600),
            ("recovery_timer_ms", 1, self.recovery_timer_ms, 60_000),
        ]
    }

    /// `url` with `path` after it. The error names `path_key` and shows no credentials.
    pub(crate) fn address(&self, path: &str, path_key: &str) -> Result<Uri, String> {
        if self.url.is_empty() {
            return Err(
                "auth.url: is not set; set it, or TELEMETRY_SERVICES_AUTH, to the base URL of Genesys Authentication; \
                 for `sluice dev`, which brings a stand-in, ask `sluice check --dev`"
                    .to_owned(),
            );
        }
        let base: Uri = self.url.parse().map_err(|_| "auth.url: is not a URL".to_owned())?;
        if !matches!(base.scheme_str(), Some("http" | "https")) {
            return Err("auth.url: must begin with http:// or https://".to_owned());
        }
        if base.authority().is_none_or(|a| a.as_str().contains('@')) || base.query().is_some() || self.url.contains('#')
        {
            return Err(
                "auth.url: must be a scheme, a host and at most a path, without user, query or fragment".to_owned()
            );
        }
        if !path.starts_with('/') || path.contains('#') {
            return Err(format!("auth.{path_key}: must begin with / and have no fragment"));
        }
        let whole = format!("{}{path}", self.url.trim_end_matches('/'));
        whole.parse().map_err(|_| format!("auth.{path_key}: is not a path"))
    }

    /// How long a good token is not asked about again.
    pub(crate) fn good(&self) -> Duration {
        Duration::from_secs(self.good_seconds)
    }

    /// How long a refused token is not asked about again.
    pub(crate) fn refused(&self) -> Duration {
        Duration::from_secs(self.refused_seconds)
    }

    /// How long an identity holds beyond [`Self::good`] while the service is down.
    pub(crate) fn stale(&self) -> Duration {
        Duration::from_secs(self.stale_seconds)
    }

    /// How often the service is asked for its health.
    pub(crate) fn health_timer(&self) -> Duration {
        Duration::from_secs(self.health_timer_seconds)
    }

    /// How often while something is wrong.
    pub(crate) fn recovery_timer(&self) -> Duration {
        Duration::from_millis(self.recovery_timer_ms)
    }

    /// How long a whole question may take.
    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }
}

/// A text that `Debug` does not show.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
