//! What is known of a request from its head alone, and what becomes known later.

use super::head::page::Page;
use crate::server::connection::ingress::{self, Peer};
use crate::service::Service;
use crate::tenants::{Tenant, Tenants};
use http::request::Parts;
use jiff::Timestamp;
use sluice_event::line;
use sluice_wire::{Route, sentry::Category};
use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

/// What is known of a request before its body is read.
pub struct Exchange {
    /// In the reply's header, in every line and in the log.
    pub request_id: String,
    /// When the head had arrived.
    pub received_at: Timestamp,
    /// The browser's address, as far as that is known.
    pub client: IpAddr,
    /// By path.
    pub route: Option<Route>,
    /// Where the page is from.
    pub page: Page,
    /// As they were when the request came: it ends on what it began with.
    pub tenants: Arc<Tenants>,
    tenant: OnceLock<(Arc<Tenant>, line::Sender)>,
    /// In the batch, once it has been decoded.
    events: OnceLock<usize>,
    /// Items of its envelope, if it is one of Sentry's.
    sentry_items: OnceLock<Vec<(Category, u64)>>,
    started: Instant,
}

impl Exchange {
    /// A request whose head has just been read.
    #[must_use]
    pub fn new(service: &Service, head: &Parts, peer: Peer) -> Self {
        let config = &service.config.server;
        let route = service.routes.of(head.uri.path()).and_then(|route| route.forwarded(head.uri.query()));
        let tenants = service.tenants.load_full();
        Self {
            request_id: service.request_ids.next(),
            received_at: Timestamp::now(),
            client: ingress::client_address(config, peer, &head.headers),
            route,
            page: Page::of(
                &head.headers,
                || ingress::addressed(config, peer, head),
                |origin| tenants.allow_any(origin, route),
            ),
            tenants,
            tenant: OnceLock::new(),
            events: OnceLock::new(),
            sentry_items: OnceLock::new(),
            started: Instant::now(),
        }
    }

    /// Whose request it is, and by what that is known: for the log and the count of events, where it is refused.
    pub fn set_tenant(&self, tenant: &Arc<Tenant>, by: line::Sender) {
        let _ = self.tenant.set((Arc::clone(tenant), by));
    }

    /// Whether it is known by a token, which not everybody can have.
    #[must_use]
    pub fn is_by_token(&self) -> bool {
        matches!(self.tenant.get(), Some((_, line::Sender::Token)))
    }

    /// How many events its batch has.
    pub fn set_events(&self, events: usize) {
        let _ = self.events.set(events);
    }

    /// What its envelope has, by category.
    pub fn set_sentry_items(&self, items: Vec<(Category, u64)>) {
        let _ = self.sentry_items.set(items);
    }

    /// What its envelope has, where it has been decoded.
    #[must_use]
    pub fn sentry_items(&self) -> Option<&[(Category, u64)]> {
        self.sentry_items.get().map(Vec::as_slice)
    }

    /// Counts the events of its batch as rejected, where the batch and its tenant are known.
    pub fn count_rejected_events(&self) {
        if let (Some((tenant, _)), Some(events)) = (self.tenant.get(), self.events.get()) {
            tenant.count_rejected(*events);
        }
    }

    /// The contact center id of its tenant, where that is known.
    #[must_use]
    pub fn tenant_id(&self) -> Option<&str> {
        self.tenant.get().and_then(|(tenant, _)| tenant.id.as_deref())
    }

    /// Since its head was read.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}
