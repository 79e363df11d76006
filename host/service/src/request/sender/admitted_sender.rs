//! A sender whose identity is known, and whose tenant has admitted the request.

use crate::memory::budget::{Exhausted, Held};
use crate::request::exchange::Exchange;
use crate::request::head::page::Page;
use crate::request::rejection::Rejection;
use crate::service::Service;
use crate::tenants::client_rates::ClientRate;
use crate::tenants::{Arrival, KeyRefusal, PublishableKey, Seat, Tenant, Wait};
use sluice_event::line;
use sluice_identity::Identity;
use sluice_sandbox::Account;
use sluice_wire::Route;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::{net::IpAddr, sync::Arc, time::Duration};

/// A sender whose identity is known, and whose tenant has room for this request until it is dropped.
pub struct AdmittedSender<'a> {
    /// Whose token it is; of a publishable key, the tenant and no user.
    pub identity: Arc<Identity>,
    /// The identity's tenant.
    pub tenant: &'a Tenant,
    /// The publishable key, where it was sent with one.
    pub key: Option<&'a PublishableKey>,
    client: IpAddr,
    _seat: Seat<'a>,
}

impl<'a> AdmittedSender<'a> {
    /// By a token, whose identity this is.
    pub(super) fn admit(exchange: &'a Exchange, identity: Arc<Identity>) -> Result<Self, Rejection> {
        let tenant = exchange.tenants.of(&identity)?;
        exchange.set_tenant(tenant, line::Sender::Token);
        Ok(Self { _seat: tenant.fairness.admit()?, identity, tenant, key: None, client: exchange.client })
    }

    /// By a publishable key. Nobody else is asked about it, and what it takes of the service is no share of the tenant's tokens.
    pub(super) fn admit_key(
        service: &Service,
        exchange: &'a Exchange,
        route: Route,
        key: &str,
    ) -> Result<Self, Rejection> {
        let (tenant, key) = match exchange.tenants.of_key(key) {
            Some(found) => found,
            None => return Err(refuse_unknown_key(service, exchange.client)),
        };
        exchange.set_tenant(tenant, line::Sender::Key);
        let seat = key.admit(route, exchange.page.origin(), exchange.client, &service.client_rates)?;
        let identity = Arc::clone(&key.identity);
        Ok(Self { _seat: seat, identity, tenant, key: Some(key), client: exchange.client })
    }

    /// What lines say that the request was sent with.
    #[must_use]
    pub fn credential(&self) -> line::Sender {
        if self.key.is_some() { line::Sender::Key } else { line::Sender::Token }
    }

    /// A place for a body that is still to come.
    pub(super) fn begin_arrival(&self) -> Result<Arrival<'a>, Rejection> {
        match self.key {
            Some(key) => Ok(key.fairness().begin_arrival(&self.client.to_string()).map_err(KeyRefusal::Limited)?),
            None => Ok(self.tenant.fairness.begin_arrival(self.name())?),
        }
    }

    /// What is held for the request counts for it.
    pub(super) fn take_over(&self, memory: Held) -> Result<Held, Exhausted> {
        match self.key {
            Some(key) => memory.count_for_key(&key.account),
            None => memory.count_for(self.name()),
        }
    }

    /// Whether a request of it may keep its seat for a second: those of others are not waited for.
    pub(super) fn may_wait(&self) -> bool {
        self.key.map_or(&*self.tenant.fairness, PublishableKey::fairness).has_seats_to_spare()
    }

    /// Whose share of the service the request counts for.
    #[must_use]
    pub fn name(&self) -> &str {
        let of_key = self.key.map(|key| &*key.account);
        of_key.or(self.identity.user.as_deref()).or(self.identity.tenant.as_deref()).unwrap_or_default()
    }

    /// What failures of filters on its batches are counted under. What is sent with a key counts for nobody who has a token.
    #[must_use]
    pub fn account(&self) -> Account {
        let mut hasher = DefaultHasher::new();
        match self.key {
            Some(_) => self.client.hash(&mut hasher),
            None => self.identity.user.hash(&mut hasher),
        }
        let name = self.key.map_or_else(|| self.tenant.shared_account(), |key| Arc::clone(&key.account));
        Account { name, sender: hasher.finish() }
    }

    /// Whether the request's page may send for this tenant: that it may send for some tenant was checked before.
    ///
    /// # Errors
    /// [`Rejection::OriginNotAllowed`].
    pub fn check_page(&self, exchange: &Exchange, route: Route) -> Result<(), Rejection> {
        if self.key.is_some() {
            // It was checked when the key was.
            return Ok(());
        }
        let Page::OtherOrigin(origin) = &exchange.page else { return Ok(()) };
        let is_allowed = origin.to_str().is_ok_and(|origin| exchange.tenants.allow(self.tenant, origin, route));
        if is_allowed { Ok(()) } else { Err(Rejection::OriginNotAllowed) }
    }
}

/// Who tries many keys is told to come back later, as SDKs with a key that was revoked do.
fn refuse_unknown_key(service: &Service, client: IpAddr) -> Rejection {
    const RATE: ClientRate = ClientRate { interval: Duration::from_secs(1), burst: 20 };
    const NO_KEY: &str = "";
    match service.client_rates.check(NO_KEY, client, RATE) {
        Ok(()) => Rejection::KeyRefused,
        Err(wait) => Rejection::KeyLimited { wait: Wait::Turn(wait) },
    }
}
