//! Where a request may have its token: in the header, in the query if the operator allows it, or in the body's envelope; and
//! in one place only. <https://www.rfc-editor.org/rfc/rfc6750#section-2>

use crate::{
    rejection::Rejection,
    token::{Token, TokenError},
};
use http::{HeaderMap, header, request::Parts};

/// The token in the head of a request.
///
/// # Errors
/// [`Rejection::TokenMalformed`], [`Rejection::TokenTwice`].
pub fn of_head(head: &Parts, query_allowed: bool) -> Result<Option<Token>, Rejection> {
    let header = of_header(&head.headers)?;
    let query = match head.uri.query().filter(|_| query_allowed) {
        Some(query) => Token::from_query(query)?,
        None => None,
    };
    match (header, query) {
        (Some(_), Some(_)) => Err(Rejection::TokenTwice),
        (header, query) => Ok(header.or(query)),
    }
}

/// The one token of a request, of which the body has been read.
///
/// # Errors
/// [`Rejection::TokenMissing`], [`Rejection::TokenMalformed`], [`Rejection::TokenTwice`].
pub fn of_request(head: Option<Token>, body: Option<&str>) -> Result<Token, Rejection> {
    match (head, body) {
        (Some(token), None) => Ok(token),
        (None, Some(text)) => Ok(Token::from_text(text)?),
        (None, None) => Err(Rejection::TokenMissing),
        (Some(_), Some(_)) => Err(Rejection::TokenTwice),
    }
}

fn of_header(headers: &HeaderMap) -> Result<Option<Token>, Rejection> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => Ok(Some(Token::from_header(value)?)),
        _ => Err(Rejection::TokenMalformed),
    }
}

impl From<TokenError> for Rejection {
    fn from(_: TokenError) -> Self {
        Self::TokenMalformed
    }
}
