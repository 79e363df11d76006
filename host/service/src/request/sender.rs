//! Who sends a request: from a token to an identity whose tenant has admitted the request.

use super::body;
use super::exchange::Exchange;
use super::head::RequestHead;
use super::head::cors::Page;
use super::reply::rejection::Rejection;
use crate::memory::budget::{Budget, Held};
use crate::service::Service;
use crate::tenants::{Arrival, Seat, Tenant};
use hyper::body::Incoming;
use sluice_identity::{AuthFailure, Identity, token::Token};
use sluice_wire::Route;
use std::sync::Arc;
use tokio::task::JoinHandle;

/// A sender whose identity is known, and whose tenant has room for this request until it is dropped.
pub struct AdmittedSender<'a> {
    /// Whose token it is.
    pub identity: Arc<Identity>,
    /// The identity's tenant.
    pub tenant: &'a Tenant,
    _seat: Seat<'a>,
}

/// What is known of the sender when the head has been read.
pub enum Sender<'a> {
    /// The token is known.
    Admitted(AdmittedSender<'a>),
    /// There is no token yet, or nobody has asked whose it is.
    Unidentified,
}

/// A sender whose identity may still be asked for, while the edge chain runs.
pub enum Identification<'a> {
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
        exchange.set_tenant(tenant);
        Ok(Self { _seat: tenant.fairness.admit()?, identity, tenant })
    }

    /// Whose share of the service the request counts for.
    #[must_use]
    pub fn name(&self) -> &str {
        self.identity.user.as_deref().or(self.identity.tenant.as_deref()).unwrap_or_default()
    }

    /// Whether the request's page may send for this tenant: that it may send for some tenant was checked before.
    ///
    /// # Errors
    /// [`Rejection::OriginNotAllowed`].
    pub fn check_page(&self, exchange: &Exchange, route: Route) -> Result<(), Rejection> {
        let Page::OtherOrigin(origin) = &exchange.page else { return Ok(()) };
        let is_allowed = origin.to_str().is_ok_and(|origin| exchange.tenants.allow(self.tenant, origin, route));
        if is_allowed { Ok(()) } else { Err(Rejection::OriginNotAllowed) }
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
        head: &RequestHead<'_>,
        body: &Incoming,
    ) -> Result<Self, Rejection> {
        let Some(token) = &head.token else { return Ok(Self::Unidentified) };
        let identity = match service.auth.try_identify(token).transpose()? {
            Some(identity) => identity,
            None if body::is_large(body, &head.parts.headers) => service.auth.identify(token).await?,
            None => return Ok(Self::Unidentified),
        };
        AdmittedSender::admit(exchange, identity).map(Self::Admitted)
    }

    /// A place for a body that is still to come, where the sender is known.
    ///
    /// # Errors
    /// [`Rejection::TenantLimited`] where too many bodies of this sender are awaited already.
    pub fn begin_arrival(&self) -> Result<Option<Arrival<'a>>, Rejection> {
        match self {
            Self::Admitted(sender) => sender.tenant.fairness.begin_arrival(sender.name()).map(Some),
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
    pub fn hold_memory(&self, budget: &Arc<Budget>) -> Held {
        match self {
            Self::Admitted(sender) => budget.hold_for(sender.name()),
            Self::Unidentified => budget.hold_for_unknown(),
        }
    }

    /// Starts to ask whose the token is, where nobody knows.
    #[must_use]
    pub fn identify(self, service: &Service, token: &Token) -> Identification<'a> {
        match self {
            Self::Admitted(sender) => Identification::Admitted(sender),
            Self::Unidentified => match service.auth.try_identify(token) {
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
            Self::Remembered(_) | Self::Asked(_) => None,
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
            Self::Admitted(sender) => return Ok(sender),
            Self::Remembered(answer) => answer?,
            Self::Asked(answer) => answer.await.map_err(|_| Rejection::Internal)??,
        };
        AdmittedSender::admit(exchange, identity)
    }
}
