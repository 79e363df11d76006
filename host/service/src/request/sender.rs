//! Who sends a request: from a token, or a publishable key, to an identity whose tenant has admitted the request.

use super::body;
use super::exchange::Exchange;
use super::head::RequestHead;
use super::head::cors::Page;
use super::head::credentials::CredentialsError;
use super::reply::rejection::Rejection;
use super::reply::retry_after::Wait;
use crate::memory::budget::{Budget, Held};
use crate::service::Service;
use crate::tenants::client_rates::ClientRate;
use crate::tenants::publishable_key::{PublishableKey, of_key};
use crate::tenants::{Arrival, Seat, Tenant};
use hyper::body::Incoming;
use sluice_event::line;
use sluice_identity::{AuthFailure, Identity, token::Token};
use sluice_wire::Route;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

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

/// What is known of the sender when the head has been read.
pub enum Sender<'a> {
    /// The token, or the publishable key, is known.
    Admitted(AdmittedSender<'a>),
    /// There is no token yet, or nobody has asked whose it is.
    Unidentified,
}

/// A sender whose identity may still be asked for, while the edge chain runs.
pub enum Identification<'a> {
    /// There is nothing to ask with.
    Nothing,
    /// There is nothing to ask.
    Admitted(AdmittedSender<'a>),
    /// What was remembered of the token.
    Remembered(Result<Arc<Identity>, AuthFailure>),
    /// Genesys Authentication is being asked.
    Asked(JoinHandle<Result<Arc<Identity>, AuthFailure>>),
}

impl<'a> AdmittedSender<'a> {
    fn admit(exchange: &'a Exchange, identity: Arc<Identity>) -> Result<Self, Rejection> {
        let tenant = exchange.tenants.of(&identity)?;
        exchange.set_tenant(tenant, line::Sender::Token);
        Ok(Self { _seat: tenant.fairness.admit()?, identity, tenant, key: None, client: exchange.client })
    }

    /// By a publishable key. Nobody else is asked about it, and what it takes of the service is no share of the tenant's tokens.
    fn admit_key(service: &Service, exchange: &'a Exchange, route: Route, key: &str) -> Result<Self, Rejection> {
        let (tenant, key) = match exchange.tenants.of_key(key) {
            Some(found) => found,
            None => return Err(refuse_unknown_key(service, exchange.client)),
        };
        exchange.set_tenant(tenant, line::Sender::Key);
        let seat = key.admit(route, &exchange.page, exchange.client, &service.client_rates)?;
        let identity = Arc::clone(&key.identity);
        Ok(Self { _seat: seat, identity, tenant, key: Some(key), client: exchange.client })
    }

    /// What lines say that the request was sent with.
    #[must_use]
    pub fn credential(&self) -> line::Sender {
        if self.key.is_some() { line::Sender::Key } else { line::Sender::Token }
    }

    fn begin_arrival(&self) -> Result<Arrival<'a>, Rejection> {
        match self.key {
            Some(key) => key.fairness().begin_arrival(&self.client.to_string()).map_err(of_key),
            None => self.tenant.fairness.begin_arrival(self.name()),
        }
    }

    /// Whose share of the service the request counts for.
    #[must_use]
    pub fn name(&self) -> &str {
        let of_key = self.key.map(|key| &*key.account);
        of_key.or(self.identity.user.as_deref()).or(self.identity.tenant.as_deref()).unwrap_or_default()
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

impl<'a> Sender<'a> {
    /// The sender of a request whose head has been read. A token that is not known is asked about here only where the body
    /// is large, before much of a stranger's body is held in memory.
    ///
    /// # Errors
    /// When the token is refused or cannot be checked, or its tenant does not admit the request.
    pub async fn of_head(
        service: &Service,
        exchange: &'a Exchange,
        head: &mut RequestHead<'_>,
        body: &Incoming,
    ) -> Result<Self, Rejection> {
        if let Some(key) = &head.key {
            return AdmittedSender::admit_key(service, exchange, head.route, key).map(Self::Admitted);
        }
        let Some(token) = &head.token else { return Ok(Self::Unidentified) };
        let identity = match service.auth.try_identify(token).transpose()? {
            Some(identity) => identity,
            None if body::is_large(body, &head.parts.headers) => {
                let mut memory = service.bodies.hold_for_unknown(exchange.client);
                memory.take_over(std::mem::replace(&mut head.memory, service.bodies.hold()))?;
                head.memory = memory;
                service.auth.identify(token).await?
            }
            None => return Ok(Self::Unidentified),
        };
        AdmittedSender::admit(exchange, identity).map(Self::Admitted)
    }

    /// The sender of a request whose body has been read, and which may have brought a publishable key.
    ///
    /// # Errors
    /// When the key is refused, or does not admit the request.
    pub fn or_by_key(
        self,
        service: &Service,
        exchange: &'a Exchange,
        route: Route,
        key: Option<&str>,
    ) -> Result<Self, Rejection> {
        match (self, key) {
            (Self::Unidentified, Some(key)) => {
                AdmittedSender::admit_key(service, exchange, route, key).map(Self::Admitted)
            }
            (known, _) => Ok(known),
        }
    }

    /// A place for a body that is still to come, where the sender is known.
    ///
    /// # Errors
    /// [`Rejection::TenantLimited`] or [`Rejection::KeyLimited`] where too many bodies of this sender are awaited already.
    pub fn begin_arrival(&self) -> Result<Option<Arrival<'a>>, Rejection> {
        match self {
            Self::Admitted(sender) => sender.begin_arrival().map(Some),
            Self::Unidentified => Ok(None),
        }
    }

    /// Whose share of the service the request counts for; those who are not known share one.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Admitted(sender) => sender.name(),
            Self::Unidentified => "",
        }
    }

    /// What this sender may hold of the memory for all requests; nothing yet.
    #[must_use]
    pub fn hold_memory(&self, budget: &Arc<Budget>, client: IpAddr) -> Held {
        match self {
            Self::Admitted(AdmittedSender { key: Some(key), .. }) => budget.hold_for_key(&key.account),
            Self::Admitted(sender) => budget.hold_for(sender.name()),
            Self::Unidentified => budget.hold_for_unknown(client),
        }
    }

    /// The publishable key, where it was sent with one.
    #[must_use]
    pub fn key(&self) -> Option<&'a PublishableKey> {
        match self {
            Self::Admitted(sender) => sender.key,
            Self::Unidentified => None,
        }
    }

    /// Whether a request of it may keep its seat for a second: those of others are not waited for.
    #[must_use]
    pub fn may_wait(&self) -> bool {
        match self {
            Self::Admitted(AdmittedSender { key: Some(key), .. }) => key.fairness().has_seats_to_spare(),
            Self::Admitted(sender) => sender.tenant.fairness.has_seats_to_spare(),
            Self::Unidentified => false,
        }
    }

    /// Whether the tenant is known, and wants no reports of browsers.
    #[must_use]
    pub fn has_reports_off(&self) -> bool {
        matches!(self, Self::Admitted(sender) if !sender.tenant.takes_reports)
    }

    /// The tenant, where it is known.
    #[must_use]
    pub fn tenant_id(&self) -> Option<Arc<str>> {
        match self {
            Self::Admitted(sender) => sender.tenant.id.clone(),
            Self::Unidentified => None,
        }
    }

    /// Whether the sender is known, by a token or by a publishable key.
    #[must_use]
    pub fn is_admitted(&self) -> bool {
        matches!(self, Self::Admitted(_))
    }

    /// Starts to ask whose the token is, where nobody knows.
    #[must_use]
    pub fn identify(self, service: &Service, token: Option<&Token>) -> Identification<'a> {
        match (self, token) {
            (Self::Admitted(sender), _) => Identification::Admitted(sender),
            (Self::Unidentified, None) => Identification::Nothing,
            (Self::Unidentified, Some(token)) => match service.auth.try_identify(token) {
                Some(answer) => Identification::Remembered(answer),
                None => {
                    let (auth, token) = (Arc::clone(&service.auth), token.clone());
                    Identification::Asked(tokio::spawn(async move { auth.identify(&token).await }))
                }
            },
        }
    }
}

impl<'a> Identification<'a> {
    /// The tenant, where it is known already.
    #[must_use]
    pub fn tenant(&self) -> Option<&'a Tenant> {
        match self {
            Self::Admitted(sender) => Some(sender.tenant),
            Self::Nothing | Self::Remembered(_) | Self::Asked(_) => None,
        }
    }

    /// Whether Genesys Authentication has not answered yet.
    #[must_use]
    pub fn is_waited_for(&self) -> bool {
        matches!(self, Self::Asked(answer) if !answer.is_finished())
    }

    /// Waits for the answer.
    ///
    /// # Errors
    /// As [`Sender::of_head`].
    pub async fn admit(self, exchange: &'a Exchange) -> Result<AdmittedSender<'a>, Rejection> {
        let identity = match self {
            Self::Nothing => return Err(CredentialsError::Missing.into()),
            Self::Admitted(sender) => return Ok(sender),
            Self::Remembered(answer) => answer?,
            Self::Asked(answer) => answer.await.map_err(|_| Rejection::Internal)??,
        };
        AdmittedSender::admit(exchange, identity)
    }
}
