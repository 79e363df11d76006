//! Why a request to the service failed.

use std::time::Duration;

use http::{StatusCode, header::InvalidHeaderValue};

/// Why a request has no response, or none that can be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RequestFailure {
    #[error("the token cannot be sent in a header")]
    InvalidHeader(#[from] InvalidHeaderValue),
    #[error("no answer within {} ms", .0.as_millis())]
    Timeout(Duration),
    #[error("{0}")]
    Connect(String),
    #[error("{0}")]
    Http(String),
    #[error("status {}", .0.as_u16())]
    Status(StatusCode),
    #[error("the body is too long, was cut off, or is not JSON")]
    InvalidBody,
    #[error("the user information has no valid user name or contact center id")]
    NoIdentity,
}

impl RequestFailure {
    /// Whether the connection may be the cause. Then other connections of the pool may be bad too.
    pub(crate) fn may_be_caused_by_connection(&self) -> bool {
        matches!(self, Self::Timeout(_) | Self::Connect(_) | Self::Http(_))
    }

    /// Whether the token may be the cause, because it was sent.
    pub(crate) fn may_be_caused_by_token(&self) -> bool {
        !matches!(self, Self::Connect(_))
    }

    /// Whether the request itself is the cause. That says nothing about the service's health.
    pub(crate) fn is_caused_by_request(&self) -> bool {
        use StatusCode as S;
        match self {
            Self::InvalidHeader(_) => true,
            Self::Status(status) => matches!(
                *status,
                S::BAD_REQUEST
                    | S::PAYLOAD_TOO_LARGE
                    | S::URI_TOO_LONG
                    | S::UNPROCESSABLE_ENTITY
                    | S::REQUEST_HEADER_FIELDS_TOO_LARGE
            ),
            Self::Timeout(_) | Self::Connect(_) | Self::Http(_) | Self::InvalidBody | Self::NoIdentity => false,
        }
    }
}
