//! The head of a request that is for a route of this service.

pub mod cors;
pub mod credentials;
pub mod http1;
pub mod idempotency_key;
pub mod request_id;
pub mod routes;

use super::exchange::Exchange;
use super::reply::rejection::Rejection;
use crate::service::Service;
use credentials::CredentialsError;
use http::{Method, request::Parts};
use sluice_identity::token::Token;
use sluice_wire::{Format, Route, publishable_key};
use std::borrow::Cow;

/// A request that is sent to a route, by the method that it takes, with a token, with a publishable key, or with a body that may
/// bring one.
pub struct RequestHead<'a> {
    /// The head as it came.
    pub parts: &'a Parts,
    /// Where it is sent.
    pub route: Route,
    /// The token in the header or the query.
    pub token: Option<Token>,
    /// The publishable key in the query, where there is no token.
    pub key: Option<Cow<'a, str>>,
}

impl<'a> RequestHead<'a> {
    /// Checks path, method and credentials.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn read(service: &Service, parts: &'a Parts, exchange: &Exchange) -> Result<Self, Rejection> {
        let route = exchange.route.ok_or(Rejection::NotFound)?;
        if parts.method != Method::POST {
            return Err(Rejection::MethodNotAllowed);
        }
        let token = credentials::of_head(parts, service.config.auth.token_in_query)?;
        let key = match token {
            None => publishable_key::find(Format::of(route), parts.uri.query(), &parts.headers),
            Some(_) => None,
        };
        if token.is_none() && key.is_none() && !route.has_envelope() {
            return Err(CredentialsError::Missing.into());
        }
        Ok(Self { parts, route, token, key })
    }
}
