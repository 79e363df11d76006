//! The state of the breaker, and what callers are told of it.

use std::time::{Duration, Instant};

use crate::health::failing_tokens::FailingTokens;

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
pub(super) enum BreakerState {
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

pub(super) struct Inner {
    pub(super) state: BreakerState,
    /// Consecutive failures that no token can have caused.
    pub(super) service_failures: u32,
    /// Failures that a token may have caused.
    pub(super) failing_tokens: FailingTokens,
    /// Consecutive failed health checks.
    pub(super) failed_health_checks: u32,
    /// How long the breaker was open before the last probe. `None` since the last answer.
    pub(super) last_open: Option<Duration>,
    pub(super) down_since: Option<Instant>,
    /// Whether the service has ever answered this process.
    pub(super) has_answered: bool,
}

impl Inner {
    pub(super) fn failure_count(&self) -> u32 {
        self.service_failures.saturating_add(self.failing_tokens.count_since_last_answer())
    }

    pub(super) fn mark_up(&mut self, now: Instant) -> Option<Transition> {
        self.has_answered = true;
        self.down_since.take().map(|since| Transition::Recovered { downtime: now.saturating_duration_since(since) })
    }
}
