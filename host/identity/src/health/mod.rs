//! Whether the authentication service works: the circuit breaker and the periodic health checks.

pub(crate) mod breaker;
mod failing_tokens;
pub(crate) mod health_check;
