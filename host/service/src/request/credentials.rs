//! Where a request may have its token: in the header, in the query if the operator allows it, or in the body's envelope; and
//! in one place only. <https://www.rfc-editor.org/rfc/rfc6750#section-2>

use http::{HeaderMap, header, request::Parts};
use sluice_identity::token::{Token, TokenError};
use std::fmt;

/// Why a request has no token that can be used. Says nothing of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CredentialsError {
    /// There is none.
    Missing,
    /// What stands where a token should is none.
    Malformed {
        /// Which place that is.
        at: Place,
    },
    /// There are tokens in more than one place.
    Twice,
}

/// Where a malformed token was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: the header has another scheme.
    OtherScheme,
    /// In the header.
    Header,
    /// In the query.
    Query,
    /// In the body's envelope.
    Body,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::OtherScheme | Self::Header => "the header `Authorization` is not `Bearer <token>`",
            Self::Query => "the query has no `access_token=<token>`, or more than one",
            Self::Body => "the body's `access_token` is no token",
        })
    }
}

/// The token in the head of a request.
///
/// # Errors
/// [`CredentialsError::Malformed`], [`CredentialsError::Twice`].
pub fn of_head(head: &Parts, query_allowed: bool) -> Result<Option<Token>, CredentialsError> {
    let header = of_header(&head.headers)?;
    let query = match head.uri.query().filter(|_| query_allowed) {
        Some(query) => Token::from_query(query).map_err(|_| CredentialsError::Malformed { at: Place::Query })?,
        None => None,
    };
    match (header, query) {
        (Some(_), Some(_)) => Err(CredentialsError::Twice),
        (header, query) => Ok(header.or(query)),
    }
}

/// The one token of a request, of which the body has been read.
///
/// # Errors
/// [`CredentialsError::Missing`], [`CredentialsError::Malformed`], [`CredentialsError::Twice`].
pub fn of_request(head: Option<Token>, body: Option<&str>) -> Result<Token, CredentialsError> {
    match (head, body) {
        (Some(token), None) => Ok(token),
        (None, Some(text)) => Token::from_text(text).map_err(|_| CredentialsError::Malformed { at: Place::Body }),
        (None, None) => Err(CredentialsError::Missing),
        (Some(_), Some(_)) => Err(CredentialsError::Twice),
    }
}

/// A request with a publishable key has no token.
///
/// # Errors
/// [`CredentialsError::Twice`].
pub fn beside_key(body: Option<&str>) -> Result<Option<Token>, CredentialsError> {
    if body.is_some() { Err(CredentialsError::Twice) } else { Ok(None) }
}

fn of_header(headers: &HeaderMap) -> Result<Option<Token>, CredentialsError> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => Token::from_header(value).map(Some).map_err(|error| CredentialsError::Malformed {
            at: if error == TokenError::NotBearer { Place::OtherScheme } else { Place::Header },
        }),
        _ => Err(CredentialsError::Malformed { at: Place::Header }),
    }
}
