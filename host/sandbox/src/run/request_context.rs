//! The request that a batch came with, as filters may see it.

use std::sync::Arc;

use sluice_event::PseudonymKey;

/// What `context` and `personal` tell a filter.
#[derive(Clone, Default)]
pub struct RequestContext {
    /// None in the edge chain: it runs before the identity is known.
    pub tenant: Option<TenantInfo>,
    /// From the identity; personal.
    pub user: Option<Arc<str>>,
    /// Personal.
    pub client_address: Option<String>,
    /// The header.
    pub user_agent: Option<String>,
    /// The header.
    pub origin: Option<String>,
    /// RFC 3339, UTC, milliseconds.
    pub received_at: String,
    /// Given by the service.
    pub request_id: String,
    /// The tenant whose batches a failure counts against. None where nobody is known to have sent it. No filter sees it.
    pub charged_to: Option<Arc<str>>,
    /// For pseudonyms, where the chain serves more than one tenant. No filter sees it.
    pub key: Option<PseudonymKey>,
}

/// Whose request it is.
#[derive(Clone)]
pub struct TenantInfo {
    /// The contact center id.
    pub id: Arc<str>,
    /// As configured, or the id.
    pub name: Arc<str>,
}
