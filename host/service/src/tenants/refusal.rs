//! Why a request is not taken, as far as that is up to its tenant or to a publishable key.

use std::time::Duration;

/// What is known of when the request would be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Not before this, and nobody knows how long after it: something is down or busy.
    AtLeast(Duration),
    /// At this time: the tenant has room for this request then.
    Turn(Duration),
}

/// More of the service is taken than may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limited {
    /// When to try again.
    pub wait: Wait,
}

/// The configuration does not let users of this contact center in, or those without any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenantNotServed;

/// The tenant should have filters, and they are not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainUnavailable;

/// Why a publishable key cannot be used for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRefusal {
    /// It is not for this format.
    Format,
    /// It is not for this page, or there is none.
    Page,
    /// It, or this client with it, is used more often than it may be.
    Limited(Limited),
}
