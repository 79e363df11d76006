//! The request that a batch came with, as filters can see it.

use std::sync::Arc;

use crate::lane::samples::Samples;
use sluice_event::PseudonymKey;

/// What filters can read through the interfaces `context` and `personal`.
#[derive(Clone, Default)]
pub struct RequestContext {
    /// None in the edge chain, which runs before the identity is known.
    pub tenant: Option<TenantInfo>,
    /// From the identity. Personal data.
    pub user: Option<Arc<str>>,
    /// Personal data.
    pub client_address: Option<String>,
    /// The header `user-agent`.
    pub user_agent: Option<String>,
    /// The header `origin`.
    pub origin: Option<String>,
    /// RFC 3339, UTC, milliseconds.
    pub received_at: String,
    /// Assigned by the service.
    pub request_id: String,
    /// Whose breaker counts a failure. None if the sender is unknown. Filters do not see it.
    pub charged_to: Option<Account>,
    /// The key of pseudonyms, if the chain serves several tenants. Filters do not see it.
    pub key: Option<PseudonymKey>,
    /// Copies of the batch for candidates. Filters do not see them.
    pub samples: Samples,
}

/// What failures of filters are counted under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Of a tenant, or of a publishable key.
    pub name: Arc<str>,
    /// Tells the senders of the account apart.
    pub sender: u64,
}

/// The tenant that a request belongs to.
#[derive(Clone)]
pub struct TenantInfo {
    /// The contact center id.
    pub id: Arc<str>,
    /// The configured name, or the id.
    pub name: Arc<str>,
}
