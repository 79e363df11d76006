//! `Retry-After`: how long a client that was refused for the moment should wait.
//!
//! An SDK tries a few times within a window of its own, and gives up early where the number does not fit into it. The
//! numbers here therefore depend on the route, and are spread, so that clients that were refused together do not come back
//! together.

use crate::tenants::Wait;
use http::{HeaderMap, header};
use sluice_wire::Route;
use std::{
    hash::{BuildHasher, RandomState},
    sync::LazyLock,
};

/// Whole seconds that a client may be told.
struct Window {
    first: u64,
    last: u64,
    /// So many seconds are added at most; how many depends on the token.
    spread: u64,
}

impl Window {
    fn of(route: Option<Route>, wait: Wait) -> Self {
        match (route, wait) {
            // OpenTelemetry 2 and 3 (`RetryingTransport` of otlp-exporter-base 0.223 and 0.301) try six times, wait exactly as
            // long as they are told, and give up if that is more than what is left of 10 s after the first try. The last
            // try is 8 s after the first at 2 s, and 9 s after it at 3 s. At 1 s, all tries are over after 5 s.
            (Some(Route::Otlp(_)), Wait::AtLeast(_)) => Self { first: 2, last: 3, spread: 1 },
            // The same. Past 5 s there would be no second try.
            (Some(Route::Otlp(_)), Wait::Turn(_)) => Self { first: 1, last: 5, spread: 1 },
            // Faro 2 (`FetchTransport` of 2.12) tries three times, waits up to a fifth longer than it is told, and gives up if
            // it is told more than 30 s. The last try is then 16 to 29 s after the first.
            (Some(Route::Faro), Wait::AtLeast(_)) => Self { first: 8, last: 12, spread: 4 },
            // The same. A fifth more than 25 s is 30; a try that comes too early is one of three.
            (Some(Route::Faro), Wait::Turn(_)) => Self { first: 3, last: 25, spread: 2 },
            // Programs and pages of somebody's own; and Sentry, which never sends again, and drops everything until then.
            (Some(Route::Events | Route::Sentry(_) | Route::Reports | Route::Datadog(_)) | None, _) => {
                Self { first: 1, last: 60, spread: 1 }
            }
        }
    }
}

/// The seconds for a request to this route that `asked` with these headers.
#[must_use]
pub(super) fn seconds(route: Option<Route>, wait: Wait, asked: &HeaderMap) -> u64 {
    let window = Window::of(route, wait);
    let (Wait::AtLeast(known) | Wait::Turn(known)) = wait;
    let whole = known.as_secs() + u64::from(known.subsec_nanos() > 0);
    whole.clamp(window.first, window.last - window.spread) + share(asked) % (window.spread + 1)
}

/// A random number for each token, the same for all tries with it: 2 s and 3 s in turn would end the tries of OpenTelemetry
/// earlier than either does alone. Of senders without a token in the header, a new one for each request.
fn share(asked: &HeaderMap) -> u64 {
    static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    match asked.get(header::AUTHORIZATION) {
        Some(token) => KEYS.hash_one(token),
        // Without randomness, nothing is spread.
        None => getrandom::u64().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sluice_wire::otlp::Signal;
    use std::{collections::BTreeSet, time::Duration};

    /// What senders with different tokens are told.
    fn told(route: Route, wait: Wait) -> Vec<u64> {
        let told = (0..500).map(|sender: u32| {
            let asked = HeaderMap::from_iter([(header::AUTHORIZATION, format!("Bearer {sender}").parse().unwrap())]);
            let first = seconds(Some(route), wait, &asked);
            assert_eq!(first, seconds(Some(route), wait, &asked), "the next try of the same sender");
            first
        });
        told.collect::<BTreeSet<_>>().into_iter().collect()
    }

    #[test]
    fn without_a_token_each_request_is_told_its_own() {
        let wait = Wait::AtLeast(Duration::ZERO);
        let told: BTreeSet<_> = (0..500).map(|_| seconds(None, wait, &HeaderMap::new())).collect();
        assert_eq!(Vec::from_iter(told), [1, 2]);
    }

    #[test]
    fn clients_of_an_outage_are_told_different_seconds_of_their_sdks_window() {
        for known in [0, 1_000, 5_000, 3_600_000].map(Duration::from_millis) {
            let wait = Wait::AtLeast(known);
            assert_eq!(told(Route::Otlp(Signal::Traces), wait), [2, 3], "{known:?}");
            assert_eq!(told(Route::Faro, wait), [8, 9, 10, 11, 12], "{known:?}");
        }
        assert_eq!(told(Route::Events, Wait::AtLeast(Duration::from_secs(1))), [1, 2]);
        assert_eq!(told(Route::Events, Wait::AtLeast(Duration::from_secs(5))), [5, 6]);
        assert_eq!(told(Route::Events, Wait::AtLeast(Duration::from_secs(3_600))), [59, 60]);
    }

    #[test]
    fn a_turn_is_never_told_too_early_unless_the_sdk_would_give_up() {
        let turn = |route, millis| told(route, Wait::Turn(Duration::from_millis(millis)));
        assert_eq!(turn(Route::Otlp(Signal::Logs), 1), [1, 2]);
        assert_eq!(turn(Route::Otlp(Signal::Logs), 3_001), [4, 5]);
        assert_eq!(turn(Route::Otlp(Signal::Logs), 30_000), [4, 5]);
        assert_eq!(turn(Route::Faro, 1), [3, 4, 5]);
        assert_eq!(turn(Route::Faro, 10_000), [10, 11, 12]);
        assert_eq!(turn(Route::Faro, 40_000), [23, 24, 25]);
        assert_eq!(turn(Route::Events, 40_000), [40, 41]);
    }
}
