//! What the head of a request says of its body, for decoding on any thread.

use crate::request::exchange::Exchange;
use crate::request::reports::Claim;
use crate::request::sender::Sender;
use crate::service::Service;
use http::{header, request::Parts};
use sluice_wire::{
    Received, Route,
    reports::{Delivered, Seen},
};
use std::{cell::RefCell, sync::Arc};

/// See the module. Formats that read nothing of it have none of its texts.
pub(super) struct BodyOrigin {
    at_ms: i64,
    user_agent: Option<Box<str>>,
    query: Option<Box<str>>,
    tenant: Option<Arc<str>>,
    may_wait: bool,
}

impl BodyOrigin {
    /// Of a request to this route.
    #[must_use]
    pub(super) fn of(route: Route, parts: &Parts, exchange: &Exchange, sender: &Sender<'_>) -> Self {
        let at_ms = exchange.received_at.as_millisecond();
        if !matches!(route, Route::Reports | Route::Datadog(_)) {
            return Self { at_ms, user_agent: None, query: None, tenant: None, may_wait: false };
        }
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Self {
            at_ms,
            user_agent: user_agent.map(Into::into),
            query: parts.uri.query().map(Into::into),
            tenant: sender.tenant_id(),
            may_wait: route == Route::Reports && sender.may_wait(),
        }
    }

    /// Whether the body may have to be read again.
    #[must_use]
    pub(super) fn may_wait(&self) -> bool {
        self.may_wait
    }

    /// Decodes with it. The second value holds back reports that say the same, until it is dropped.
    pub(super) fn received<T>(&self, service: &Service, decode: impl FnOnce(&Received<'_>) -> T) -> (T, Vec<Claim>) {
        let claims = RefCell::new(Vec::new());
        let see = |report: &Delivered| {
            service.reports.see(self.tenant.as_deref(), report, self.may_wait, &mut claims.borrow_mut())
        };
        let decoded = decode(&self.with(&see));
        (decoded, claims.into_inner())
    }

    /// Decodes again what had to wait, which stands for so many others too.
    pub(super) fn received_later<T>(&self, merged: u64, decode: impl FnOnce(&Received<'_>) -> T) -> T {
        decode(&self.with(&|_| Seen::New { merged }))
    }

    fn with<'a>(&'a self, seen: &'a dyn Fn(&Delivered) -> Seen) -> Received<'a> {
        Received { at_ms: self.at_ms, user_agent: self.user_agent.as_deref(), query: self.query.as_deref(), seen }
    }
}
