//! The circuit breaker: rejects lookups while the service is down, and lets one probe at a time through.

mod circuit_breaker;
mod permit;
mod state;
#[cfg(test)]
mod tests;

pub(crate) use circuit_breaker::CircuitBreaker;
pub(crate) use permit::Permit;
pub(crate) use state::{Availability, Transition};
