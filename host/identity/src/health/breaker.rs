//! The circuit breaker: rejects lookups while the service is down, and lets one probe at a time through.

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::{
    backoff::{next_backoff, random_fraction},
    failing_tokens::FailingTokens,
};
use crate::{cache::token_hash::TokenHash, config::AuthConfig};

/// What a caller can expect of a lookup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Availability {
    /// The last lookup was answered.
    Healthy,
    /// Lookups are possible, but the last one failed.
    Degraded,
    /// Lookups are rejected.
    Unavailable { retry_after: Duration },
}

/// A change of the service's health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transition {
    WentDown,
    Recovered { downtime: Duration },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BreakerState {
    Closed,
    /// No lookup is permitted before `until`. The first one afterwards is the probe.
    Open {
        until: Instant,
    },
    /// The probe that was permitted at `since` is in flight.
    HalfOpen {
        since: Instant,
    },
}

pub(crate) struct CircuitBreaker {
    failure_threshold: u32,
    min_open: Duration,
    max_open: Duration,
    inner: Mutex<Inner>,
}

struct Inner {
    state: BreakerState,
    /// Consecutive failures that no token can have caused.
    service_failures: u32,
    /// Failures that a token may have caused.
    failing_tokens: FailingTokens,
    /// Consecutive failed health checks.
    failed_health_checks: u32,
    /// How long the breaker was open before the last probe. `None` since the last answer.
    last_open: Option<Duration>,
    down_since: Option<Instant>,
    /// Whether the service has ever answered this process.
    has_answered: bool,
}

/// What a caller is told to wait while a probe is in flight.
const PROBE_RETRY_AFTER: Duration = Duration::from_secs(1);

impl CircuitBreaker {
    pub(crate) fn new(config: &AuthConfig) -> Self {
        Self {
            failure_threshold: config.breaker_failures,
            min_open: Duration::from_millis(config.breaker_min_open_ms),
            max_open: Duration::from_millis(config.breaker_max_open_ms),
            inner: Mutex::new(Inner {
                state: BreakerState::Closed,
                service_failures: 0,
                failing_tokens: FailingTokens::default(),
                failed_health_checks: 0,
                last_open: None,
                down_since: None,
                has_answered: false,
            }),
        }
    }

    pub(crate) fn availability(&self, now: Instant) -> Availability {
        let inner = self.inner.lock();
        match inner.state {
            BreakerState::Closed if inner.failure_count() == 0 => Availability::Healthy,
            BreakerState::Open { until } if now < until => Availability::Unavailable { retry_after: until - now },
            BreakerState::HalfOpen { .. } => Availability::Unavailable { retry_after: PROBE_RETRY_AFTER },
            BreakerState::Closed | BreakerState::Open { .. } => Availability::Degraded,
        }
    }

    /// Whether health checks should be frequent: something failed, and nothing has succeeded since.
    pub(crate) fn is_service_unhealthy(&self) -> bool {
        let inner = self.inner.lock();
        inner.state != BreakerState::Closed || inner.down_since.is_some() || inner.failed_health_checks > 0
    }

    /// The value of `telemetry_dependency_status`. A service that has never answered is not up.
    pub(crate) fn is_service_up(&self) -> bool {
        let inner = self.inner.lock();
        inner.has_answered && inner.down_since.is_none()
    }

    /// The value of `telemetry_auth_breaker_state`.
    pub(crate) fn gauge_value(&self) -> i64 {
        match self.inner.lock().state {
            BreakerState::Closed => 0,
            BreakerState::Open { .. } => 1,
            BreakerState::HalfOpen { .. } => 2,
        }
    }

    /// Returns a permit for one lookup, or `None` if lookups are rejected. The first permit after the open time is the
    /// probe's.
    pub(crate) fn try_acquire(&self, now: Instant) -> Option<Permit<'_>> {
        let mut inner = self.inner.lock();
        let is_probe = match inner.state {
            BreakerState::Closed => false,
            BreakerState::Open { until } if now >= until => {
                inner.state = BreakerState::HalfOpen { since: now };
                true
            }
            BreakerState::Open { .. } | BreakerState::HalfOpen { .. } => return None,
        };
        Some(Permit { breaker: self, is_probe })
    }

    /// Closes the breaker: the service answered a lookup, whether or not the token is valid.
    fn record_success(&self, now: Instant) -> Option<Transition> {
        let mut inner = self.inner.lock();
        inner.state = BreakerState::Closed;
        (inner.service_failures, inner.failed_health_checks, inner.last_open) = (0, 0, None);
        inner.failing_tokens.record_answer();
        inner.mark_up(now)
    }

    /// While the breaker is open, closes it without waiting for the probe. The first failure then opens it again, because
    /// a service can pass its health check and still answer no lookup.
    pub(crate) fn record_health_check_success(&self, now: Instant) -> Option<Transition> {
        let mut inner = self.inner.lock();
        inner.failed_health_checks = 0;
        if inner.state == BreakerState::Closed {
            return inner.mark_up(now);
        }
        inner.state = BreakerState::Closed;
        inner.service_failures = self.failure_threshold.saturating_sub(1);
        inner.has_answered = true;
        None
    }

    /// Opens the breaker after as many consecutive failures as of lookups. An open breaker stays as it is.
    pub(crate) fn record_health_check_failure(&self, now: Instant) -> Option<Transition> {
        let mut inner = self.inner.lock();
        inner.failed_health_checks = inner.failed_health_checks.saturating_add(1);
        let opens = inner.state == BreakerState::Closed && inner.failed_health_checks >= self.failure_threshold;
        opens.then(|| self.open(&mut inner, now)).flatten()
    }

    /// `token_hash` is the token that may have caused the failure. It counts once.
    fn record_failure(&self, is_probe: bool, token_hash: Option<TokenHash>, now: Instant) -> Option<Transition> {
        let mut inner = self.inner.lock();
        let counts = match token_hash {
            Some(token_hash) => inner.failing_tokens.insert(token_hash, now),
            None => {
                inner.service_failures = inner.service_failures.saturating_add(1);
                true
            }
        };
        let opens = match inner.state {
            BreakerState::Closed => counts && inner.failure_count() >= self.failure_threshold,
            BreakerState::HalfOpen { .. } if is_probe && !counts => {
                // This token has failed before, so the next probe is permitted at once.
                inner.state = BreakerState::Open { until: now };
                false
            }
            BreakerState::HalfOpen { .. } => is_probe,
            BreakerState::Open { .. } => false,
        };
        opens.then(|| self.open(&mut inner, now)).flatten()
    }

    fn open(&self, inner: &mut Inner, now: Instant) -> Option<Transition> {
        let open_for = next_backoff(inner.last_open, random_fraction(), self.min_open, self.max_open);
        inner.state = BreakerState::Open { until: now + open_for };
        inner.last_open = Some(open_for);
        if inner.down_since.is_some() {
            return None;
        }
        inner.down_since = Some(now);
        Some(Transition::WentDown)
    }
}

impl Inner {
    fn failure_count(&self) -> u32 {
        self.service_failures.saturating_add(self.failing_tokens.count_since_last_answer())
    }

    fn mark_up(&mut self, now: Instant) -> Option<Transition> {
        self.has_answered = true;
        self.down_since.take().map(|since| Transition::Recovered { downtime: now.saturating_duration_since(since) })
    }
}

/// Permits one lookup. If it is dropped without a result, nothing is recorded, and the next lookup may be the probe.
pub(crate) struct Permit<'a> {
    breaker: &'a CircuitBreaker,
    is_probe: bool,
}

impl Permit<'_> {
    /// The service answered, whether or not the token is valid.
    pub(crate) fn record_success(self, now: Instant) -> Option<Transition> {
        self.breaker.record_success(now)
    }

    /// The lookup failed, and the token cannot be the cause.
    pub(crate) fn record_failure(self, now: Instant) -> Option<Transition> {
        self.breaker.record_failure(self.is_probe, None, now)
    }

    /// The lookup failed, and the token may be the cause.
    pub(crate) fn record_token_failure(self, token_hash: TokenHash, now: Instant) -> Option<Transition> {
        self.breaker.record_failure(self.is_probe, Some(token_hash), now)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut inner = self.breaker.inner.lock();
        if let (true, BreakerState::HalfOpen { since }) = (self.is_probe, inner.state) {
            inner.state = BreakerState::Open { until: since };
        }
    }
}
