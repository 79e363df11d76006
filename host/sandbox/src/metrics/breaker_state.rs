//! The states of a breaker, as its metric and the status page show them.

/// The state of a breaker. The numbers are the values of its metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BreakerState {
    Closed = 0,
    Open = 1,
    Probing = 2,
}
