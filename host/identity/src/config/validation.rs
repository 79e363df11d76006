//! Validates the section `[auth]` and builds the URLs of requests.

use http::Uri;

use super::AuthConfig;

impl AuthConfig {
    /// Returns every problem, each with its key. Reads no file and sends no request.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if let Err(problem) = self.endpoint_url(&self.userinfo_path, "userinfo_path") {
            problems.push(problem);
        }
        if !self.ping_path.is_empty()
            && !self.url.is_empty()
            && let Err(problem) = self.endpoint_url(&self.ping_path, "ping_path")
            && !problems.contains(&problem)
        {
            problems.push(problem);
        }
        if self.user_field.is_empty() || self.tenant_field.is_empty() || self.user_field == self.tenant_field {
            problems.push("auth.user_field, auth.tenant_field: must be two different names".to_owned());
        }
        if self.breaker_min_open_ms > self.breaker_max_open_ms {
            problems.push("auth.breaker_min_open_ms: is more than auth.breaker_max_open_ms".to_owned());
        }
        problems.extend(
            self.ranges()
                .into_iter()
                .filter(|r| !(r.1..=r.3).contains(&r.2))
                .map(|(key, min, value, max)| format!("auth.{key}: {value} is not from {min} to {max}")),
        );
        problems
    }

    /// Key, minimum, value, maximum.
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

    /// Appends `path` to `url`.
    ///
    /// # Errors
    /// Names `auth.url` or `path_key`, and shows no credentials.
    pub(crate) fn endpoint_url(&self, path: &str, path_key: &str) -> Result<Uri, String> {
        if self.url.is_empty() {
            return Err(
                "auth.url: is not set; set it, or TELEMETRY_SERVICES_AUTH, to the base URL of Genesys Authentication; \
                 `sluice dev` brings a stand-in, so check its configuration with `sluice check --dev`"
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
                "auth.url: must have a scheme, a host and optionally a path, but no user, query or fragment".to_owned()
            );
        }
        if !path.starts_with('/') || path.contains('#') {
            return Err(format!("auth.{path_key}: must begin with / and have no fragment"));
        }
        let whole = format!("{}{path}", self.url.trim_end_matches('/'));
        whole.parse().map_err(|_| format!("auth.{path_key}: is not a path"))
    }
}
