//! Requests by route and status.

use http::StatusCode;
use sluice_metrics::{IntCounter, IntCounterVec};
use sluice_wire::Route;
use std::sync::OnceLock;

/// Counters of requests. Those of 200 are found once for each route: to find one takes a lock and a hash of its labels.
pub struct RequestCounters {
    all: IntCounterVec,
    succeeded: [OnceLock<IntCounter>; Route::ALL.len()],
}

impl RequestCounters {
    pub(super) fn of(all: IntCounterVec) -> Self {
        Self { all, succeeded: [const { OnceLock::new() }; Route::ALL.len()] }
    }

    /// Counts a request; one to a path that is no route has none.
    pub fn count(&self, route: Option<Route>, status: StatusCode) {
        let find = || self.all.with_label_values(&[route.map_or("none", Route::label), status.as_str()]);
        let place = route.and_then(|route| Route::ALL.iter().position(|each| *each == route));
        match place {
            Some(place) if status == StatusCode::OK => self.succeeded[place].get_or_init(find).inc(),
            _ => find().inc(),
        }
    }
}
