//! What the breaker tells, and what health checks tell it.

use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::state::{Availability, BreakerState, Inner, Transition};
use crate::{
    config::AuthConfig,
    health::{
        backoff::{next_backoff, random_fraction},
        failing_tokens::FailingTokens,
    },
};

/// What a caller is told to wait while a probe is in flight.
const PROBE_RETRY_AFTER: Duration = Duration::from_secs(1);

pub(crate) struct CircuitBreaker {
    pub(super) failure_threshold: u32,
    min_open: Duration,
    max_open: Duration,
    pub(super) inner: Mutex<Inner>,
}

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

    pub(super) fn open(&self, inner: &mut Inner, now: Instant) -> Option<Transition> {
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
