//! How many series a tenant can have.

use super::{events::OUTCOMES, guard, keys::RESULTS};
use sluice_sandbox::metrics::series::of_filters;

/// Of a tenant without filters: its events by outcome, bytes, refused requests, the state of its chain, and what the guard finds.
const OF_TENANT: usize = OUTCOMES.len() + 1 + 1 + 1 + guard::OF_TENANT;

/// Of a publishable key: its requests by result, and refused events.
const OF_KEY: usize = RESULTS.len() + 1;

/// What a tenant with so many filters and keys has at most, without the names that its filters declare.
#[must_use]
pub const fn of_tenant(filters: usize, keys: usize) -> usize {
    OF_TENANT.saturating_add(OF_KEY.saturating_mul(keys)).saturating_add(of_filters(filters))
}
