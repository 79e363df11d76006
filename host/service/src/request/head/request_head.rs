//! What is read of a head that is for a route of this service.

use crate::memory::budget::{Budget, Held};
use crate::request::credentials::{self, CredentialsError};
use crate::request::rejection::Rejection;
use crate::service::Service;
use http::{HeaderMap, Method, request::Parts};
use sluice_identity::token::Token;
use sluice_wire::{Format, Route, datadog::Intake, publishable_key};
use std::{borrow::Cow, sync::Arc};

/// What a field of a head takes beside its text.
const FIELD_BYTES: usize = 128;
/// The task of a request, and hyper's state for it: over HTTP/2 they outlive the connection.
const REQUEST_BYTES: usize = 8 << 10;

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
    /// What the request takes before its body comes.
    pub memory: Held,
}

impl<'a> RequestHead<'a> {
    /// Checks path, method and credentials of a request whose path leads to this `route`.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn read(service: &Service, parts: &'a Parts, route: Option<Route>) -> Result<Self, Rejection> {
        let route = match route {
            Some(Route::Datadog(Intake::Recording)) => return Err(Rejection::NotTaken("recordings and profiles")),
            Some(route) => route,
            None => return Err(not_found(parts.uri.path())),
        };
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
        let memory = hold_head(&service.bodies, &parts.headers);
        Ok(Self { parts, route, token, key, memory })
    }
}

/// Snowplow's trackers send again for ever, with everything that has piled up, what they got 404 for; 410 ends that.
/// <https://docs.snowplow.io/docs/sources/web-trackers/configuring-how-events-sent/>
fn not_found(path: &str) -> Rejection {
    let is_snowplow = path == "/i" || path.starts_with("/com.snowplowanalytics.");
    if is_snowplow { Rejection::NotTaken("Snowplow's events") } else { Rejection::NotFound }
}

/// Counts a request and its head, whoever has sent it: its fields stay in memory for as long as its body takes.
fn hold_head(budget: &Arc<Budget>, head: &HeaderMap) -> Held {
    let fields = head.iter().map(|(name, value)| FIELD_BYTES + name.as_str().len() + value.len());
    let mut held = budget.hold();
    // Whether there is room is asked when it is known for whom.
    let _ = held.add(REQUEST_BYTES + fields.sum::<usize>());
    held
}
