//! Permits of lookups, which record how their lookups end.

use std::time::Instant;

use super::{
    circuit_breaker::CircuitBreaker,
    state::{BreakerState, Transition},
};
use crate::cache::token_hash::TokenHash;

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

impl CircuitBreaker {
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
}
