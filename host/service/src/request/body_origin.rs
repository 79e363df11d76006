//! What the head of a request says of its body, for decoding on any thread.

use super::exchange::Exchange;
use super::sender::Sender;
use crate::service::Service;
use http::{header, request::Parts};
use sluice_wire::{Received, Route};
use std::sync::Arc;

/// See the module. Formats that read nothing of it have none of its texts.
pub struct BodyOrigin {
    at_ms: i64,
    user_agent: Option<Box<str>>,
    query: Option<Box<str>>,
    tenant: Option<Arc<str>>,
}

impl BodyOrigin {
    /// Of a request to this route.
    #[must_use]
    pub fn of(route: Route, parts: &Parts, exchange: &Exchange, sender: &Sender<'_>) -> Self {
        let at_ms = exchange.received_at.as_millisecond();
        if !matches!(route, Route::Reports | Route::Datadog(_)) {
            return Self { at_ms, user_agent: None, query: None, tenant: None };
        }
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Self {
            at_ms,
            user_agent: user_agent.map(Into::into),
            query: parts.uri.query().map(Into::into),
            tenant: sender.tenant_id(),
        }
    }

    /// Decodes with it.
    pub fn received<T>(&self, service: &Service, decode: impl FnOnce(&Received<'_>) -> T) -> T {
        decode(&Received {
            at_ms: self.at_ms,
            user_agent: self.user_agent.as_deref(),
            query: self.query.as_deref(),
            seen: &|delivered| service.reports.see(self.tenant.as_deref(), delivered),
        })
    }
}
