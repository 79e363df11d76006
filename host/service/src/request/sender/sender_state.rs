//! What is known of the sender before the edge chain runs.

use super::admitted_sender::AdmittedSender;
use super::identification::Identification;
use crate::memory::budget::{Exhausted, Held};
use crate::request::body::is_large;
use crate::request::exchange::Exchange;
use crate::request::head::RequestHead;
use crate::request::rejection::Rejection;
use crate::service::Service;
use crate::tenants::{Arrival, PublishableKey};
use hyper::body::Incoming;
use sluice_identity::token::Token;
use sluice_wire::Route;
use std::{net::IpAddr, sync::Arc};

/// What is known of the sender when the head has been read.
pub enum Sender<'a> {
    /// The token, or the publishable key, is known.
    Admitted(AdmittedSender<'a>),
    /// There is no token yet, or nobody has asked whose it is.
    Unidentified,
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
            None if is_large(body, &head.parts.headers) => {
                let memory = std::mem::replace(&mut head.memory, service.bodies.hold());
                head.memory = memory.count_for_unknown(exchange.client)?;
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

    /// What is held for the request counts for this sender.
    ///
    /// # Errors
    /// The sender has no room for it.
    pub fn take_over(&self, memory: Held, client: IpAddr) -> Result<Held, Exhausted> {
        match self {
            Self::Admitted(sender) => sender.take_over(memory),
            Self::Unidentified => memory.count_for_unknown(client),
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
        matches!(self, Self::Admitted(sender) if sender.may_wait())
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
            (Self::Unidentified, Some(token)) => Identification::begin(service, token),
        }
    }
}
