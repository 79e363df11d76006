//! How many series a tenant can have.

use super::events::OUTCOMES;
use sluice_sandbox::metrics::series::{of_candidates, of_filters};

/// Of a tenant without filters: its events by outcome, bytes, refused requests, and the state of its chain.
const OF_TENANT: usize = OUTCOMES.len() + 1 + 1 + 1;

/// What a tenant with so many filters, and candidates beside them, has at most, without the names that its filters declare.
#[must_use]
pub const fn of_tenant(filters: usize, candidates: usize) -> usize {
    OF_TENANT.saturating_add(of_filters(filters)).saturating_add(of_candidates(candidates))
}
