//! Keeps questions away from a service that does not answer, and lets one at a time through to see whether it does again.

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::{cache::Fingerprint, config::AuthConfig, suspects::Suspects};

/// What to expect of a question at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    /// The last question was answered.
    Calm,
    /// Questions may be asked, but the last one failed.
    Doubtful,
    /// No question may be asked for so long.
    Shut(Duration),
}

/// What an answer or a failure changed; each is worth a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    WentDown,
    CameBack { after: Duration },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    Closed,
    /// One question may be asked from `until` on.
    Open {
        until: Instant,
    },
    Probing {
        since: Instant,
    },
}

pub(super) struct Breaker {
    failures: u32,
    least: Duration,
    most: Duration,
    state: Mutex<State>,
}

struct State {
    gate: Gate,
    /// Failures of the service itself in a row.
    failures: u32,
    /// Tokens of which each may be the reason why the question about it failed.
    suspects: Suspects,
    /// Failed health questions in a row.
    failed_pings: u32,
    /// The wait before the last probe; none since the last answer.
    waited: Option<Duration>,
    down_since: Option<Instant>,
    /// Whether the service has ever answered this process.
    seen: bool,
}

/// How long a caller is asked to wait while another's probe is on its way.
const PROBE_WAIT: Duration = Duration::from_secs(1);

impl Breaker {
    pub(super) fn new(config: &AuthConfig) -> Self {
        Self {
            failures: config.breaker_failures,
            least: Duration::from_millis(config.breaker_min_open_ms),
            most: Duration::from_millis(config.breaker_max_open_ms),
            state: Mutex::new(State {
                gate: Gate::Closed,
                failures: 0,
                suspects: Suspects::default(),
                failed_pings: 0,
                waited: None,
                down_since: None,
                seen: false,
            }),
        }
    }

    pub(super) fn outlook(&self, now: Instant) -> Outlook {
        let state = self.state.lock();
        match state.gate {
            Gate::Closed if state.failures == 0 && state.suspects.count() == 0 => Outlook::Calm,
            Gate::Open { until } if now < until => Outlook::Shut(until - now),
            Gate::Probing { .. } => Outlook::Shut(PROBE_WAIT),
            Gate::Closed | Gate::Open { .. } => Outlook::Doubtful,
        }
    }

    /// Whether health questions should be asked often: something failed and nothing has been answered since.
    pub(super) fn is_troubled(&self) -> bool {
        let state = self.state.lock();
        state.gate != Gate::Closed || state.down_since.is_some() || state.failed_pings > 0
    }

    /// As for `telemetry_dependency_status`: a service that has never answered is not up.
    pub(super) fn is_up(&self) -> bool {
        let state = self.state.lock();
        state.seen && state.down_since.is_none()
    }

    /// As for `telemetry_auth_breaker_state`: 0 closed, 1 open, 2 probing.
    pub(super) fn gauge(&self) -> i64 {
        match self.state.lock().gate {
            Gate::Closed => 0,
            Gate::Open { .. } => 1,
            Gate::Probing { .. } => 2,
        }
    }

    /// Leave to ask one question now.
    pub(super) fn admit(&self, now: Instant) -> Option<Admission<'_>> {
        let mut state = self.state.lock();
        let probe = match state.gate {
            Gate::Closed => false,
            Gate::Open { until } if now >= until => {
                state.gate = Gate::Probing { since: now };
                true
            }
            Gate::Open { .. } | Gate::Probing { .. } => return None,
        };
        Some(Admission { breaker: self, probe })
    }

    /// A question was answered, as good or as refused.
    fn answered(&self, now: Instant) -> Option<Change> {
        let mut state = self.state.lock();
        (state.gate, state.failures, state.failed_pings, state.waited) = (Gate::Closed, 0, 0, None);
        state.suspects.blame();
        state.came_back(now)
    }

    /// The health question was answered. While the service is down, questions are let through again at once, but the
    /// first that fails opens the breaker again: a service may be well by its own account and answer nothing.
    pub(super) fn ping_answered(&self, now: Instant) -> Option<Change> {
        let mut state = self.state.lock();
        state.failed_pings = 0;
        if state.gate == Gate::Closed {
            return state.came_back(now);
        }
        (state.gate, state.failures, state.seen) = (Gate::Closed, self.failures.saturating_sub(1), true);
        None
    }

    pub(super) fn ping_failed(&self, now: Instant) -> Option<Change> {
        let mut state = self.state.lock();
        state.failed_pings = state.failed_pings.saturating_add(1);
        let opens = state.gate == Gate::Closed && state.failed_pings >= self.failures;
        opens.then(|| self.open(&mut state, now)).flatten()
    }

    /// A question failed; for a reason that may lie in the token that it was about, if one is given. That one counts once.
    fn failed(&self, probe: bool, about: Option<Fingerprint>, now: Instant) -> Option<Change> {
        let mut state = self.state.lock();
        let counts = match about {
            Some(token) => state.suspects.add(token, now),
            None => {
                state.failures = state.failures.saturating_add(1);
                true
            }
        };
        let opens = match state.gate {
            Gate::Closed => counts && state.failures.saturating_add(state.suspects.count()) >= self.failures,
            Gate::Probing { .. } if probe && !counts => {
                // This failure was no news; let another token decide.
                state.gate = Gate::Open { until: now };
                false
            }
            Gate::Probing { .. } => probe,
            Gate::Open { .. } => false,
        };
        opens.then(|| self.open(&mut state, now)).flatten()
    }

    fn open(&self, state: &mut State, now: Instant) -> Option<Change> {
        let wait = next_wait(state.waited, random_fraction(), self.least, self.most);
        (state.gate, state.waited) = (Gate::Open { until: now + wait }, Some(wait));
        if state.down_since.is_some() {
            return None;
        }
        state.down_since = Some(now);
        Some(Change::WentDown)
    }
}

impl State {
    fn came_back(&mut self, now: Instant) -> Option<Change> {
        self.seen = true;
        self.down_since.take().map(|since| Change::CameBack { after: now.saturating_duration_since(since) })
    }
}

/// Leave for one question. Dropped without a word, it counts for nothing and the next question may be the probe.
pub(super) struct Admission<'a> {
    breaker: &'a Breaker,
    probe: bool,
}

impl Admission<'_> {
    pub(super) fn answered(self, now: Instant) -> Option<Change> {
        self.breaker.answered(now)
    }

    /// The question failed, because of the service itself.
    pub(super) fn failed(self, now: Instant) -> Option<Change> {
        self.breaker.failed(self.probe, None, now)
    }

    /// The question failed, perhaps because of the token that it was about.
    pub(super) fn failed_about(self, token: Fingerprint, now: Instant) -> Option<Change> {
        self.breaker.failed(self.probe, Some(token), now)
    }
}

impl Drop for Admission<'_> {
    fn drop(&mut self) {
        let mut state = self.breaker.state.lock();
        if let (true, Gate::Probing { since }) = (self.probe, state.gate) {
            state.gate = Gate::Open { until: since };
        }
    }
}

/// The first wait is `least` to twice that, each further one up to twice the last, never over `most`: many replicas that
/// saw the same outage do not come back at the same moment.
fn next_wait(last: Option<Duration>, fraction: f64, least: Duration, most: Duration) -> Duration {
    last.unwrap_or(least).mul_f64(1.0 + fraction).min(most)
}

/// From 0 to 1; where the system gives no randomness, the middle.
fn random_fraction() -> f64 {
    getrandom::u32().map_or(0.5, |n| f64::from(n) / f64::from(u32::MAX))
}
