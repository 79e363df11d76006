//! Whether the authentication service works: the circuit breaker and the periodic health checks.

mod backoff;
pub(crate) mod breaker;
mod failing_tokens;
pub(crate) mod health_check;
