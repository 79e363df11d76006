//! From the token of a request whose body has been read to its sender.

use super::admitted_sender::AdmittedSender;
use crate::request::credentials::CredentialsError;
use crate::request::exchange::Exchange;
use crate::request::rejection::Rejection;
use crate::service::Service;
use sluice_identity::{AuthFailure, Identity, token::Token};
use sluice_sandbox::Account;
use std::sync::Arc;
use tokio::task::JoinHandle;

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

impl<'a> Identification<'a> {
    /// Asks whose the token is, unless the answer is remembered.
    pub(super) fn begin(service: &Service, token: &Token) -> Self {
        match service.auth.try_identify(token) {
            Some(answer) => Self::Remembered(answer),
            None => {
                let (auth, token) = (Arc::clone(&service.auth), token.clone());
                Self::Asked(tokio::spawn(async move { auth.identify(&token).await }))
            }
        }
    }

    /// What failures of filters are counted under, where it is known already.
    #[must_use]
    pub fn account(&self) -> Option<Account> {
        match self {
            Self::Admitted(sender) => Some(sender.account()),
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
    /// When the token is refused or cannot be checked, its tenant does not admit the request, or there is no token.
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
